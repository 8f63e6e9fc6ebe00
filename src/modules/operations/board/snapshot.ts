import { sql } from 'kysely';
import { type Static, Type } from 'typebox';

import { livePosition } from '#kernel';

import { caseFilters, listCases, seesAll } from '../cases/list.ts';
import type { CaseContext } from '../cases/tables.ts';
import { actTitle } from '../cases/titles.ts';
import { claimsOf } from './claims.ts';
import { boardFile } from './facts.ts';
import { mayWriteNotes, notesShown } from './notes.ts';
import { seatTaken } from './seats.ts';
import type { Board, BoardAct } from './shapes.ts';
import type { BoardContext } from './tables.ts';

const { sort: _, ...narrowing } = caseFilters;

/** What narrows a board, in its address. `codes` asks only about these cases, to follow what a live event said. */
export const boardQuery = { ...narrowing, codes: Type.Optional(Type.String({ maxLength: 4_000 })) };
const Asked = Type.Object(boardQuery);

/** Acts that the clockwork writes; a timeline of them would hide the people. */
const CLOCKWORK = ['tick', 'recount'];

/** Everything a board shows at this moment, and the position from which it follows. */
export async function readBoard(context: BoardContext, { codes, ...asked }: Static<typeof Asked>): Promise<Board> {
  const facts = context.profile(boardFile);
  const position = await livePosition(context); // before all else: what commits meanwhile is heard again
  const cases = context as unknown as CaseContext;
  const only = codes?.split(',').filter(Boolean);
  const filters = { state: 'open', ...asked };
  const { items, next } = await listCases(cases, { ...filters, limit: facts.casesShown, sort: 'due', ...(only && { codes: only }) });
  const ids = items.map(({ id }) => id);
  const [claims, departments, acts] = await Promise.all([
    claimsOf(context, ids),
    openDepartments(context, ids),
    actsOf(context, ids, only),
  ]);
  const { claimSeconds, renewSeconds, soonMinutes, pinnedHours, oldAfterSeconds } = facts;
  return {
    position,
    now: context.now,
    cases: items.map((item) => ({ ...item, departments: departments.get(item.id) ?? [], claim: claims.get(item.id) ?? null })),
    more: next !== null,
    notes: only ? [] : await notesShown(context),
    acts,
    signalAt: await lastSignalAt(context),
    seat: await seatTaken(context),
    all: seesAll(cases),
    mayWrite: mayWriteNotes(context),
    claimSeconds,
    renewSeconds,
    soonMinutes,
    pinnedHours,
    oldAfterSeconds,
  };
}

async function openDepartments({ db }: BoardContext, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('operations_task')
    .select(['case_id', 'department'])
    .where('state', 'in', ['offered', 'accepted'])
    .where(sql<boolean>`case_id = any(${ids}::uuid[])`)
    .execute();
  const all = Map.groupBy(rows, ({ case_id }) => case_id);
  return new Map([...all].map(([id, tasks]) => [id, [...new Set(tasks.map(({ department }) => department))]]));
}

/** The latest acts: on every case for those who see all, else on the cases of the board. */
async function actsOf(
  context: BoardContext,
  ids: readonly string[],
  only: readonly string[] | undefined,
): Promise<Static<typeof BoardAct>[]> {
  const seesEvery = seesAll(context as unknown as CaseContext) && !only;
  const rows = await context.db
    .selectFrom('operations_case_log as line')
    .innerJoin('operations_case as of', 'of.id', 'line.case_id')
    .select(['line.at', 'line.rev', 'line.act', 'line.actor_id', 'line.actor_department', 'of.code', 'of.title'])
    .where('line.act', 'not in', CLOCKWORK)
    .$if(!seesEvery, (lines) => lines.where(sql<boolean>`line.case_id = any(${ids}::uuid[])`))
    .orderBy('line.at', 'desc')
    .limit(context.profile(boardFile).actsShown)
    .execute();
  return rows.map(shownAct);
}

interface ActRow {
  readonly at: Date;
  readonly rev: number;
  readonly act: string;
  readonly actor_id: string;
  readonly actor_department: string | null;
  readonly code: string;
  readonly title: string;
}

/** A log line as the timeline shows it. */
export function shownAct({ at, rev, act, actor_id, actor_department, code, title }: ActRow): Static<typeof BoardAct> {
  return { at, code, rev, title, act, actTitle: actTitle(act), department: actor_department, automatic: actor_id === 'system' };
}

async function lastSignalAt({ db }: BoardContext): Promise<Date | null> {
  const row = await db.selectFrom('operations_signal').select('received_at').orderBy('received_at', 'desc').limit(1).executeTakeFirst();
  return row?.received_at ?? null;
}
