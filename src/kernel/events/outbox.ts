import { type Kysely, sql } from 'kysely';

import type { District, KernelTables } from '../core/index.ts';
import { inDistrict } from '../database/index.ts';

/** The outbox of one district. */
export interface Outbox {
  readonly db: Kysely<KernelTables>;
  readonly district: District;
  readonly clock: () => Date;
}

/** An event that waits. */
export interface WaitingEvent {
  readonly id: string;
  readonly name: string;
  readonly aggregate: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly relays: number;
}

const BATCH = 200;
const MAX_ATTEMPTS = 10;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const MAX_ERROR_LENGTH = 500;

/** Runs `work` unless another process does so at this moment; the lock goes with the process that holds it. @returns null when one does */
export function withRelayLock<Result>({ db, district }: Outbox, work: () => Promise<Result>): Promise<Result | null> {
  return inDistrict(db, district, async (tx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.relay', 0)) as mine`.execute(tx);
    return rows[0]?.mine ? work() : null;
  });
}

/**
 * The oldest events whose turn it is. One that waits for its next try holds back those behind it in its aggregate.
 * @param relayedBefore leave out those handed to the broker since then
 */
export function readDue({ db, district, clock }: Outbox, relayedBefore?: Date): Promise<WaitingEvent[]> {
  return inDistrict(db, district, (tx) =>
    tx
      .with('held', (query) =>
        query
          .selectFrom('kernel_outbox')
          .select(({ fn }) => ['aggregate', fn.min('position').as('position')])
          .where('delivered_at', 'is', null)
          .where('parked_at', 'is', null)
          .where('next_attempt_at', '>', clock())
          .groupBy('aggregate'),
      )
      .selectFrom('kernel_outbox as waiting')
      .leftJoin('held', (join) => join.onRef('held.aggregate', '=', 'waiting.aggregate').onRef('held.position', '<=', 'waiting.position'))
      .select(['waiting.id', 'name', 'waiting.aggregate', 'payload', 'attempts', 'relays'])
      .where('held.aggregate', 'is', null)
      .where('delivered_at', 'is', null)
      .where('parked_at', 'is', null)
      .$if(relayedBefore !== undefined, (query) =>
        query.where((is) => is.or([is('relayed_at', 'is', null), is('relayed_at', '<', relayedBefore ?? null)])),
      )
      .orderBy('waiting.position')
      .limit(BATCH)
      .execute(),
  );
}

/** One event that still waits, and whether an earlier one of its aggregate waits too; null when it was delivered or set aside. */
export function readWaiting({ db, district }: Outbox, id: string): Promise<(WaitingEvent & { behind: boolean }) | null> {
  return inDistrict(db, district, async (tx) => {
    const row = await tx
      .selectFrom('kernel_outbox as waiting')
      .select(['id', 'name', 'aggregate', 'payload', 'attempts', 'relays'])
      .select(({ exists, selectFrom }) =>
        exists(
          selectFrom('kernel_outbox as earlier')
            .select('earlier.id')
            .whereRef('earlier.aggregate', '=', 'waiting.aggregate')
            .whereRef('earlier.position', '<', 'waiting.position')
            .where('earlier.delivered_at', 'is', null)
            .where('earlier.parked_at', 'is', null),
        ).as('behind'),
      )
      .where('id', '=', id)
      .where('delivered_at', 'is', null)
      .where('parked_at', 'is', null)
      .executeTakeFirst();
    return row ? { ...row, behind: Boolean(row.behind) } : null;
  });
}

/** Every consumer has seen these events. */
export async function markDelivered({ db, district, clock }: Outbox, ids: readonly string[]): Promise<void> {
  await inDistrict(db, district, (tx) =>
    tx.updateTable('kernel_outbox').set({ delivered_at: clock(), last_error: null }).where('id', 'in', ids).execute(),
  );
}

/** Keeps what went wrong and when to try again: after 1 s, 2 s, 4 s and so on, at most 5 minutes; after ten failures a person has to look. */
export async function keepFailure({ db, district, clock }: Outbox, { id, attempts }: WaitingEvent, error: Error): Promise<void> {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** attempts, LONGEST_WAIT_MS);
  const parked = attempts + 1 >= MAX_ATTEMPTS;
  await inDistrict(db, district, (tx) =>
    tx
      .updateTable('kernel_outbox')
      .set({
        attempts: attempts + 1,
        next_attempt_at: new Date(clock().getTime() + wait),
        ...AGAIN,
        last_error: error.message.slice(0, MAX_ERROR_LENGTH),
        ...(parked && { parked_at: clock() }),
      })
      .where('id', '=', id)
      .execute(),
  );
}

/** The broker has confirmed that it keeps these. One that came back meanwhile has been counted on and is left for its next turn. */
export async function markRelayed({ db, district, clock }: Outbox, events: readonly WaitingEvent[]): Promise<void> {
  const [ids, relays] = [events.map(({ id }) => id), events.map((event) => event.relays)];
  await inDistrict(db, district, (tx) =>
    sql`
      update kernel_outbox set relayed_at = ${clock()}
      from unnest(${ids}::uuid[], ${relays}::integer[]) as handed (event_id, event_relays)
      where id = event_id and relays = event_relays`.execute(tx),
  );
}

/** The event has to be handed to the broker once more, when its turn comes. */
export async function relayAgain({ db, district }: Outbox, id: string): Promise<void> {
  await inDistrict(db, district, (tx) => tx.updateTable('kernel_outbox').set(AGAIN).where('id', '=', id).execute());
}

/** Counted, so that the broker takes the message for a new one. */
const AGAIN = { relayed_at: null, relays: sql<number>`relays + 1` };
