import { type FormEvent, useMemo, useState } from 'react';

import {
  AgeOf,
  type BulkAct,
  Button,
  type Column,
  DataTable,
  Dialog,
  Note,
  PageHeader,
  Pill,
  useAct,
  useApi,
  useSay,
  useSession,
  useTexts,
} from '#ui';

import { tokenTexts } from './texts.ts';

interface Token {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

const PATH = '/api/identity/service-tokens';
const DAY_MS = 86_400_000;
const words = tokenTexts.table;

/** Keys of machines: which there are, what they may do, and the way to issue and revoke them. */
export default function ServiceTokens() {
  const t = useTexts(tokenTexts);
  const { data } = useApi<{ items: readonly Token[] }>(PATH);
  const [issuing, setIssuing] = useState(false);
  return (
    <div className="page stack">
      <PageHeader title={t('title')} facts={t('facts')}>
        <Button kind="primary" onClick={() => setIssuing(true)}>
          {t('issue')}
        </Button>
      </PageHeader>
      <DataTable
        name="service-tokens"
        title={t('title')}
        rows={data?.items ?? []}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        bulk={useBulk()}
        empty={{ title: t('none') }}
      />
      <Dialog title={t('issue')} open={issuing} onClose={() => setIssuing(false)}>
        <IssueForm onDone={() => setIssuing(false)} />
      </Dialog>
    </div>
  );
}

const COLUMNS: readonly Column<Token>[] = [
  { key: 'name', title: words.name, cell: ({ name }) => <b>{name}</b> },
  { key: 'permissions', title: words.scope, cell: ({ permissions }) => <code>{permissions.join(' ')}</code> },
  { key: 'expiresAt', title: words.expires, cell: ({ expiresAt }) => <time dateTime={expiresAt}>{expiresAt.slice(0, 10)}</time> },
  { key: 'lastUsedAt', title: words.used, cell: ({ lastUsedAt }) => <Used at={lastUsedAt} /> },
  { key: 'state', title: words.state, cell: (token) => <State token={token} /> },
];

function Used({ at }: { readonly at: string | null }) {
  const t = useTexts(tokenTexts);
  return at ? <AgeOf at={at} /> : <span className="ink2">{t('never')}</span>;
}

function State({ token }: { readonly token: Token }) {
  const t = useTexts(tokenTexts);
  if (isLiving(token)) return <Pill tone="good">{t('living')}</Pill>;
  return <Pill tone="paused">{t(token.revokedAt ? 'revoked' : 'over')}</Pill>;
}

function useBulk(): readonly BulkAct<Token>[] {
  const t = useTexts(tokenTexts);
  const { run } = useAct<Token>({ change: ({ id }) => ({ method: 'DELETE', path: `${PATH}/${id}` }), touches: [PATH], done: t('revoked') });
  return useMemo(
    () => [
      {
        title: words.revoke,
        run: (tokens) => Promise.all(tokens.filter(isLiving).map((token) => run(token))),
        refusal: (tokens) => (tokens.some(isLiving) ? null : t('alreadyOver')),
      },
    ],
    [t, run],
  );
}

function isLiving({ revokedAt, expiresAt }: Token): boolean {
  return revokedAt === null && new Date(expiresAt) > new Date();
}

function IssueForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(tokenTexts);
  const say = useSay();
  const { permissions } = useSession();
  const [token, setToken] = useState('');
  const act = useAct<object, { token: string }>({ change: (body) => ({ path: PATH, body }), touches: [PATH], problems: 'inline' });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const expiresAt = new Date(Date.now() + Number(form.get('days')) * DAY_MS).toISOString();
    const made = await act.run({ name: String(form.get('name')), permissions: form.getAll('permissions').map(String), expiresAt });
    if (made) setToken(made.token);
  };
  if (token) {
    return (
      <Note tone="ok" title={t('shown')}>
        <p>
          <input className="input" readOnly aria-label={t('shown')} value={token} onFocus={(event) => event.currentTarget.select()} />
        </p>
        <p className="small">{t('shownText')}</p>
        <Button onClick={onDone}>{t('close')}</Button>
      </Note>
    );
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {act.problem && <Note tone="stop" title={say(act.problem.text)} />}
      <label>
        {t('name')}
        <input className="input" name="name" required maxLength={80} />
      </label>
      <label>
        {t('scope')}
        <select className="input" name="permissions" multiple required size={Math.min(8, permissions.length)}>
          {permissions.map((permission) => (
            <option key={permission}>{permission}</option>
          ))}
        </select>
      </label>
      <label>
        {t('days')}
        <input className="input" name="days" type="number" min={1} max={730} defaultValue={90} required />
      </label>
      <Button kind="primary" type="submit" busy={act.busy}>
        {t('issue')}
      </Button>
    </form>
  );
}
