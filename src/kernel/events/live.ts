import { type Kysely, sql } from 'kysely';

import type { KernelTables } from '../core/index.ts';

/** Channel on which a district's schema name is told when there is something new to follow. */
export const LIVE_CHANNEL = 'maplebridge_live';

/**
 * Tells browsers that something changed: a topic and ids, nothing else. The position is taken under a lock held until commit, so
 * that positions become visible in order and a reader who saw one has seen all before it.
 */
export async function tellLive(tx: Kysely<KernelTables>, now: Date, topic: string, ids: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.live', 0))`.execute(tx);
  const next = sql<string>`(select coalesce(max(position), 0) + 1 from kernel_live)`;
  await tx
    .insertInto('kernel_live')
    .values({ position: next, topic, data: JSON.stringify({ ids }), at: now })
    .execute();
  await sql`select pg_notify(${LIVE_CHANNEL}, current_schema())`.execute(tx);
}
