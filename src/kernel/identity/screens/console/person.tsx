import { type FormEvent, useState } from 'react';
import { useParams } from 'react-router';

import {
  AgeOf,
  Button,
  Facts,
  Loaded,
  PageHeader,
  Pill,
  Section,
  useAct,
  useApi,
  useConfirm,
  useFormat,
  useMay,
  useSay,
  useTexts,
} from '#ui';

import { HandOver } from './hand-over.tsx';
import { type Choices, type Link, type PersonRow, titleOf } from './people-data.ts';
import { peopleTexts } from './texts.ts';

const TOUCHES = ['/api/identity/people'];

/** One person: department, roles, and the state of the account. */
export default function Person() {
  const { id = '' } = useParams();
  const reading = useApi<PersonRow>(`/api/identity/people/${encodeURIComponent(id)}`);
  const choices = useApi<Choices>('/api/identity/choices', { freshSeconds: 600 });
  return (
    <div className="page stack">
      <Loaded reading={reading}>
        {(person) => <Loaded reading={choices}>{(known) => <PersonPage person={person} choices={known} />}</Loaded>}
      </Loaded>
    </div>
  );
}

function PersonPage({ person, choices }: { readonly person: PersonRow; readonly choices: Choices }) {
  const t = useTexts(peopleTexts);
  const say = useSay();
  const mayManage = useMay('identity:people-manage');
  const { name, account, department, disabledAt, createdAt } = person;
  return (
    <>
      <PageHeader title={name} crumbs={[{ title: t('title'), to: '/people' }]}>
        {mayManage && <AccountActs person={person} />}
      </PageHeader>
      <Section>
        <Facts
          facts={[
            [
              t('state'),
              <Pill key="state" tone={disabledAt ? 'paused' : 'good'}>
                {t(disabledAt ? 'disabled' : 'active')}
              </Pill>,
            ],
            [t('account'), account],
            [t('department'), department && say(titleOf(choices.departments, department))],
            [t('since'), <AgeOf key="since" at={createdAt} />],
          ]}
        />
      </Section>
      <Roles person={person} choices={choices} mayManage={mayManage} />
    </>
  );
}

function AccountActs({ person: { id, account, disabledAt } }: { readonly person: PersonRow }) {
  const t = useTexts(peopleTexts);
  const confirm = useConfirm();
  const [link, setLink] = useState<Link | null>(null);
  const close = useAct<boolean>({
    change: (disabled) => ({ method: 'PUT', path: `/api/identity/people/${id}/disabled`, body: { disabled } }),
    touches: TOUCHES,
    done: t('done'),
  });
  const renew = useAct<void, Link>({ change: () => ({ path: `/api/identity/people/${id}/invitations` }) });
  const ask = async () => {
    if (disabledAt || (await confirm({ title: t('close'), text: t('closeText'), act: t('close'), danger: true })))
      await close.run(!disabledAt);
  };
  if (link) return <HandOver link={link} />;
  return (
    <>
      {account && (
        <Button busy={renew.busy} onClick={() => void renew.run().then((made) => setLink(made ?? null))}>
          {t('newLink')}
        </Button>
      )}
      <Button kind={disabledAt ? 'plain' : 'danger'} busy={close.busy} onClick={() => void ask()}>
        {t(disabledAt ? 'reopen' : 'close')}
      </Button>
    </>
  );
}

function Roles({
  person: { id, roles },
  choices,
  mayManage,
}: {
  readonly person: PersonRow;
  readonly choices: Choices;
  readonly mayManage: boolean;
}) {
  const t = useTexts(peopleTexts);
  const say = useSay();
  const { day } = useFormat();
  const revoke = useAct<{ id: string }>({
    change: (grant) => ({ method: 'DELETE', path: `/api/identity/people/${id}/roles/${grant.id}` }),
    touches: TOUCHES,
    done: t('done'),
  });
  return (
    <Section title={t('roles')}>
      {roles.length === 0 && <p className="ink2">{t('noRoles')}</p>}
      <ul className="plain-list">
        {roles.map((grant) => (
          <li key={grant.id} className="row">
            <b>{say(titleOf(choices.roles, grant.role))}</b>
            {grant.department && <span className="ink2">{say(titleOf(choices.departments, grant.department))}</span>}
            {grant.until && <span className="ink2">{t('until', { when: day(new Date(grant.until)) })}</span>}
            {mayManage && (
              <Button size="sm" kind="quiet" busy={revoke.busy} onClick={() => void revoke.run(grant)}>
                {t('revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayManage && <GrantForm personId={id} choices={choices} held={roles.map(({ role }) => role)} />}
    </Section>
  );
}

function GrantForm({
  personId,
  choices,
  held,
}: {
  readonly personId: string;
  readonly choices: Choices;
  readonly held: readonly string[];
}) {
  const t = useTexts(peopleTexts);
  const say = useSay();
  const grant = useAct<string>({
    change: (role) => ({ path: `/api/identity/people/${personId}/roles`, body: { role } }),
    touches: TOUCHES,
    done: t('done'),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void grant.run(String(new FormData(event.currentTarget).get('role')));
  };
  return (
    <form className="row" onSubmit={submit}>
      <select className="input" name="role" aria-label={t('role')} style={{ maxWidth: 280 }}>
        {choices.roles
          .filter(({ key }) => !held.includes(key))
          .map(({ key, title }) => (
            <option key={key} value={key}>
              {say(title)}
            </option>
          ))}
      </select>
      <Button type="submit" busy={grant.busy}>
        {t('grant')}
      </Button>
    </form>
  );
}
