import { sql } from 'kysely';

import { departmentName, departmentsFile, districtFile, localDate } from '#kernel';

import { titlesOf } from '../cases/titles.ts';
import type { CurrentFigures } from './current-shape.ts';
import type { StatisticsContext } from './tables.ts';

const DAY_MS = 86_400_000;
const MOST_CATEGORIES = 15;

const isOpen = sql<boolean>`state not in ('closed', 'merged')`;
const count = (where: ReturnType<typeof sql<boolean>>) => sql<number>`(count(*) filter (where ${where}))::integer`;

/** The operative figures of now and of the last days. */
export async function currentFigures(context: StatisticsContext, days: number): Promise<CurrentFigures> {
  const { now, profile } = context;
  const zone = profile(districtFile).timeZone;
  const trend = await trendOf(context, zone, days);
  const departments = await departmentsNow(context, days);
  const [open, flow] = [await openNow(context), await flowOf(context, days)];
  return {
    asOf: now,
    days,
    open,
    flow,
    departments,
    categories: await categoriesNow(context),
    ladder: await ladderNow(context),
    trend,
  };
}

const since = ({ now }: StatisticsContext, days: number) => new Date(now.getTime() - days * DAY_MS);
const late = (now: Date) => sql<boolean>`due_at < ${now}`;
const soon = (now: Date) => sql<boolean>`due_at >= ${now} and due_at < ${new Date(now.getTime() + DAY_MS)}`;

async function openNow({ db, now }: StatisticsContext) {
  return db
    .selectFrom('operations_case')
    .where(isOpen)
    .select([
      count(sql`true`).as('cases'),
      count(late(now)).as('overdue'),
      count(soon(now)).as('soon'),
      count(sql`paused`).as('paused'),
      count(sql`state = 'disputed'`).as('disputed'),
      count(sql`state = 'appealed'`).as('appealed'),
    ])
    .executeTakeFirstOrThrow();
}

async function flowOf(context: StatisticsContext, days: number): Promise<CurrentFigures['flow']> {
  const from = since(context, days);
  const { opened } = await context.db
    .selectFrom('operations_case')
    .where('opened_at', '>=', from)
    .select(count(sql`true`).as('opened'))
    .executeTakeFirstOrThrow();
  const ended = await context.db
    .selectFrom('operations_case')
    .where('closed_at', '>=', from)
    .select([count(sql`true`).as('closed'), count(sql`outcome = 'unconfirmed'`).as('unconfirmed')])
    .executeTakeFirstOrThrow();
  const { onTime, of } = await answersSince(context, from)
    .select([onTimeCount.as('onTime'), allCount.as('of')])
    .executeTakeFirstOrThrow();
  return { opened, ...ended, answers: { onTime, of } };
}

const onTimeCount = sql<number>`(count(*) filter (where k.on_time))::integer`;
const allCount = sql<number>`count(*)::integer`;

/** Clocks of answers that stopped; those that a merge stopped are nobody's answer. */
function answersSince({ db }: StatisticsContext, from: Date) {
  return db
    .selectFrom('operations_clock as k')
    .innerJoin('operations_case as c', 'c.id', 'k.case_id')
    .where('k.kind', '=', 'answer')
    .where('k.stopped_at', '>=', from)
    .where('c.answered_at', 'is not', null);
}

async function departmentsNow(context: StatisticsContext, days: number): Promise<CurrentFigures['departments']> {
  const { db, now, profile } = context;
  const from = since(context, days);
  const cases = await db
    .selectFrom('operations_case')
    .where(isOpen)
    .groupBy('lead')
    .select(['lead as key', count(sql`true`).as('cases'), count(late(now)).as('overdue'), count(soon(now)).as('soon')])
    .execute();
  const tasks = await db
    .selectFrom('operations_task')
    .where('state', 'in', ['offered', 'accepted'])
    .groupBy('department')
    .select(['department as key', count(sql`state = 'offered'`).as('offered'), count(sql`state = 'accepted'`).as('accepted')])
    .execute();
  const closed = await db
    .selectFrom('operations_case')
    .where('closed_at', '>=', from)
    .groupBy('lead')
    .select(['lead as key', count(sql`true`).as('closed')])
    .execute();
  const median = sql<number | null>`ceil(percentile_disc(0.5) within group (order by k.used_s))::integer`;
  const answers = await answersSince(context, from)
    .groupBy('c.lead')
    .select(['c.lead as key', onTimeCount.as('onTime'), allCount.as('of'), median.as('median')])
    .execute();
  const keys = [...new Set([cases, tasks, closed, answers].flatMap((rows) => rows.map(({ key }) => key)))];
  const row = <Row extends { key: string }>(rows: readonly Row[], key: string) => rows.find((one) => one.key === key);
  return keys
    .map((key) => ({
      department: { key, title: departmentName(profile(departmentsFile), key) },
      ...{ cases: 0, overdue: 0, soon: 0, offered: 0, accepted: 0, closed: 0 },
      ...without(row(cases, key)),
      ...without(row(tasks, key)),
      ...without(row(closed, key)),
      answers: { onTime: row(answers, key)?.onTime ?? 0, of: row(answers, key)?.of ?? 0 },
      medianAnswer: row(answers, key)?.median ?? null,
    }))
    .toSorted((a, b) => b.overdue - a.overdue || b.cases - a.cases || a.department.key.localeCompare(b.department.key));
}

function without<Row extends { key: string }>(row: Row | undefined): Omit<Row, 'key'> | object {
  if (!row) return {};
  const { key: _, ...rest } = row;
  return rest;
}

async function categoriesNow({ db, now, profile }: StatisticsContext): Promise<CurrentFigures['categories']> {
  const rows = await db
    .selectFrom('operations_case')
    .where(isOpen)
    .groupBy('category')
    .select(['category', count(sql`true`).as('cases'), count(late(now)).as('overdue')])
    .orderBy('cases', 'desc')
    .limit(MOST_CATEGORIES)
    .execute();
  const titles = titlesOf(profile);
  return rows.map((row) => ({ ...row, category: titles.category(row.category) }));
}

/** The steps a running clock was told of stand in the log; the newest line about it names them all. */
async function ladderNow({ db, profile }: StatisticsContext): Promise<CurrentFigures['ladder']> {
  const reached = sql<number>`coalesce((
    select round(max(step::numeric) * 100) from operations_case_log l, jsonb_array_elements_text(l.fields -> 'clocks' -> k.id::text -> 'told') step
    where l.case_id = k.case_id and l.act = 'tick'), 0)::integer`;
  const rows = await db
    .selectFrom('operations_clock as k')
    .where('k.state', '=', 'running')
    .where('k.kind', '<>', 'silence')
    .groupBy(['k.kind', sql`percent`])
    .select(['k.kind', reached.as('percent'), allCount.as('clocks')])
    .orderBy('k.kind')
    .orderBy(sql`percent`)
    .execute();
  const titles = titlesOf(profile);
  return rows.map(({ kind, percent, clocks }) => ({ kind: titles.kind(kind), percent, clocks }));
}

async function trendOf(context: StatisticsContext, zone: string, days: number): Promise<CurrentFigures['trend']> {
  const from = since(context, days - 1);
  const opened = await perDay(context, zone, 'opened_at', from);
  const closed = await perDay(context, zone, 'closed_at', from);
  return Array.from({ length: days }, (_, at) => localDate(zone, since(context, days - 1 - at))).map((day) => ({
    day,
    opened: opened.get(day) ?? 0,
    closed: closed.get(day) ?? 0,
  }));
}

async function perDay({ db }: StatisticsContext, zone: string, column: 'opened_at' | 'closed_at', from: Date) {
  const day = sql<string>`to_char(${sql.ref(column)} at time zone ${sql.lit(zone)}, 'YYYY-MM-DD')`;
  const rows = await db
    .selectFrom('operations_case')
    .where(column, '>=', new Date(from.getTime() - DAY_MS))
    .groupBy(day)
    .select([day.as('day'), allCount.as('cases')])
    .execute();
  return new Map(rows.map((row) => [row.day, row.cases]));
}

const COLUMNS = [
  'department',
  'name',
  'open',
  'overdue',
  'due_within_a_day',
  'offered',
  'accepted',
  'closed',
  'answers_on_time',
  'answers',
  'median_answer_seconds',
];

/** The figures by department as a spreadsheet reads them. */
export async function currentCsv(context: StatisticsContext, days: number): Promise<string> {
  const rows = (await departmentsNow(context, days)).map((row) => [
    row.department.key,
    row.department.title.zh,
    row.cases,
    row.overdue,
    row.soon,
    row.offered,
    row.accepted,
    row.closed,
    row.answers.onTime,
    row.answers.of,
    row.medianAnswer ?? '',
  ]);
  return `\ufeff${[COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('')}`;
}
