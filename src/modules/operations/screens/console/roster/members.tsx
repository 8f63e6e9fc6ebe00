import { useState } from 'react';

import { Button, Dialog, Section, useAct, useApi, useSay, useTexts } from '#ui';

import { type Named, titleOf } from '../dispatch/data.ts';
import type { MemberView } from './data.ts';
import { SkillChecks } from './team-dialog.tsx';
import { rosterTexts } from './texts.ts';

interface MembersProps {
  readonly team: string;
  readonly department: string;
  readonly members: readonly MemberView[];
  readonly skills: readonly Named[];
}

/** The people of a team and what they can do. */
export function Members({ team, department, members, skills }: MembersProps) {
  const t = useTexts(rosterTexts);
  const say = useSay();
  const [adding, add] = useState(false);
  const remove = useAct<MemberView, unknown>({
    change: ({ personId, revision, name, skills: own }) => ({
      method: 'PUT',
      path: `/api/roster/members/${personId}`,
      body: { name, team, skills: own, left: true },
      ifMatch: `"${revision}"`,
    }),
    touches: ['/api/roster'],
    done: t('saved'),
    undo: ({ personId, name, skills: own }) => ({ path: '/api/roster/members', body: { personId, name, team, skills: own } }),
  });
  return (
    <Section
      title={t('members')}
      note={members.length}
      aside={
        <Button size="sm" onClick={() => add(true)}>
          {t('addMember')}
        </Button>
      }
    >
      <ul className="lines">
        {members.map((member) => (
          <li key={member.personId}>
            <div>
              <b>{member.name}</b>
              <p className="tiny ink2">{member.skills.map((skill) => say(titleOf(skills, skill))).join(say({ en: ', ', zh: '、' }))}</p>
            </div>
            <Button
              size="sm"
              kind="quiet"
              busy={remove.busy}
              onClick={() => void remove.run(member)}
              aria-label={`${t('remove')} ${member.name}`}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      {adding && <AddDialog team={team} department={department} skills={skills} onClose={() => add(false)} />}
    </Section>
  );
}

interface AddProps extends Omit<MembersProps, 'members'> {
  readonly onClose: () => void;
}

function AddDialog({ team, department, skills, onClose }: AddProps) {
  const t = useTexts(rosterTexts);
  const people =
    useApi<{ items: readonly { id: string; name: string }[] }>('/api/roster/candidates', { query: { department } }).data?.items ?? [];
  const [personId, setPerson] = useState('');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const save = useAct<void, unknown>({
    change: () => ({ path: '/api/roster/members', body: { personId: personId || null, name, team, skills: chosen } }),
    touches: ['/api/roster'],
    done: t('saved'),
  });
  return (
    <Dialog title={t('addMember')} open onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run().then((saved) => saved !== undefined && onClose());
        }}
      >
        <label>
          {t('account')}
          <select
            className="input"
            value={personId}
            onChange={(event) => {
              setPerson(event.target.value);
              const found = people.find(({ id }) => id === event.target.value);
              if (found) setName(found.name);
            }}
          >
            <option value="">{t('noAccount')}</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('name')}
          <input className="input" required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <SkillChecks skills={skills} chosen={chosen} onChange={setChosen} />
        <Button kind="primary" type="submit" busy={save.busy}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  );
}
