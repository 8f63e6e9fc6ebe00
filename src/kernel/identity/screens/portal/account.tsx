import {
  Age,
  type Bilingual,
  ErrorSummary,
  Field,
  Form,
  Note,
  PageHead,
  ResponsiveTable,
  Section,
  Status,
  useFormats,
  useFrame,
  useSpeak,
  type ViewProps,
} from '#ui/portal';

import { browserName } from '../browser-name.ts';
import { accountTexts } from './texts.ts';

interface SessionLine {
  readonly id: string;
  readonly current: boolean;
  readonly address: string;
  readonly browser: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

interface DelegationLine {
  readonly id: string;
  readonly to: string;
  readonly permissions: readonly string[];
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

type PrincipalKind = 'person' | 'enterprise' | 'department';

interface AccountPage {
  readonly problem: Bilingual | null;
  readonly account: { readonly name: string; readonly hasPassword: boolean; readonly twoFactor: boolean; readonly passkeys: number };
  readonly sessions: readonly SessionLine[];
  readonly delegations: { readonly given: readonly DelegationLine[] };
  readonly principals: {
    readonly enterprises: readonly { readonly id: string; readonly name: string }[];
    readonly delegations: readonly {
      readonly id: string;
      readonly from_kind: PrincipalKind;
      readonly from_id: string;
      readonly expires_at: Date;
    }[];
  };
  readonly actingFor: { readonly kind: PrincipalKind; readonly id: string } | null;
  readonly minLength: number;
  readonly now: Date;
}

/** Everything about one’s own account, with plain buttons. */
export default function Account({ data, frame: { language } }: ViewProps<AccountPage>) {
  const say = accountTexts(language);
  const speak = useSpeak();
  return (
    <>
      <PageHead kick={data.account.name} title={say('title')} lead={say('lead')}>
        <ErrorSummary errors={data.problem ? [{ field: 'current', message: speak(data.problem) }] : []} />
      </PageHead>
      <div className="wrap">
        <Acting data={data} />
        <Sessions sessions={data.sessions} />
        <Proof data={data} />
        <Section id="told" title={say('told')}>
          <p>
            <a className="btn alt" href="/account/notifications">
              {say('toldManage')}
            </a>
          </p>
        </Section>
        <Given delegations={data.delegations.given.filter(({ revokedAt, expiresAt }) => !revokedAt && expiresAt > data.now)} />
      </div>
    </>
  );
}

/** A button that posts one action. */
function Act({ action, id, label }: { action: string; id?: string; label: string }) {
  const { csrf } = useFrame();
  return (
    <form className="inline" method="post" action="/account">
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="action" value={action} />
      {id && <input type="hidden" name="id" value={id} />}
      <button className="btn alt small-btn" type="submit">
        {label}
      </button>
    </form>
  );
}

function Acting({ data: { actingFor, principals } }: { data: AccountPage }) {
  const say = accountTexts(useFrame().language);
  const { day } = useFormats();
  const { enterprises, delegations } = principals;
  if (actingFor) {
    const name = enterprises.find(({ id }) => id === actingFor.id)?.name ?? actingFor.id;
    return (
      <Section id="acting" title={say('acting')}>
        <Note tone="act" title={say('actingNow', { name })}>
          <p>{say('actingHint')}</p>
          <Act action="act-self" label={say('leave')} />
        </Note>
      </Section>
    );
  }
  return (
    <Section id="acting" title={say('acting')}>
      {enterprises.length + delegations.length === 0 && <p className="dim">{say('nobody')}</p>}
      <ul className="plain who-list">
        {enterprises.map(({ id, name }) => (
          <li key={id}>
            <span>
              <b>{name}</b> <span className="sm dim mono">{id}</span>
            </span>
            <Act action="act-enterprise" id={id} label={say('actAs')} />
          </li>
        ))}
        {delegations.map(({ id, from_kind, from_id, expires_at }) => (
          <li key={id}>
            <span>
              <b>{say(from_kind)}</b> <span className="sm mono brk">{from_id}</span>{' '}
              <span className="sm dim">{say('until', { when: day(expires_at) })}</span>
            </span>
            <Act action="act-delegation" id={id} label={say('use')} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Sessions({ sessions }: { sessions: readonly SessionLine[] }) {
  const say = accountTexts(useFrame().language);
  const { instant } = useFormats();
  return (
    <Section
      id="sessions"
      title={say('sessions')}
      more={sessions.length > 1 ? <Act action="end-others" label={say('endOthers')} /> : undefined}
    >
      <ResponsiveTable
        caption={say('sessions')}
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          { key: 'browser', title: say('browser'), cell: ({ browser }) => browserName(browser) },
          { key: 'address', title: say('address'), cell: ({ address }) => address, mono: true },
          { key: 'since', title: say('since'), cell: ({ createdAt }) => instant(createdAt) },
          { key: 'seen', title: say('seen'), cell: ({ lastSeenAt }) => <Age at={lastSeenAt} /> },
          {
            key: 'end',
            title: <span className="vh">{say('end')}</span>,
            label: say('end'),
            cell: ({ id, current }) =>
              current ? <Status tone="ok">{say('here')}</Status> : <Act action="end-session" id={id} label={say('end')} />,
          },
        ]}
      />
    </Section>
  );
}

function Proof({ data: { account, minLength } }: { data: AccountPage }) {
  const say = accountTexts(useFrame().language);
  return (
    <Section id="proof" title={say('proof')}>
      <div className="duo">
        <div className="stack">
          <h3>{say('factor')}</h3>
          <p>
            <Status tone={account.twoFactor ? 'ok' : 'att'}>{say(account.twoFactor ? 'factorOn' : 'factorOff')}</Status>
          </p>
          <p>
            <a className="btn alt" href="/account/second-factor">
              {say('factorManage')}
            </a>
          </p>
          {account.passkeys > 0 && <p className="sm dim">{say('passkeys', { count: account.passkeys })}</p>}
        </div>
        {account.hasPassword && (
          <Form action="/account">
            <input type="hidden" name="action" value="password" />
            <Field name="current" label={say('current')} type="password" autoComplete="current-password" width="middle" />
            <Field
              name="next"
              label={say('next')}
              hint={say('nextHint', { count: minLength })}
              type="password"
              autoComplete="new-password"
              width="middle"
            />
            <button className="btn" type="submit">
              {say('change')}
            </button>
          </Form>
        )}
      </div>
    </Section>
  );
}

function Given({ delegations }: { delegations: readonly DelegationLine[] }) {
  const say = accountTexts(useFrame().language);
  const { day } = useFormats();
  if (delegations.length === 0) return null;
  return (
    <Section id="given" title={say('given')}>
      <ResponsiveTable
        caption={say('given')}
        rows={delegations}
        rowKey={({ id }) => id}
        columns={[
          { key: 'to', title: say('receiver'), cell: ({ to }) => to, mono: true },
          { key: 'scope', title: say('scope'), cell: ({ permissions }) => permissions.join(', ') },
          { key: 'ends', title: say('ends'), cell: ({ expiresAt }) => day(expiresAt) },
          { key: 'revoke', title: say('revoke'), cell: ({ id }) => <Act action="revoke-delegation" id={id} label={say('revoke')} /> },
        ]}
      />
    </Section>
  );
}
