import { type Kysely, sql } from 'kysely';

import {
  type AnyModule,
  createContext,
  type District,
  type Enqueue,
  type KernelTables,
  type ReadProfile,
  type Subscription,
  SYSTEM,
} from '../core/index.ts';
import { inDistrict } from '../database/index.ts';

/** What delivery needs to build a consumer's context. */
export interface DeliveryOptions {
  readonly db: Kysely<KernelTables>;
  readonly district: District;
  readonly modules: readonly AnyModule[];
  readonly profile: ReadProfile;
  readonly storage: string;
  readonly enqueue: Enqueue;
  readonly clock: () => Date;
}

/** An event that waits. */
export interface WaitingEvent {
  readonly id: string;
  readonly position: string;
  readonly name: string;
  readonly aggregate: string;
  readonly payload: unknown;
  readonly attempts: number;
}

const BATCH = 200;
const MAX_ATTEMPTS = 10;
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Delivers the events that wait in one district to the modules that consume them: each event to each consumer in a transaction of its
 * own, those of one aggregate in order. An event whose consumer fails is tried again later, and those behind it in the same aggregate wait.
 * @returns how many events were delivered
 */
export async function deliverWaiting(options: DeliveryOptions): Promise<number> {
  const waiting = await readWaiting(options);
  const held = new Set<string>();
  let delivered = 0;
  for (const event of waiting) {
    if (held.has(event.aggregate)) continue;
    const ok = await deliverOne(options, event);
    if (ok) delivered += 1;
    else held.add(event.aggregate);
  }
  return delivered;
}

/** Hands one event to every consumer that has not seen it. @returns false when a consumer failed; the failure is kept with the event */
export async function deliverOne(options: DeliveryOptions, event: WaitingEvent): Promise<boolean> {
  try {
    for (const { module, subscription } of consumersOf(options.modules, event.name)) await handOver(options, event, module, subscription);
    await markDelivered(options, event.id);
    return true;
  } catch (error) {
    await keepFailure(options, event, error as Error);
    return false;
  }
}

/** Sets delivered or parked events of a kind back to waiting for one consumer, which then sees them again. @returns how many */
export async function replayEvents(options: DeliveryOptions, consumer: string, name: string, since: Date): Promise<number> {
  return inDistrict(options.db, options.district, async (tx) => {
    const events = tx.selectFrom('kernel_outbox').select('id').where('name', '=', name).where('occurred_at', '>=', since);
    await tx.deleteFrom('kernel_event_seen').where('consumer', '=', consumer).where('event_id', 'in', events).execute();
    const reset = await tx
      .updateTable('kernel_outbox')
      .set({ delivered_at: null, parked_at: null, attempts: 0, next_attempt_at: null })
      .where('name', '=', name)
      .where('occurred_at', '>=', since)
      .executeTakeFirst();
    return Number(reset.numUpdatedRows);
  });
}

function consumersOf(modules: readonly AnyModule[], name: string): { module: AnyModule; subscription: Subscription<never> }[] {
  return modules.flatMap((module) =>
    module.consumes.filter(({ event }) => event.name === name).map((subscription) => ({ module, subscription })),
  );
}

/** The mark and the consumer's changes are one transaction: neither exists without the other. */
async function handOver(
  options: DeliveryOptions,
  event: WaitingEvent,
  module: AnyModule,
  subscription: Subscription<never>,
): Promise<void> {
  const { db, district, profile, storage, enqueue, clock } = options;
  const consumer = `${module.name}.${subscription.consumer}`;
  await inDistrict(db, district, async (tx) => {
    const mine = await tx
      .insertInto('kernel_event_seen')
      .values({ event_id: event.id, consumer, seen_at: clock() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('consumer')
      .executeTakeFirst();
    if (!mine) return;
    await subscription.handle(createContext<never>({ tx, district, actor: SYSTEM, now: clock(), profile, storage, enqueue }), event.payload);
  });
}

function readWaiting({ db, district, clock }: DeliveryOptions): Promise<WaitingEvent[]> {
  return inDistrict(db, district, (tx) =>
    tx
      .selectFrom('kernel_outbox as waiting')
      .select(['id', 'position', 'name', 'aggregate', 'payload', 'attempts'])
      .where('delivered_at', 'is', null)
      .where('parked_at', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        // an earlier event of the same aggregate that waits for its next try holds this one back too
        not(
          exists(
            selectFrom('kernel_outbox as earlier')
              .select('earlier.id')
              .whereRef('earlier.aggregate', '=', 'waiting.aggregate')
              .whereRef('earlier.position', '<=', 'waiting.position')
              .where('earlier.delivered_at', 'is', null)
              .where('earlier.parked_at', 'is', null)
              .where('earlier.next_attempt_at', '>', clock()),
          ),
        ),
      )
      .orderBy('position')
      .limit(BATCH)
      .execute(),
  );
}

async function markDelivered({ db, district, clock }: DeliveryOptions, id: string): Promise<void> {
  await inDistrict(db, district, (tx) =>
    tx.updateTable('kernel_outbox').set({ delivered_at: clock(), last_error: null }).where('id', '=', id).execute(),
  );
}

async function keepFailure({ db, district, clock }: DeliveryOptions, { id, attempts }: WaitingEvent, error: Error): Promise<void> {
  const wait = Math.min(1_000 * 2 ** attempts, LONGEST_WAIT_MS);
  const parked = attempts + 1 >= MAX_ATTEMPTS;
  await inDistrict(db, district, (tx) =>
    tx
      .updateTable('kernel_outbox')
      .set({
        attempts: sql`attempts + 1`,
        next_attempt_at: new Date(clock().getTime() + wait),
        last_error: error.message.slice(0, 500),
        ...(parked && { parked_at: clock() }),
      })
      .where('id', '=', id)
      .execute(),
  );
}
