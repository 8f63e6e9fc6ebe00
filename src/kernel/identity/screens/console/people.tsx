import { type FormEvent, useMemo, useState } from 'react';

import {
  Button,
  type Column,
  DataTable,
  Dialog,
  type FilterSpec,
  Loaded,
  Note,
  PageHeader,
  Pill,
  useAct,
  useApi,
  useMay,
  useSay,
  useTexts,
} from '#ui';
import { HandOver } from './hand-over.tsx';
import { type Choices, type Link, type PersonRow, titleOf } from './people-data.ts';
import { peopleTexts } from './texts.ts';

const words = peopleTexts.table;

/** Everybody with an account, with their roles; the way to invite somebody. */
export default function People() {
  const t = useTexts(peopleTexts);
  const reading = useApi<Choices>('/api/identity/choices', { freshSeconds: 600 });
  return (
    <div className="page stack">
      <Loaded reading={reading}>{(choices) => <PeopleList choices={choices} title={t('title')} />}</Loaded>
    </div>
  );
}

function PeopleList({ choices, title }: { readonly choices: Choices; readonly title: string }) {
  const t = useTexts(peopleTexts);
  const mayManage = useMay('identity:people-manage');
  const [inviting, setInviting] = useState(false);
  const columns = useColumns(choices);
  const filters = useMemo(() => filtersOf(choices), [choices]);
  return (
    <>
      <PageHeader title={title} facts={t('facts')}>
        {mayManage && (
          <Button kind="primary" onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        )}
      </PageHeader>
      <DataTable
        name="people"
        title={title}
        source="/api/identity/people"
        columns={columns}
        filters={filters}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/people/${id}`}
        empty={{ title: t('none'), text: t('noneText') }}
      />
      <Dialog title={t('invite')} open={inviting} onClose={() => setInviting(false)}>
        <InviteForm choices={choices} />
      </Dialog>
    </>
  );
}

function useColumns(choices: Choices): readonly Column<PersonRow>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'name', title: words.name, cell: ({ name }) => <b>{name}</b> },
      { key: 'account', title: words.account, cell: ({ account }) => account && <code>{account}</code> },
      { key: 'department', title: words.department, cell: ({ department }) => department && say(titleOf(choices.departments, department)) },
      { key: 'roles', title: words.roles, cell: ({ roles }) => roles.map(({ role }) => say(titleOf(choices.roles, role))).join('、') },
      { key: 'state', title: words.state, cell: ({ disabledAt }) => <State closed={disabledAt !== null} /> },
    ],
    [choices, say],
  );
}

function State({ closed }: { readonly closed: boolean }) {
  const t = useTexts(peopleTexts);
  return <Pill tone={closed ? 'paused' : 'good'}>{t(closed ? 'disabled' : 'active')}</Pill>;
}

function filtersOf({ roles, departments }: Choices): readonly FilterSpec[] {
  const options = (list: Choices['roles']) => list.map(({ key, title }) => ({ value: key, title }));
  return [
    { key: 'q', title: words.search, kind: 'text' },
    { key: 'department', title: words.department, kind: 'choice', options: options(departments) },
    { key: 'role', title: words.role, kind: 'choice', options: options(roles) },
    {
      key: 'state',
      title: words.state,
      kind: 'choice',
      options: [
        { value: 'active', title: words.active },
        { value: 'disabled', title: words.disabled },
      ],
    },
  ];
}

function InviteForm({ choices }: { readonly choices: Choices }) {
  const t = useTexts(peopleTexts);
  const say = useSay();
  const [link, setLink] = useState<Link | null>(null);
  const act = useAct<object, Link>({
    change: (body) => ({ path: '/api/identity/people', body }),
    touches: ['/api/identity/people'],
    problems: 'inline',
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const role = String(form.get('role'));
    const about = {
      name: String(form.get('name')),
      account: String(form.get('account')),
      department: String(form.get('department')) || null,
    };
    setLink((await act.run({ ...about, roles: role ? [role] : [] })) ?? null);
  };
  if (link) return <HandOver link={link} />;
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {act.problem && <Note tone="stop" title={say(act.problem.text)} />}
      <label>
        {t('name')}
        <input className="input" name="name" required maxLength={80} />
      </label>
      <label>
        {t('account')}
        <input className="input" name="account" required pattern="[a-z0-9][a-z0-9._\-]{1,63}" title={t('accountHint')} />
      </label>
      <Choice name="department" label={t('department')} none={t('noDepartment')} list={choices.departments} />
      <Choice name="role" label={t('role')} none={t('noRoles')} list={choices.roles} />
      <Button kind="primary" type="submit" busy={act.busy}>
        {t('inviteAct')}
      </Button>
    </form>
  );
}

function Choice({
  name,
  label,
  none,
  list,
}: {
  readonly name: string;
  readonly label: string;
  readonly none: string;
  readonly list: Choices['roles'];
}) {
  const say = useSay();
  return (
    <label>
      {label}
      <select className="input" name={name}>
        <option value="">{none}</option>
        {list.map(({ key, title }) => (
          <option key={key} value={key}>
            {say(title)}
          </option>
        ))}
      </select>
    </label>
  );
}
