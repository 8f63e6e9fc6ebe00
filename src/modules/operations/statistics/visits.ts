import { sql } from 'kysely';

import { type PageOf, pageOf, readCursor } from '#kernel';

import { titlesOf } from '../cases/titles.ts';
import type { Month } from './month.ts';
import type { StatisticsContext } from './tables.ts';

/** What narrows the list of return visits. */
export interface VisitQuery {
  readonly state?: 'waiting' | 'done';
  readonly draw?: Month;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Return visits: waiting ones by deadline, made ones newest first. */
export async function listVisits(context: StatisticsContext, { state = 'waiting', draw, limit = 50, cursor }: VisitQuery) {
  const waiting = state === 'waiting';
  const at = waiting ? sql<Date>`coalesce(k.due_at, v.drawn_at)` : sql<Date>`v.done_at`;
  const after = readCursor(cursor, 2);
  const rows = await context.db
    .selectFrom('operations_visit as v')
    .innerJoin('operations_case as c', 'c.id', 'v.case_id')
    .leftJoin('operations_clock as k', (join) => join.onRef('k.task_id', '=', 'v.id').on('k.kind', '=', 'visit'))
    .select(['v.id', 'c.code', 'c.revision', 'c.title', 'c.lead as department', 'c.category', 'v.draw', 'v.drawn_at as drawnAt'])
    .select(['k.due_at as dueAt', 'v.done_at as doneAt', 'v.reached', 'v.satisfied', at.as('at')])
    .where('v.done_at', waiting ? 'is' : 'is not', null)
    .$if(draw !== undefined, (query) => query.where('v.draw', '=', draw as Month))
    .$if(after !== null, (query) =>
      query.where(
        waiting
          ? sql<boolean>`(${at}, v.id) > (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`
          : sql<boolean>`(${at}, v.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy(at, waiting ? 'asc' : 'desc')
    .orderBy('v.id', waiting ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute();
  const titles = titlesOf(context.profile);
  const page: PageOf<(typeof rows)[number]> = pageOf(rows, limit, (row) => [row.at.toISOString(), row.id]);
  return { next: page.next, items: page.items.map(({ at: _, category, ...row }) => ({ ...row, category: titles.category(category) })) };
}
