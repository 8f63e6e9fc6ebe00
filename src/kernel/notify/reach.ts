import { type Kysely, sql } from 'kysely';

import type { KernelTables } from '../core/index.ts';
import type { Channel } from './tables.ts';

/** By which channels somebody can be reached at all: those with a proven address or a device. Nobody reaches a closed account. */
export async function reachOf(tx: Kysely<KernelTables>, personId: string): Promise<ReadonlySet<Channel>> {
  const { rows } = await sql<{ channel: Channel }>`
    select channel from (
      select channel from kernel_contact where person_id = ${personId}
      union
      select channel from kernel_contact_once where recipient_id = ${personId}
      union
      select 'push' from kernel_push_device where person_id = ${personId}
    ) as ways
    where not exists (select from kernel_person where id::text = ${personId} and disabled_at is not null)`.execute(tx);
  return new Set(rows.map(({ channel }) => channel));
}
