import { sql } from 'kysely';

import { canonicalJson, closed, DomainError, districtFile, firstCheckpointSince, type JobWork, jobType } from '#kernel';

import { drawVisitAct } from '../cases/acts/supervision.ts';
import { perform } from '../cases/engine.ts';
import type { CaseContext, CaseTables } from '../cases/tables.ts';
import { sha256 } from './export.ts';
import { statisticsFile } from './facts.ts';
import { type Month, monthAfter, monthAt, monthsBetween, spanOf } from './month.ts';
import { drawSample } from './sample.ts';
import type { StatisticsContext, StatisticsTables } from './tables.ts';

/** Draws the sample of the months that have ended; daily, so that a missed day is made up for. */
export const drawJob = jobType('operations.draw-visits', { en: 'Draw return visits', zh: '抽取回访样本' }, closed({}));

/** Draws, then tells each drawn case in a transaction of its own; what an earlier run left undone is done now. */
export async function drawVisits(work: JobWork<StatisticsTables & CaseTables>): Promise<void> {
  for (const month of await work.transaction(undrawnMonths)) await work.transaction((context) => drawMonth(context, month));
  const waiting = await work.transaction(untoldCases);
  for (const [at, { code, period }] of waiting.entries()) {
    if (work.signal.aborted) return;
    await work.transaction((context) => tell(context as unknown as CaseContext, code, period));
    work.progress({ done: at + 1, total: waiting.length, unit: { en: 'cases', zh: '件' } });
  }
}

/** Months that have ended, have closures and have no draw. */
async function undrawnMonths({ db, now, profile }: StatisticsContext): Promise<Month[]> {
  const { first } = await db
    .selectFrom('operations_case')
    .select(({ fn }) => fn.min('closed_at').as('first'))
    .executeTakeFirstOrThrow();
  if (!first) return [];
  const zone = profile(districtFile).timeZone;
  const drawn = new Set((await db.selectFrom('operations_draw').select('period').execute()).map(({ period }) => period));
  return monthsBetween(monthAt(zone, first), monthAfter(monthAt(zone, now), -1)).filter((month) => !drawn.has(month));
}

/**
 * Draws a month's sample. The seed is the root of the first checkpoint signed after the month: nobody could know it while cases were being
 * closed. Cases are put in order of SHA-256(seed:code), and the first share of them, rounded up, is drawn.
 * @returns false while no checkpoint has been signed since
 */
export async function drawMonth(context: StatisticsContext, period: Month): Promise<boolean> {
  const { db, now, profile } = context;
  const { to } = spanOf(profile(districtFile).timeZone, period);
  const head = await firstCheckpointSince(context, to);
  if (!head) return false;
  const { visitShare: share } = profile(statisticsFile);
  const { codes, ranks, drawn } = drawSample(await closedCodes(context, period), head.root, share);
  const checkpoint = { note: head.note, signedAt: head.signedAt.toISOString(), size: head.size };
  const document = `${canonicalJson({ schema: 1, period, seed: head.root, checkpoint, share, population: ranks.length, drawn, ranks })}\n`;
  const row = { period, drawn_at: now, population: ranks.length, document, sha256: sha256(document) };
  const added = await db
    .insertInto('operations_draw')
    .values({ ...row, codes: [...codes] })
    .onConflict((conflict) => conflict.column('period').doNothing())
    .returning('period')
    .executeTakeFirst();
  if (added) await context.record({ kind: 'operations.visit-draw', body: { period, seed: head.root, draw: row.sha256 } });
  return true;
}

/** Codes of the cases closed in a month that still are, and whose reporter can be asked. */
async function closedCodes({ db, profile }: StatisticsContext, period: Month): Promise<string[]> {
  const { from, to } = spanOf(profile(districtFile).timeZone, period);
  const rows = await db
    .selectFrom('operations_case as c')
    .innerJoin('operations_case_log as l', (join) => join.onRef('l.case_id', '=', 'c.id').on('l.rev', '=', 1))
    .select('c.code')
    .where('c.state', '=', 'closed')
    .where('c.closed_at', '>=', from)
    .where('c.closed_at', '<', to)
    .where(sql<boolean>`(l.fields -> 'set' ->> 'reporter')::boolean`)
    .execute();
  return rows.map(({ code }) => code);
}

/** Drawn cases that do not know it yet; those that were appealed meanwhile are decided about first. */
async function untoldCases({ db }: StatisticsContext) {
  const drawn = db.selectFrom('operations_draw').select(['period', sql<string>`unnest(codes)`.as('code')]);
  return db
    .selectFrom(drawn.as('d'))
    .innerJoin('operations_case as c', 'c.code', 'd.code')
    .leftJoin('operations_visit as v', (join) => join.onRef('v.case_id', '=', 'c.id').onRef('v.draw', '=', 'd.period'))
    .select(['d.code', 'd.period'])
    .where('v.id', 'is', null)
    .where('c.state', '=', 'closed')
    .execute();
}

/** A case that somebody appealed a moment ago stays as it is. */
async function tell(context: CaseContext, code: string, draw: Month): Promise<void> {
  await perform(context, { code }, drawVisitAct, { draw }).catch((error: unknown) => {
    if (!(error instanceof DomainError && error.code === 'operations.notNow')) throw error;
  });
}
