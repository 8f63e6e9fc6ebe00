import { createHash } from 'node:crypto';

import { sql } from 'kysely';

import { kernelErrors } from '#kernel';

import { statisticsFile } from '../statistics/facts.ts';
import type { PortalContext } from './tables.ts';

/** @throws kernel.tooMany when this sender has tried too many codes that fit nothing */
export async function mayTry({ db, now, profile }: PortalContext, ip: string): Promise<void> {
  const row = await db.selectFrom('operations_track_attempt').selectAll().where('key', '=', keyOf(ip)).executeTakeFirst();
  const left = (row?.window_ends_at.getTime() ?? 0) - now.getTime();
  if (row && left > 0 && row.failures >= profile(statisticsFile).track.failures)
    throw kernelErrors.tooMany({ seconds: Math.ceil(left / 1000) });
}

/** Counts a code that fits nothing, in one statement; a new window begins when the last is over. */
export async function countFailure({ db, now, profile }: PortalContext, ip: string): Promise<void> {
  const end = new Date(now.getTime() + profile(statisticsFile).track.windowMinutes * 60_000);
  const over = sql<boolean>`operations_track_attempt.window_ends_at <= ${now}`;
  await db
    .insertInto('operations_track_attempt')
    .values({ key: keyOf(ip), failures: 1, window_ends_at: end })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures: sql`case when ${over} then 1 else operations_track_attempt.failures + 1 end`,
        window_ends_at: sql`case when ${over} then ${end}::timestamptz else operations_track_attempt.window_ends_at end`,
      }),
    )
    .execute();
}

function keyOf(ip: string): string {
  return createHash('sha256').update(`track\n${ip}`).digest('base64url');
}
