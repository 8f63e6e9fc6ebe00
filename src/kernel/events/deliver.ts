import { type AnyModule, createContext, type Enqueue, type ReadProfile, type Subscription, SYSTEM } from '../core/index.ts';
import { inDistrict } from '../database/index.ts';
import { keepFailure, markDelivered, type Outbox, readDue, readWaiting, relayAgain, type WaitingEvent, withRelayLock } from './outbox.ts';

/** What delivery needs to build a consumer's context. */
export interface DeliveryOptions extends Outbox {
  readonly modules: readonly AnyModule[];
  readonly profile: ReadProfile;
  readonly storage: string;
  readonly enqueue: Enqueue;
  /** Hears of each failed try; the event is tried again. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Delivers the events that wait in one district to the modules that consume them: each event to each consumer in a transaction of its
 * own, those of one aggregate in order. An event whose consumer fails is tried again later, and those behind it in the same aggregate
 * wait. While one process does this, others do nothing.
 * @returns how many events were delivered
 */
export async function deliverWaiting(options: DeliveryOptions): Promise<number> {
  return (await withRelayLock(options, () => deliverDue(options))) ?? 0;
}

/** The same for whoever holds the relay's lock. */
export async function deliverDue(options: DeliveryOptions): Promise<number> {
  const held = new Set<string>();
  const delivered: string[] = [];
  for (const event of await readDue(options)) {
    if (held.has(event.aggregate)) continue;
    if (await handToAll(options, event)) delivered.push(event.id);
    else held.add(event.aggregate);
  }
  if (delivered.length > 0) await markDelivered(options, delivered); // together; who is killed before has them seen, and hands over none twice
  return delivered.length;
}

/**
 * Delivers one event that came through the broker. Its row decides: what was delivered already is let go, and what came before its turn
 * goes back to the outbox.
 */
export async function deliverRelayed(options: DeliveryOptions, id: string): Promise<void> {
  const event = await readWaiting(options, id);
  if (!event) return;
  if (event.behind) await relayAgain(options, id);
  else if (await handToAll(options, event)) await markDelivered(options, [event.id]);
}

/** Hands one event to every consumer that has not seen it, whatever becomes of the others. @returns false when one failed */
async function handToAll(options: DeliveryOptions, event: WaitingEvent): Promise<boolean> {
  let failure: Error | null = null;
  for (const [consumer, subscription] of consumersOf(options.modules, event.name)) {
    await handOver(options, event, consumer, subscription).catch((error: Error) => {
      options.onError?.(new Error(`${consumer} failed on ${event.name} ${event.id}`, { cause: error }));
      failure ??= new Error(`${consumer}: ${error.message}`);
    });
  }
  if (failure) await keepFailure(options, event, failure);
  return failure === null;
}

/** Who consumes a kind of event, by the name under which it is marked as seen. */
export function consumersOf(modules: readonly AnyModule[], name: string): Map<string, Subscription<never>> {
  const all = modules.flatMap((module) => module.consumes.map((one) => [`${module.name}.${one.consumer}`, one] as const));
  return new Map(all.filter(([, { event }]) => event.name === name));
}

/** The mark and the consumer's changes are one transaction: neither exists without the other. */
async function handOver(options: DeliveryOptions, event: WaitingEvent, consumer: string, subscription: Subscription<never>): Promise<void> {
  const { db, district, profile, storage, enqueue, clock } = options;
  await inDistrict(db, district, async (tx) => {
    const mine = await tx
      .insertInto('kernel_event_seen')
      .values({ event_id: event.id, consumer, seen_at: clock() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('consumer')
      .executeTakeFirst();
    if (!mine) return;
    await subscription.handle(
      createContext<never>({ tx, district, actor: SYSTEM, now: clock(), profile, storage, enqueue }),
      event.payload,
    );
  });
}
