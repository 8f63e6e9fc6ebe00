import type { Kysely } from 'kysely';
import { Client } from 'pg';

import type { District, KernelTables } from '../core/index.ts';
import { inDistrict, schemaOf } from '../database/index.ts';
import { LIVE_CHANNEL } from './live.ts';

/** One thing that changed, in its place. */
export interface LiveEvent {
  readonly position: number;
  readonly topic: string;
  readonly data: { readonly ids: readonly string[] };
}

type Listener = (events: readonly LiveEvent[]) => void;

/** What browsers follow: new events as they commit, and what somebody missed. */
export interface LiveHub {
  follow(listener: Listener): () => void;
  /** Events after a position, or null when they are no longer kept and the reader must read everything again. */
  since(position: number): Promise<LiveEvent[] | null>;
  /** The latest position, from which a new reader goes on. */
  head(): number;
  close(): Promise<void>;
}

const MAX_REPLAY = 10_000;
const RECONNECT_MS = 1_000;

interface HubOptions {
  readonly dsn: string;
  readonly db: Kysely<KernelTables>;
  readonly district: District;
  readonly onError: (error: unknown) => void;
}

/** Listens on one connection for all browsers of this process, and connects again when that breaks. */
export async function openLiveHub(options: HubOptions): Promise<LiveHub> {
  const listeners = new Set<Listener>();
  let head = await latestPosition(options);
  let closed = false;
  let client: Client | null = null;
  let reading: Promise<void> = Promise.resolve();

  const read = () => {
    reading = reading.then(async () => {
      const events = await readAfter(options, head, MAX_REPLAY);
      head = events.at(-1)?.position ?? head;
      if (events.length > 0) for (const listener of listeners) listener(events);
    }, options.onError);
    reading = reading.catch(options.onError);
  };

  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString: options.dsn, application_name: 'maplebridge-live' });
    next.on('error', (error) => closed || options.onError(error));
    next.on('end', () => closed || setTimeout(() => void connect().catch(options.onError), RECONNECT_MS));
    next.on('notification', ({ payload }) => payload === schemaOf(options.district) && read());
    await next.connect();
    await next.query(`listen ${LIVE_CHANNEL}`);
    client = next;
    read(); // what came while nobody listened
  };
  await connect();

  return {
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    since: (position) => replay(options, position, head),
    head: () => head,
    close: async () => {
      closed = true;
      await client?.end();
      await reading;
    },
  };
}

/** Positions are gapless, so a missing first one means that the past was cleaned away. */
async function replay(options: HubOptions, position: number, head: number): Promise<LiveEvent[] | null> {
  if (position > head) return null;
  const events = await readAfter(options, position, MAX_REPLAY + 1);
  if (events.length > MAX_REPLAY) return null;
  return position < head && events[0]?.position !== position + 1 ? null : events;
}

async function readAfter({ db, district }: HubOptions, position: number, limit: number): Promise<LiveEvent[]> {
  const rows = await inDistrict(db, district, (tx) =>
    tx
      .selectFrom('kernel_live')
      .select(['position', 'topic', 'data'])
      .where('position', '>', String(position))
      .orderBy('position')
      .limit(limit)
      .execute(),
  );
  return rows.map(({ position: at, topic, data }) => ({ position: Number(at), topic, data: data as LiveEvent['data'] }));
}

async function latestPosition({ db, district }: HubOptions): Promise<number> {
  const row = await inDistrict(db, district, (tx) => tx.selectFrom('kernel_live_head').select('position').executeTakeFirst());
  return Number(row?.position ?? 0);
}
