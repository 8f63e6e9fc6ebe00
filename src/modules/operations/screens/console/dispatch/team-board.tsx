import { AgeOf, Section, useSay, useTexts } from '#ui';

import { useDepartmentName } from '../cases/terms.ts';
import { type BoardView, type Item, type TeamView, titleOf } from './data.ts';
import { dispatchTexts } from './texts.ts';

interface TeamBoardProps {
  readonly board: BoardView;
  readonly waiting: readonly Item[];
  /** The team suggested for the chosen task. */
  readonly marked: string | null;
}

/** All teams at a glance: what each has, what it can still take, and how old its reported place is. */
export function TeamBoard({ board, waiting, marked }: TeamBoardProps) {
  const t = useTexts(dispatchTexts);
  const nameOf = useDepartmentName();
  const count = (department: string) => waiting.filter((item) => item.department === department).length;
  const departments = [...new Set(board.teams.map(({ department }) => department))].sort().sort((one, other) => count(other) - count(one));
  return (
    <Section title={t('board')} note={t('boardNote')}>
      <div className="stack tight">
        {departments.map((department) => (
          <section key={department} aria-label={nameOf(department)}>
            <h3 className="team-department">{nameOf(department)}</h3>
            <ul className="team-grid">
              {board.teams
                .filter((team) => team.department === department)
                .sort((one, other) => Number(other.onDuty) - Number(one.onDuty))
                .map((team) => (
                  <Tile key={team.id} team={team} board={board} marked={team.id === marked} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Section>
  );
}

function Tile({ team, board, marked }: { readonly team: TeamView; readonly board: BoardView; readonly marked: boolean }) {
  const t = useTexts(dispatchTexts);
  const say = useSay();
  const nameOf = useDepartmentName();
  const free = Math.max(0, team.capacity - team.tasks.length);
  const skills = team.skills.map((skill) => say(titleOf(board.skills, skill))).join(say({ en: ', ', zh: '、' }));
  return (
    <li className="team" data-off={!team.onDuty || undefined} data-marked={marked || undefined}>
      <p className="team-name">
        <b>{say(team.name)}</b>
        <Load team={team} />
      </p>
      <p className="tiny ink2">{skills}</p>
      <p className="tiny ink2 team-facts">
        <span>{team.onDuty ? t('free', { free, capacity: team.capacity }) : t('offDuty')}</span>
        {team.duty === 'always' ? <span>{t('always')}</span> : team.onDuty && <span>{t('people', { count: team.crew })}</span>}
        {team.lentTo && <span>{t('lent', { department: nameOf(team.lentTo) })}</span>}
        {team.place ? <AgeOf at={team.place.reportedAt} oldAfterSeconds={1800} /> : <span>{t('noReport')}</span>}
      </p>
    </li>
  );
}

/** One mark for each task a team may have: filled for those it has. */
function Load({ team: { capacity, tasks } }: { readonly team: TeamView }) {
  const places = Array.from({ length: Math.max(capacity, tasks.length) }, (_, place) => place);
  return (
    <span className="team-load" aria-hidden>
      {places.map((place) => (
        <i key={place} data-taken={place < tasks.length || undefined} title={tasks[place]?.title} />
      ))}
    </span>
  );
}
