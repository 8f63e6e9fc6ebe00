import { type Kysely, sql } from 'kysely';
import { Client } from 'pg';

import type { District, KernelTables } from '../core/index.ts';
import { inDistrict, schemaOf } from '../database/index.ts';
import { LIVE_CHANNEL, type LiveData, lookWhenTold } from './live.ts';
import { placeTold } from './place.ts';

/** One thing that changed, in its place. */
export interface LiveEvent {
  readonly position: number;
  readonly topics: readonly string[];
  /** As it travels: times are texts. */
  readonly data: Omit<LiveData, 'due'> & { readonly due?: string | null };
}

type Listener = (events: readonly LiveEvent[]) => void;

/** Which of the past events somebody missed. */
export interface Missed {
  /** They have all up to here. */
  readonly after: number;
  /** They need none behind this one. */
  readonly until: number;
  readonly topics: readonly string[];
  readonly limit: number;
}

/** What browsers follow: new events as they commit, and what somebody missed. */
export interface LiveHub {
  /** Calls back with all new events, in order. @returns how to stop */
  follow(listener: Listener): () => void;
  /** Past events in order. */
  read(missed: Missed): Promise<LiveEvent[]>;
  /** Whether all that came after a position is still kept; else the reader must read everything again. */
  keeps(position: number): Promise<boolean>;
  /** The latest position, from which a new reader goes on. */
  head(): number;
  close(): Promise<void>;
}

/** What somebody missed is told again as long as it is no more events than this, and none older. */
const MOST_REPLAYED = 100_000;
const LONGEST_REPLAY_MS = 24 * 3_600_000;
const AT_ONCE = 10_000;
const RECONNECT_MS = 1_000;
/** Looks by itself so often, in case the one who told was killed right after its commit. */
const LOOK_MS = 1_000;

interface HubOptions {
  readonly dsn: string;
  readonly db: Kysely<KernelTables>;
  readonly district: District;
  readonly clock?: () => Date;
  readonly onError: (error: unknown) => void;
}

/**
 * Puts what was told into order as soon as it has committed here, and hears on one connection, which it connects again when that breaks,
 * how far other processes are.
 */
export async function openLiveHub(options: HubOptions): Promise<LiveHub> {
  const listeners = new Set<Listener>();
  const { clock = () => new Date(), district, onError } = options;
  const schema = schemaOf(district);
  let head = await latestPosition(options);
  let closed = false;
  let client: Client | null = null;
  let isWoken = false;
  let reading: Promise<void> = Promise.resolve();

  const advance = async () => {
    isWoken = false;
    for (let full = true; full; ) {
      const events = await placeAndRead(options, head);
      head = events.at(-1)?.position ?? head;
      if (events.length > 0) for (const listener of listeners) listener(events);
      full = events.length === AT_ONCE;
    }
  };
  /** Woken while it reads, it reads once more: what came meanwhile may not have been seen. */
  const wake = () => {
    if (isWoken || closed) return;
    isWoken = true;
    reading = reading.then(advance).catch((error: unknown) => {
      if (!closed) onError(error);
    });
  };
  const hear = (payload = '') => {
    const [of, placed] = payload.split(':');
    if (of === schema && !(Number(placed) <= head)) wake();
  };
  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString: options.dsn, application_name: 'maplebridge-live' });
    next.on('error', (error) => closed || onError(error));
    next.on('end', () => closed || setTimeout(() => void connect().catch(onError), RECONNECT_MS));
    next.on('notification', ({ payload }) => hear(payload));
    await next.connect();
    await next.query(`listen ${LIVE_CHANNEL}`);
    client = next;
    wake(); // what came while nobody listened
  };
  await connect();
  const stopLooking = lookWhenTold(options.db, schema, wake);
  const looking = setInterval(wake, LOOK_MS);

  return {
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: (missed) => readMissed(options, missed),
    keeps: (position) => keeps(options, position, head, clock()),
    head: () => head,
    close: async () => {
      closed = true;
      stopLooking();
      clearInterval(looking);
      await client?.end();
      await reading;
    },
  };
}

/** Positions are gapless, so a missing first one means that the past was cleaned away. */
async function keeps({ db, district }: HubOptions, position: number, head: number, now: Date): Promise<boolean> {
  if (position > head || head - position > MOST_REPLAYED) return false;
  if (position === head) return true;
  const first = await inDistrict(db, district, (tx) =>
    tx
      .selectFrom('kernel_live')
      .select('at')
      .where('position', '=', String(position + 1))
      .executeTakeFirst(),
  );
  return first !== undefined && now.getTime() - first.at.getTime() <= LONGEST_REPLAY_MS;
}

function readMissed({ db, district }: HubOptions, { after, until, topics, limit }: Missed): Promise<LiveEvent[]> {
  return inDistrict(db, district, async (tx) => {
    const rows = await placed(tx, after, limit)
      .where('position', '<=', String(until))
      .where(sql<boolean>`topics && ${topics}::text[]`)
      .execute();
    return rows.map(eventOf);
  });
}

function placeAndRead({ db, district }: HubOptions, head: number): Promise<LiveEvent[]> {
  return inDistrict(db, district, async (tx) => {
    await placeTold(tx);
    return (await placed(tx, head, AT_ONCE).execute()).map(eventOf);
  });
}

function placed(tx: Kysely<KernelTables>, after: number, limit: number) {
  return tx
    .selectFrom('kernel_live')
    .select(['position', 'topics', 'data'])
    .where('position', '>', String(after))
    .orderBy('position')
    .limit(limit);
}

function eventOf({ position, topics, data }: { position: string | null; topics: string[]; data: unknown }): LiveEvent {
  return { position: Number(position), topics, data: data as LiveEvent['data'] };
}

async function latestPosition({ db, district }: HubOptions): Promise<number> {
  const row = await inDistrict(db, district, (tx) => tx.selectFrom('kernel_live_head').select('position').executeTakeFirst());
  return Number(row?.position ?? 0);
}
