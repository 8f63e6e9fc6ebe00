import { type ExpressionBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { type Static, Type } from 'typebox';

import { mayTouch, type PageOf, pageOf, pageQuery, readCursor, requirePermission, searchQuery } from '#kernel';

import { readCode } from './code.ts';
import type { CaseSummary } from './shapes.ts';
import type { CaseContext, CaseTables } from './tables.ts';
import { titlesOf } from './titles.ts';

const Words = Type.Optional(Type.String({ maxLength: 200 }));

/** What narrows a list of cases, in its address. */
export const caseFilters = {
  q: Words,
  /** Comma-separated states; `open` stands for all that are neither closed nor merged. */
  state: Words,
  department: Words,
  category: Words,
  level: Words,
  town: Words,
  source: Words,
  /** `overdue`, `soon` (within a day), or `paused`. */
  due: Type.Optional(Type.Enum(['overdue', 'soon', 'paused'])),
  outcome: Type.Optional(Type.Enum(['confirmed', 'unconfirmed'])),
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time' })),
  sort: Type.Optional(Type.Enum(['due', 'newest', 'changed'])),
};
const Asked = Type.Object({ ...caseFilters, ...pageQuery });
/** `codes` narrows to these cases. */
export type CaseQuery = Static<typeof Asked> & { readonly codes?: readonly string[] };

type Row = Omit<Selectable<CaseTables['operations_case']>, 'words'>;
type Query = SelectQueryBuilder<CaseTables, 'operations_case', object>;

const COLUMNS = [
  'id',
  'code',
  'revision',
  'state',
  'title',
  'category',
  'level',
  'town',
  'place',
  'lng',
  'lat',
  'lead',
  'source',
  'parent_id',
  'merged_into',
  'opened_at',
  'changed_at',
  'due_at',
  'paused',
  'breaches',
  'answered_at',
  'closed_at',
  'outcome',
] as const;

/** Cases the actor may see, narrowed, in the order asked for: by deadline unless said. */
export async function listCases(context: CaseContext, asked: CaseQuery): Promise<PageOf<CaseSummary>> {
  const limit = asked.limit ?? 50;
  const order = ORDERS[asked.sort ?? 'due'];
  const after = readCursor(asked.cursor, 2);
  const rows = await narrowed(context, asked)
    .select(COLUMNS)
    .$if(after !== null, (query) => query.where(order.after(after?.[0] ?? '', after?.[1] ?? '')))
    .orderBy(order.by)
    .orderBy('id', order.direction)
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows as Row[], limit, (row) => [order.cursor(row), row.id]);
  return { items: page.items.map((row) => summaryOf(context, row)), next: page.next };
}

/** How many cases the filters leave, up to a limit after which nobody counts. */
export async function countCases(context: CaseContext, asked: CaseQuery, most: number): Promise<number> {
  const some = narrowed(context, asked).select('id').limit(most).as('some');
  const { count } = await context.db
    .selectFrom(some)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The same cases without pages, for files; in order of opening. */
export function streamCases(context: CaseContext, asked: CaseQuery, most: number): Promise<Row[]> {
  return narrowed(context, asked).select(COLUMNS).orderBy('opened_at').orderBy('id').limit(most).execute() as Promise<Row[]>;
}

/** A row as people see it in lists. */
export function summaryOf({ profile }: Pick<CaseContext, 'profile'>, row: Row): CaseSummary {
  const titles = titlesOf(profile);
  return {
    id: row.id,
    code: row.code,
    revision: row.revision,
    state: row.state,
    title: row.title,
    category: titles.category(row.category),
    level: titles.level(row.level),
    town: row.town,
    place: row.place,
    lng: row.lng,
    lat: row.lat,
    lead: row.lead,
    source: row.source,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    dueAt: row.due_at,
    paused: row.paused,
    breaches: row.breaches,
    closedAt: row.closed_at,
    outcome: row.outcome,
  } as unknown as CaseSummary;
}

/** Whether the actor sees every case, or only those in which their department has a part. */
export function seesAll(context: CaseContext): boolean {
  return mayTouch(context as never, 'operations:see', { department: null });
}

function narrowed(context: CaseContext, asked: CaseQuery): Query {
  requirePermission(context.actor, 'operations:see');
  const { db, actor, now } = context;
  let query = db.selectFrom('operations_case') as Query;
  const department = seesAll(context) ? asked.department : (actor.department ?? '');
  if (department !== undefined) query = query.where((is) => takesPart(is, department));
  const states = asked.state?.split(',') ?? [];
  if (states.includes('open')) query = query.where('state', 'not in', ['closed', 'merged']);
  else if (states.length > 0) query = query.where('state', 'in', states as Row['state'][]);
  if (asked.category)
    query = query.where((is) =>
      is.or([is('category', '=', asked.category ?? ''), is('category', 'like', `${escaped(asked.category ?? '')}.%`)]),
    );
  for (const column of ['level', 'town', 'source', 'outcome'] as const) {
    const value = asked[column];
    if (value !== undefined) query = query.where(column, '=', value as never);
  }
  if (asked.due) query = query.where('state', 'not in', ['closed', 'merged']);
  if (asked.due === 'overdue') query = query.where('due_at', '<', now);
  if (asked.due === 'soon') query = query.where('due_at', '>=', now).where('due_at', '<', new Date(now.getTime() + 86_400_000));
  if (asked.due === 'paused') query = query.where('paused', '=', true);
  if (asked.codes) query = query.where(sql<boolean>`code = any(${asked.codes}::text[])`);
  if (asked.from) query = query.where('opened_at', '>=', new Date(asked.from));
  if (asked.to) query = query.where('opened_at', '<', new Date(asked.to));
  return asked.q ? query.where(found(asked.q)) : query;
}

function takesPart(is: ExpressionBuilder<CaseTables, 'operations_case'>, department: string) {
  const own = is
    .selectFrom('operations_task')
    .select('case_id')
    .where('department', '=', department)
    .whereRef('case_id', '=', 'operations_case.id');
  return is.or([is('lead', '=', department), is.exists(own)]);
}

/** A whole code finds its case; words find those that have all of them. */
function found(typed: string) {
  const code = codeIn(typed);
  if (code) return sql<boolean>`code = ${code}`;
  const words = searchQuery(typed);
  return words ? sql<boolean>`words @@ to_tsquery('simple', ${words})` : sql<boolean>`true`;
}

function codeIn(typed: string): string | null {
  try {
    return readCode(typed);
  } catch {
    return null;
  }
}

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&');

const FAR = '9999-12-31T00:00:00.000Z';

/** Orders that an index serves; a case without deadline stands last. */
const ORDERS = {
  due: {
    by: sql`due_at asc nulls last`,
    direction: 'asc',
    cursor: ({ due_at }: Row) => due_at?.toISOString() ?? FAR,
    after: (at: string, id: string) =>
      at === FAR
        ? sql<boolean>`due_at is null and id > ${id}`
        : sql<boolean>`(due_at > ${at} or (due_at = ${at} and id > ${id}) or due_at is null)`,
  },
  newest: {
    by: sql`opened_at desc`,
    direction: 'desc',
    cursor: ({ opened_at }: Row) => opened_at.toISOString(),
    after: (at: string, id: string) => sql<boolean>`(opened_at, id) < (${at}, ${id})`,
  },
  changed: {
    by: sql`changed_at desc`,
    direction: 'desc',
    cursor: ({ changed_at }: Row) => changed_at.toISOString(),
    after: (at: string, id: string) => sql<boolean>`(changed_at, id) < (${at}, ${id})`,
  },
} as const;
