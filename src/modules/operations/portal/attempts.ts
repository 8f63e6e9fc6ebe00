import { createHash } from 'node:crypto';

import { sql } from 'kysely';

import { kernelErrors } from '#kernel';

import type { PortalContext } from './tables.ts';

/** Somebody without an account, and how often they may do something within a window. */
export interface Sender {
  /** What is counted. */
  readonly what: string;
  readonly ip: string;
  readonly most: number;
  readonly windowMinutes: number;
}

/** @throws kernel.tooMany when this sender has done it too often within the window */
export async function mayTry({ db, now }: PortalContext, sender: Sender): Promise<void> {
  const row = await db.selectFrom('operations_track_attempt').selectAll().where('key', '=', keyOf(sender)).executeTakeFirst();
  const left = (row?.window_ends_at.getTime() ?? 0) - now.getTime();
  if (row && left > 0 && row.failures >= sender.most) throw kernelErrors.tooMany({ seconds: Math.ceil(left / 1000) });
}

/** Counts one more, in one statement; a new window begins when the last is over. */
export async function countTry({ db, now }: PortalContext, sender: Sender): Promise<void> {
  const end = new Date(now.getTime() + sender.windowMinutes * 60_000);
  const over = sql<boolean>`operations_track_attempt.window_ends_at <= ${now}`;
  await db
    .insertInto('operations_track_attempt')
    .values({ key: keyOf(sender), failures: 1, window_ends_at: end })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures: sql`case when ${over} then 1 else operations_track_attempt.failures + 1 end`,
        window_ends_at: sql`case when ${over} then ${end}::timestamptz else operations_track_attempt.window_ends_at end`,
      }),
    )
    .execute();
}

function keyOf({ what, ip }: Sender): string {
  return createHash('sha256').update(`${what}\n${ip}`).digest('base64url');
}
