import { type Kysely, sql } from 'kysely';

import type { KernelTables } from '../core/index.ts';
import { LIVE_CHANNEL } from './live.ts';

const BATCH = 10_000;

/**
 * Puts what was told and has committed since into order: positions without gaps, visible in order, because one process at a time gives
 * them. The lock is a statement of its own: only one that begins after it sees what the process before has placed.
 */
export async function placeTold(tx: Kysely<KernelTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.live', 0))`.execute(tx);
  await sql`
    with waiting as (
      select id, row_number() over (order by id) as nth
      from (select id from kernel_live where position is null order by id limit ${BATCH}) as told
    ), counted as (
      select count(*) as told from waiting
    ), head as (
      update kernel_live_head set position = position + told from counted where told > 0 returning position - told as before
    ), placed as (
      update kernel_live set position = before + nth from waiting, head where kernel_live.id = waiting.id returning position
    )
    select pg_notify(${LIVE_CHANNEL}, current_schema() || ':' || max(position)) from placed having count(*) > 0`.execute(tx);
}
