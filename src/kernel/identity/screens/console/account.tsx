import { AgeOf, Button, Loaded, PageHeader, Pill, Section, toast, useAct, useApi, useFormat, useLanguage, useRefresh, useTexts } from '#ui';

import { browserName } from '../browser-name.ts';
import { addPasskey } from './passkey.ts';
import { myAccountTexts } from './texts.ts';

interface MyAccount {
  readonly name: string;
  readonly account: string | null;
  readonly twoFactor: boolean;
}

interface SessionItem {
  readonly id: string;
  readonly current: boolean;
  readonly address: string;
  readonly browser: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

interface PasskeyItem {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

interface DelegationItem {
  readonly id: string;
  readonly permissions: readonly string[];
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

/** One’s own account at the desk: sessions, passkeys, delegations; the rest is on the portal’s page. */
export default function MyAccountScreen() {
  const t = useTexts(myAccountTexts);
  const account = useApi<MyAccount>('/api/identity/account');
  return (
    <div className="page stack">
      <Loaded reading={account}>
        {({ name, twoFactor }) => (
          <PageHeader title={t('title')} facts={name}>
            <Pill tone={twoFactor ? 'good' : 'soon'}>{t(twoFactor ? 'factorOn' : 'factorOff')}</Pill>
          </PageHeader>
        )}
      </Loaded>
      <Sessions />
      <Passkeys />
      <Delegations />
      <Section title={t('more')}>
        <p className="ink2">{t('moreText')}</p>
        <p>
          <a className="btn" href="/account">
            {t('open')}
          </a>
        </p>
      </Section>
    </div>
  );
}

function Sessions() {
  const t = useTexts(myAccountTexts);
  const reading = useApi<{ items: readonly SessionItem[] }>('/api/identity/sessions');
  const touches = ['/api/identity/sessions'];
  const end = useAct<string>({ change: (id) => ({ method: 'DELETE', path: `/api/identity/sessions/${id}` }), touches, done: t('ended') });
  const endOthers = useAct<void>({ change: () => ({ method: 'DELETE', path: '/api/identity/sessions' }), touches, done: t('ended') });
  return (
    <Section
      title={t('sessions')}
      aside={
        (reading.data?.items.length ?? 0) > 1 && (
          <Button size="sm" busy={endOthers.busy} onClick={() => void endOthers.run()}>
            {t('endOthers')}
          </Button>
        )
      }
    >
      <Loaded reading={reading}>
        {({ items }) => (
          <ul className="plain-list">
            {items.map(({ id, browser, address, lastSeenAt, current }) => (
              <li key={id} className="row">
                <b>{browserName(browser)}</b>
                <code>{address}</code>
                <span className="ink2">
                  {t('seen')} <AgeOf at={lastSeenAt} />
                </span>
                {current ? (
                  <Pill tone="good">{t('here')}</Pill>
                ) : (
                  <Button size="sm" busy={end.busy} onClick={() => void end.run(id)}>
                    {t('end')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

function Passkeys() {
  const t = useTexts(myAccountTexts);
  const language = useLanguage();
  const refresh = useRefresh();
  const { day } = useFormat();
  const path = '/api/identity/passkeys';
  const reading = useApi<{ items: readonly PasskeyItem[] }>(path);
  const remove = useAct<string>({ change: (id) => ({ method: 'DELETE', path: `${path}/${id}` }), touches: [path], done: t('removed') });
  const verify = useAct<unknown>({
    change: (response) => ({ path: '/api/auth/passkey/verify-registration', body: { response } }),
    touches: [path],
    done: t('added'),
  });
  const add = async () => {
    const credential = await addPasskey();
    if (credential === null) toast.done(t('turnedDown'), language);
    else await verify.run(credential);
    refresh(path);
  };
  return (
    <Section
      title={t('passkeys')}
      aside={
        <Button size="sm" busy={verify.busy} onClick={() => void add()}>
          {t('addPasskey')}
        </Button>
      }
    >
      <p className="ink2">{t('passkeysText')}</p>
      <Loaded reading={reading}>
        {({ items }) => (
          <ul className="plain-list">
            {items.map(({ id, name, createdAt }) => (
              <li key={id} className="row">
                <b>{name}</b>
                <span className="ink2">{day(new Date(createdAt))}</span>
                <Button size="sm" kind="quiet" onClick={() => void remove.run(id)}>
                  {t('remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

function Delegations() {
  const t = useTexts(myAccountTexts);
  const { day } = useFormat();
  const path = '/api/identity/delegations';
  const reading = useApi<{ given: readonly DelegationItem[]; received: readonly DelegationItem[] }>(path);
  const revoke = useAct<string>({ change: (id) => ({ method: 'DELETE', path: `${path}/${id}` }), touches: [path], done: t('over') });
  return (
    <Section title={t('delegations')}>
      <Loaded reading={reading}>
        {({ given, received }) => {
          const all = [...given.map((item) => ({ ...item, mine: true })), ...received.map((item) => ({ ...item, mine: false }))];
          if (all.length === 0) return <p className="ink2">{t('noDelegations')}</p>;
          return (
            <ul className="plain-list">
              {all.map(({ id, mine, permissions, expiresAt, revokedAt }) => (
                <li key={id} className="row">
                  <b>{t(mine ? 'given' : 'received')}</b>
                  <code>{permissions.join(' ')}</code>
                  <span className="ink2">
                    {t('ends')} {day(new Date(expiresAt))}
                  </span>
                  {revokedAt || new Date(expiresAt) < new Date() ? (
                    <Pill tone="paused">{t('over')}</Pill>
                  ) : (
                    <Button size="sm" kind="quiet" busy={revoke.busy} onClick={() => void revoke.run(id)}>
                      {t('revoke')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
