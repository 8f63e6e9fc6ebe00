import { calendarFile, closed, districtFile, type JobWork, jobType, openCalendar } from '#kernel';

import type { LogLine } from '../cases/fold.ts';
import { lineOf } from '../cases/store.ts';
import type { CaseTables } from '../cases/tables.ts';
import { publishDataset } from './dataset.ts';
import { publishMonth } from './export.ts';
import { statisticsFile } from './facts.ts';
import { type CaseMonth, caseMonth } from './lines.ts';
import { closesAt, type Month, monthAfter, monthAt, monthsBetween, spanOf } from './month.ts';
import type { StatisticsContext, StatisticsTables, StatisticsWork } from './tables.ts';

/** Closes the months that have ended and publishes them; daily, so that a missed day is made up for. */
export const closeJob = jobType('operations.close-month', { en: 'Publish the month’s case figures', zh: '发布月度事项统计' }, closed({}));

const BATCH = 500;

/** Each month is a transaction of its own; the figures then become a version of their dataset. */
export async function closeMonths(work: JobWork<StatisticsTables & CaseTables>): Promise<void> {
  const waiting = await work.transaction(waitingMonths);
  for (const [at, month] of waiting.entries()) {
    if (work.signal.aborted) return;
    await work.transaction((context) => closeMonth(context, month));
    work.progress({ done: at + 1, total: waiting.length, unit: { en: 'months', zh: '个月' } });
  }
  await publishDataset(work as unknown as StatisticsWork);
}

/** Months with cases that may be closed and are not. */
export async function waitingMonths(context: StatisticsContext): Promise<Month[]> {
  const { db, now, profile } = context;
  const { first } = await db
    .selectFrom('operations_case_log')
    .select(({ fn }) => fn.min('at').as('first'))
    .executeTakeFirstOrThrow();
  if (!first) return [];
  const zone = profile(districtFile).timeZone;
  const done = await db.selectFrom('operations_statistics').select('period').execute();
  const closedBefore = new Set(done.map(({ period }) => period));
  const months = monthsBetween(monthAt(zone, first), monthAfter(monthAt(zone, now), -1));
  const { closesOnDay } = profile(statisticsFile);
  return months.filter((month) => !closedBefore.has(month) && closesAt(zone, month, closesOnDay) <= now);
}

/** Publishes a month for good: its log, its figures and a line in the ledger. Doing it twice changes nothing. */
export async function closeMonth(context: StatisticsContext, period: Month): Promise<void> {
  const { db, now, profile } = context;
  const months = await caseMonths(context, period);
  const published = publishMonth(period, months, profile(statisticsFile).smallestGroup);
  const { cases, lines, logGz, logSha256, fileSha256, document, sha256 } = published;
  const added = await db
    .insertInto('operations_statistics')
    .values({ period, closed_at: now, cases, lines, log_gz: logGz, log_sha256: logSha256, file_sha256: fileSha256, document, sha256 })
    .onConflict((conflict) => conflict.column('period').doNothing())
    .returning('period')
    .executeTakeFirst();
  if (added) await context.record({ kind: 'operations.statistics', body: { period, log: logSha256, statistics: sha256 } });
}

/** What happened to each case in a month, read in batches: a month's logs may be large. */
export async function caseMonths(context: StatisticsContext, period: Month): Promise<CaseMonth[]> {
  const { profile } = context;
  const span = spanOf(profile(districtFile).timeZone, period);
  const calendar = (name: string) => openCalendar(profile(calendarFile), name);
  const found: CaseMonth[] = [];
  for (let after: string | null = null; ; ) {
    const logs = await nextLogs(context, span, after);
    for (const [id, lines] of logs) {
      const month = caseMonth(id, lines, span, calendar);
      if (month) found.push(month);
    }
    if (logs.size < BATCH) return found;
    after = [...logs.keys()].at(-1) as string;
  }
}

async function nextLogs({ db }: StatisticsContext, { from, to }: { from: Date; to: Date }, after: string | null) {
  const cases = db
    .selectFrom('operations_case_log')
    .select('case_id')
    .distinct()
    .where('at', '>=', from)
    .where('at', '<', to)
    .$if(after !== null, (query) => query.where('case_id', '>', after as string))
    .orderBy('case_id')
    .limit(BATCH);
  const rows = await db
    .selectFrom('operations_case_log')
    .selectAll()
    .where('case_id', 'in', cases)
    .orderBy('case_id')
    .orderBy('rev')
    .execute();
  const logs = new Map<string, LogLine[]>();
  for (const row of rows) {
    const lines = logs.get(row.case_id);
    if (lines) lines.push(lineOf(row));
    else logs.set(row.case_id, [lineOf(row)]);
  }
  return logs;
}
