import { sql } from 'kysely';

import type { CaseContext } from '../cases/tables.ts';
import { titlesOf } from '../cases/titles.ts';
import type { Supervised } from './routes.ts';

const MOST = 200;
const SOON_MS = 24 * 3600 * 1000;
/** A span that binds nobody is nobody's delay. */
const NOT_BINDING = ['silence'];

/** What a supervisor has to look at, the most pressing first. */
export async function supervised(context: CaseContext): Promise<Supervised> {
  const { now } = context;
  const [overdue, soon] = [await clocksDue(context, null, now), await clocksDue(context, now, new Date(now.getTime() + SOON_MS))];
  const lists = {
    overdue,
    soon,
    orders: await openOrders(context),
    decisions: await disputedTasks(context),
    appeals: await waitingAppeals(context),
    visits: await waitingVisits(context),
  };
  return lists as Supervised;
}

type Titled = { readonly level: string; readonly category: string };

function titled<Row extends Titled>(context: CaseContext, rows: readonly Row[]) {
  const titles = titlesOf(context.profile);
  return rows.map((row) => ({ ...row, level: titles.level(row.level), category: titles.category(row.category) }));
}

async function clocksDue(context: CaseContext, from: Date | null, to: Date) {
  const titles = titlesOf(context.profile);
  const rows = await context.db
    .selectFrom('operations_clock as k')
    .innerJoin('operations_case as c', 'c.id', 'k.case_id')
    .leftJoin('operations_task as t', 't.id', 'k.task_id')
    .leftJoin('operations_order as o', 'o.id', 'k.task_id')
    .select(['c.code', 'c.title', 'c.level', 'c.category', 'c.revision', 'k.kind', 'k.started_at as since', 'k.due_at as dueAt'])
    .select(['k.allowed_s as allowedSeconds', sql<string>`coalesce(t.department, o.department, c.lead)`.as('department')])
    .where('k.state', '=', 'running')
    .where('k.kind', 'not in', NOT_BINDING)
    .where('k.due_at', '<', to)
    .$if(from !== null, (query) => query.where('k.due_at', '>=', from as Date))
    .orderBy('k.due_at')
    .limit(MOST)
    .execute();
  return titled(context, rows).map((row) => ({ ...row, kind: titles.kind(row.kind) }));
}

async function openOrders(context: CaseContext) {
  const rows = await context.db
    .selectFrom('operations_order as o')
    .innerJoin('operations_case as c', 'c.id', 'o.case_id')
    .select(['o.id', 'c.code', 'c.title', 'c.level', 'c.category', 'c.revision', 'o.department', 'o.issued_at as since'])
    .select(['o.demand', 'o.signed_at as signedAt'])
    .where('o.fulfilled_at', 'is', null)
    .where('o.lifted_at', 'is', null)
    .orderBy('o.issued_at')
    .limit(MOST)
    .execute();
  return titled(context, rows);
}

async function disputedTasks(context: CaseContext) {
  const rows = await context.db
    .selectFrom('operations_task as t')
    .innerJoin('operations_case as c', 'c.id', 't.case_id')
    .select(['t.id', 'c.code', 'c.title', 'c.level', 'c.category', 'c.revision', 'c.lead as department', 't.offered_at as since'])
    .select(['t.objection', 't.due_at as dueAt'])
    .where('t.state', '=', 'offered')
    .where('t.objection', 'is not', null)
    .orderBy('t.due_at')
    .limit(MOST)
    .execute();
  return titled(context, rows);
}

async function waitingAppeals(context: CaseContext) {
  const rows = await context.db
    .selectFrom('operations_appeal as a')
    .innerJoin('operations_case as c', 'c.id', 'a.case_id')
    .select(['a.id', 'c.code', 'c.title', 'c.level', 'c.category', 'c.revision', 'c.lead as department', 'a.filed_at as since'])
    .select(['a.grounds', 'c.due_at as dueAt'])
    .where('a.decision', 'is', null)
    .orderBy('a.filed_at')
    .limit(MOST)
    .execute();
  return titled(context, rows);
}

async function waitingVisits(context: CaseContext) {
  const rows = await context.db
    .selectFrom('operations_visit as v')
    .innerJoin('operations_case as c', 'c.id', 'v.case_id')
    .leftJoin('operations_clock as k', (join) => join.onRef('k.task_id', '=', 'v.id').on('k.kind', '=', 'visit'))
    .select(['v.id', 'c.code', 'c.title', 'c.level', 'c.category', 'c.revision', 'c.lead as department', 'v.drawn_at as since'])
    .select(['v.draw', 'k.due_at as dueAt'])
    .where('v.done_at', 'is', null)
    .orderBy('v.drawn_at')
    .limit(MOST)
    .execute();
  return titled(context, rows);
}
