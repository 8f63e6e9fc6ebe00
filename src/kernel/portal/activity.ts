import { sql } from 'kysely';

import { type Context, kernelDb, type LiveFigure } from '../core/index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = 8;

/** What the platform itself can say about the district: how much was decided by rule, and how often personal data was read. */
export async function activityFigures(context: Context<never>): Promise<LiveFigure[]> {
  const decisions = await countByDay(context, 'kernel_decision');
  const reads = await countByDay(context, 'kernel_access_log');
  const shared = { asOf: context.now, freshForMinutes: 5 };
  return [
    {
      title: { en: 'Decisions by a published rule', zh: '依公开规则作出的决定' },
      value: grouped(decisions.at(-1) ?? 0),
      unit: { en: 'in 24 hours', zh: '项（24 小时内）' },
      note: { en: 'Each with its rule, inputs and way to appeal', zh: '每项均附规则、依据和申诉途径' },
      source: { en: 'Register of decisions', zh: '决定登记簿' },
      series: decisions,
      href: '/about',
      ...shared,
    },
    {
      title: { en: 'Looks at personal data', zh: '个人数据查阅' },
      value: grouped(reads.at(-1) ?? 0),
      unit: { en: 'in 24 hours', zh: '次（24 小时内）' },
      note: { en: 'The person concerned sees every one of them', zh: '每一次，当事人都能看到' },
      source: { en: 'Access log', zh: '查阅记录' },
      series: reads,
      href: '/my-data',
      ...shared,
    },
  ];
}

/** Counts of the last eight periods of 24 hours, oldest first. Ids are UUIDv7, so their order is that of time and the primary key answers. */
async function countByDay(context: Context<never>, table: 'kernel_decision' | 'kernel_access_log'): Promise<number[]> {
  const now = context.now.getTime();
  const moment = table === 'kernel_decision' ? 'decided_at' : 'read_at';
  const day = sql<number>`floor(extract(epoch from ${context.now}::timestamptz - ${sql.ref(moment)}) / 86400)::int`;
  const rows = await kernelDb(context)
    .selectFrom(table)
    .select([day.as('day'), sql<number>`count(*)::int`.as('count')])
    .where('id', '>=', firstIdAt(now - DAYS * DAY_MS))
    .groupBy('day')
    .execute();
  return Array.from({ length: DAYS }, (_, index) => rows.find((row) => row.day === DAYS - 1 - index)?.count ?? 0);
}

/** The lowest UUIDv7 of a millisecond (RFC 9562, section 5.7). */
function firstIdAt(milliseconds: number): string {
  const time = milliseconds.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

function grouped(value: number): string {
  return value.toLocaleString('en-GB');
}
