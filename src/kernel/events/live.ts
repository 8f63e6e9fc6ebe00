import type { Kysely } from 'kysely';

import type { KernelTables } from '../core/index.ts';

/** Channel on which the database tells a district's schema name when there is something new to follow; see migration 0002. */
export const LIVE_CHANNEL = 'maplebridge_live';

/**
 * Tells browsers that something changed: a topic and ids, nothing else. It gets its position at commit, so that positions have no gaps
 * and become visible in order: a reader who saw one has seen all before it.
 */
export async function tellLive(tx: Kysely<KernelTables>, now: Date, topic: string, ids: readonly string[]): Promise<void> {
  await tx
    .insertInto('kernel_live')
    .values({ topic, data: JSON.stringify({ ids }), at: now })
    .execute();
}
