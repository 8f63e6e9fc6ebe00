import { createHash } from 'node:crypto';

import { type Kysely, sql } from 'kysely';

import type { KernelTables } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { SignInSettings } from './settings.ts';

/** Who tries to sign in, and from where. The account need not exist: nobody learns from a lock whether it does. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
}

interface Limit {
  readonly key: string;
  readonly max: number;
}

/**
 * Counts an attempt before it is checked, so that many at once cannot pass together.
 * @throws identity.locked
 */
export async function countAttempt(
  db: Kysely<KernelTables>,
  settings: SignInSettings['attempts'],
  attempt: Attempt,
  now: Date,
): Promise<void> {
  for (const limit of limitsOf(settings, attempt)) {
    const lockedUntil = await countOne(db, settings, limit, now);
    if (lockedUntil) throw identityErrors.locked({ minutes: Math.ceil((lockedUntil.getTime() - now.getTime()) / 60_000) });
  }
}

/** Forgets the failures of an account after a success. Those of an address stay: one right guess does not excuse many wrong ones. */
export async function forgiveAttempts(db: Kysely<KernelTables>, settings: SignInSettings['attempts'], attempt: Attempt): Promise<void> {
  const keys = limitsOf(settings, attempt)
    .slice(0, 2)
    .map(({ key }) => key);
  await db.deleteFrom('kernel_sign_in_attempt').where('key', 'in', keys).execute();
}

function limitsOf(settings: SignInSettings['attempts'], { account, address }: Attempt): Limit[] {
  const name = account.trim().toLowerCase();
  return [
    { key: digest('both', name, address), max: settings.perAccountAndAddress },
    { key: digest('account', name), max: settings.perAccount },
    { key: digest('address', address), max: settings.perAddress },
  ];
}

/** One statement: starts a new window when the last is over, counts within it, and locks at the limit. A lock is not prolonged. */
async function countOne(
  db: Kysely<KernelTables>,
  { windowMinutes, lockMinutes }: SignInSettings['attempts'],
  { key, max }: Limit,
  now: Date,
): Promise<Date | null> {
  const windowEnd = new Date(now.getTime() + windowMinutes * 60_000);
  const lockEnd = new Date(now.getTime() + lockMinutes * 60_000);
  const over = sql<boolean>`kernel_sign_in_attempt.window_ends_at <= ${now} and coalesce(kernel_sign_in_attempt.locked_until <= ${now}, true)`;
  const row = await db
    .insertInto('kernel_sign_in_attempt')
    .values({ key, failures: 1, window_ends_at: windowEnd, locked_until: null })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures: sql`case when ${over} then 1 else kernel_sign_in_attempt.failures + 1 end`,
        window_ends_at: sql`case when ${over} then ${windowEnd}::timestamptz else kernel_sign_in_attempt.window_ends_at end`,
        locked_until: sql`case when ${over} then null when kernel_sign_in_attempt.locked_until > ${now} then kernel_sign_in_attempt.locked_until
          when kernel_sign_in_attempt.failures >= ${max} then ${lockEnd}::timestamptz end`,
      }),
    )
    .returning('locked_until')
    .executeTakeFirstOrThrow();
  return row.locked_until;
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}
