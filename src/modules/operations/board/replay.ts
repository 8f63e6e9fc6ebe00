import { sql } from 'kysely';
import type { Static } from 'typebox';

import { districtFile, kernelErrors, localDate, localMoment } from '#kernel';

import { factsOf } from '../cases/facts.ts';
import { fold, type LogLine } from '../cases/fold.ts';
import { seesAll } from '../cases/list.ts';
import { project } from '../cases/project.ts';
import { lineOf } from '../cases/store.ts';
import type { CaseContext } from '../cases/tables.ts';
import { actTitle, titlesOf } from '../cases/titles.ts';
import { boardErrors } from './errors.ts';
import { shownNote } from './notes.ts';
import type { Replay } from './shapes.ts';
import type { BoardContext } from './tables.ts';

const MOST_LINES = 20_000;
const DAY_MS = 86_400_000;

type Standing = Replay['start'][number];
type Line = Replay['lines'][number];

/** One case's log up to the end of the day. */
interface History {
  readonly id: string;
  readonly lines: readonly LogLine[];
}

/**
 * A day of the district as it went: how every open case stood when the day began, then every line in order with how the case stood after
 * it. All of it is folded from the log, so it is the same whenever it is asked for.
 * @param day `YYYY-MM-DD` on the district's calendar
 * @throws kernel.forbidden, operations.dayAhead, operations.tooMuchOfADay
 */
export async function replayDay(context: BoardContext, day: string): Promise<Replay> {
  if (!seesAll(context as unknown as CaseContext)) throw kernelErrors.forbidden({ permission: 'operations:see' });
  const { timeZone } = context.profile(districtFile);
  const from = localMoment(timeZone, day, '00:00');
  if (from > context.now) throw boardErrors.dayAhead({ day });
  const until = localMoment(timeZone, localDate(timeZone, new Date(from.getTime() + 1.5 * DAY_MS)), '00:00');
  const histories = await historiesOf(context, from, until);
  const standing = standings(context);
  const start = histories.flatMap((history) => standing.before(history, from));
  const lines = histories.flatMap((history) => standing.during(history, from)).sort((one, other) => one.at.getTime() - other.at.getTime());
  return { day, from, until, start, lines, notes: await notesOf(context, from, until) };
}

/** Logs of cases that were open when the day began or had a line during it. */
async function historiesOf({ db }: BoardContext, from: Date, until: Date): Promise<History[]> {
  const { lines } = await db
    .selectFrom('operations_case_log')
    .select(({ fn }) => fn.countAll<string>().as('lines'))
    .where('at', '>=', from)
    .where('at', '<', until)
    .executeTakeFirstOrThrow();
  if (Number(lines) > MOST_LINES) throw boardErrors.tooMuchOfADay({ most: MOST_LINES });
  const rows = await db
    .selectFrom('operations_case_log')
    .selectAll()
    .where('at', '<', until)
    .where(
      sql<boolean>`case_id in (
        select case_id from operations_case_log where at >= ${from} and at < ${until}
        union
        select id from operations_case where opened_at < ${from} and (closed_at is null or closed_at >= ${from})
      )`,
    )
    .orderBy('case_id')
    .orderBy('rev')
    .execute();
  return [...Map.groupBy(rows, ({ case_id }) => case_id)].map(([id, log]) => ({ id, lines: log.map(lineOf) }));
}

/** Works out how cases stood at any line of their log. */
function standings(context: BoardContext) {
  const facts = factsOf(context as unknown as CaseContext);
  const titles = titlesOf(context.profile);
  const standingAfter = ({ id, lines }: History, count: number): Standing => {
    const [row] = project(fold(id, lines.slice(0, count)), facts).operations_case;
    if (!row) throw new Error(`case ${id} has no lines`);
    const { code, title, state, lead, town, place, lng, lat, opened_at, due_at, paused } = row;
    const named = { category: titles.category(row.category), level: titles.level(row.level) };
    return { code, title, ...named, state, lead, town, place, lng, lat, openedAt: opened_at, dueAt: due_at, paused };
  };
  return {
    before: (history: History, from: Date): Standing[] => {
      const count = history.lines.filter(({ at }) => at < from).length;
      if (count === 0) return [];
      const standing = standingAfter(history, count);
      return standing.state === 'closed' || standing.state === 'merged' ? [] : [standing];
    },
    during: (history: History, from: Date): Line[] =>
      history.lines.flatMap(({ at, rev, act, actorId, actorDepartment }, index) => {
        if (at < from) return [];
        const after = standingAfter(history, index + 1);
        const { code, title } = after;
        return [
          { at, code, rev, title, act, actTitle: actTitle(act), department: actorDepartment, automatic: actorId === 'system', after },
        ];
      }),
  };
}

async function notesOf(context: BoardContext, from: Date, until: Date): Promise<Static<typeof Replay>['notes']> {
  const rows = await context.db
    .selectFrom('operations_note')
    .selectAll()
    .where('at', '>=', from)
    .where('at', '<', until)
    .orderBy('id')
    .limit(MOST_LINES)
    .execute();
  return rows.map((row) => shownNote(context, row));
}
