import { type Kysely, sql } from 'kysely';

import type { AnyModule, KernelTables } from '../core/index.ts';
import { consumersOf } from './deliver.ts';

/** Which events a consumer sees once more. */
export interface Replay {
  /** As `module.consumer`. */
  readonly consumer: string;
  /** Name of the kind of event. */
  readonly event: string;
  readonly since: Date;
}

/**
 * Sets events of a kind that were delivered, or set aside, back to waiting, for one consumer: the marks of the others stay, or are made
 * where they had not consumed this kind when it happened.
 * @returns how many events the consumer will see
 */
export async function replayEvents(
  tx: Kysely<KernelTables>,
  modules: readonly AnyModule[],
  { consumer, event, since }: Replay,
): Promise<number> {
  const others = [...consumersOf(modules, event).keys()].filter((name) => name !== consumer);
  const chosen = tx
    .selectFrom('kernel_outbox')
    .select('id')
    .where('name', '=', event)
    .where('occurred_at', '>=', since)
    .where((is) => is.or([is('delivered_at', 'is not', null), is('parked_at', 'is not', null)]));
  await tx.deleteFrom('kernel_event_seen').where('consumer', '=', consumer).where('event_id', 'in', chosen).execute();
  await sql`
    insert into kernel_event_seen (event_id, consumer, seen_at)
    select id, other, delivered_at from kernel_outbox, unnest(${others}::text[]) as other
    where name = ${event} and occurred_at >= ${since} and delivered_at is not null
    on conflict do nothing`.execute(tx);
  return reset(tx, chosen);
}

/** Gives an event that was set aside another ten tries. @returns whether there was one */
export async function retryParked(tx: Kysely<KernelTables>, id: string): Promise<boolean> {
  return (await reset(tx, tx.selectFrom('kernel_outbox').select('id').where('id', '=', id).where('parked_at', 'is not', null))) > 0;
}

async function reset(tx: Kysely<KernelTables>, chosen: ReturnType<typeof idsOf>): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('kernel_outbox')
    .set({ delivered_at: null, parked_at: null, attempts: 0, next_attempt_at: null, relayed_at: null, relays: sql`relays + 1` })
    .where('id', 'in', chosen)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function idsOf(tx: Kysely<KernelTables>) {
  return tx.selectFrom('kernel_outbox').select('id');
}
