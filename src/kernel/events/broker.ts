import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  AckPolicy,
  type Consumer,
  JetStreamApiError,
  type JetStreamClient,
  type JsMsg,
  jetstream,
  jetstreamManager,
  StorageType,
} from '@nats-io/jetstream';
import { connect, type NatsConnection, nanos } from '@nats-io/transport-node';

import type { District } from '../core/index.ts';
import type { WaitingEvent } from './outbox.ts';

/** The message broker between the instances of a district. The outbox stays the truth: what the broker loses is handed to it again. */
export interface Broker {
  /** Whether messages can be handed over at this moment. */
  isReady(): boolean;
  /** Hands events over in order. @throws when the broker did not confirm that it keeps them all */
  publish(events: readonly WaitingEvent[]): Promise<void>;
  close(): Promise<void>;
}

export interface BrokerOptions {
  /** Addresses of NATS servers, separated by commas. */
  readonly natsUrl: string;
  readonly district: District;
  /** Handles one message; when it fails, the message comes again. */
  readonly handle: (eventId: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Lanes that instances work on side by side. An aggregate stays in its lane, and a lane has one message at work at a time. */
const LANES = 8;
/** A lane whose instance fell silent for so long goes to another; one that works says so twice as often. */
const SILENCE_MS = 5_000;
const RECONNECT_MS = 500;
const PULL_MS = 5_000;
const TIMEOUT_MS = 3_000;
const RETRY_MS = 1_000;
const KEPT_MS = 7 * 24 * 3_600_000;
/** Within this time the broker drops a message whose id it has. */
const SAME_MESSAGE_MS = 120_000;

interface Link {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly consumers: readonly Consumer[];
}

/** Connects in the background, and again whenever it has to; while it is not ready the caller delivers by itself. */
export function openBroker(options: BrokerOptions): Broker {
  const stop = new AbortController();
  let link: Link | null = null;
  let isTold = false;
  const tell = (error: unknown) => {
    if (!isTold && !stop.signal.aborted) options.onError(new Error(`NATS: ${(error as Error).message}; events go on without it`));
    isTold = true;
  };
  const live = async () => {
    while (!stop.signal.aborted) {
      link = await openLink(options)
        .catch(tell)
        .then((opened) => opened ?? null);
      if (link && !stop.signal.aborted) {
        isTold = false;
        await serve(link, options).catch(tell);
      }
      await link?.connection.close();
      link = null;
      await sleep(RECONNECT_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const done = live();
  return {
    isReady: () => link !== null && !link.connection.isClosed(),
    publish: async (events) => {
      const { client, connection } = link ?? {};
      if (!client || !connection) throw new Error('NATS is not connected');
      await publishAll(client, options.district, events).catch(async (error: unknown) => {
        await connection.close(); // whatever was wrong, begin anew
        throw error;
      });
    },
    close: async () => {
      stop.abort();
      await link?.connection.close();
      await done;
    },
  };
}

const streamOf = (district: District) => `maplebridge_${district}`;
const subjectOf = (district: District, lane: number | '*') => `maplebridge.${district}.events.${lane}`;

/** An own loop connects again, so that stream and consumers are looked after each time; the client's own reconnecting is off. */
async function openLink({ natsUrl, district }: BrokerOptions): Promise<Link> {
  const connection = await connect({
    servers: natsUrl.split(','),
    reconnect: false,
    timeout: TIMEOUT_MS,
    pingInterval: 5_000,
    name: 'maplebridge',
  });
  try {
    const manager = await jetstreamManager(connection, { timeout: TIMEOUT_MS });
    const stream = streamOf(district);
    const kept = { max_age: nanos(KEPT_MS), duplicate_window: nanos(SAME_MESSAGE_MS), storage: StorageType.File };
    // an operator may have changed it, for instance to three replicas: what is there stays
    await manager.streams
      .info(stream)
      .catch(unlessMissing(() => manager.streams.add({ name: stream, subjects: [subjectOf(district, '*')], ...kept })));
    const client = jetstream(connection, { timeout: TIMEOUT_MS });
    const consumers: Consumer[] = [];
    for (let lane = 0; lane < LANES; lane++) {
      const durable_name = `modules-${lane}`;
      const rules = { ack_policy: AckPolicy.Explicit, ack_wait: nanos(SILENCE_MS), max_ack_pending: 1 };
      await manager.consumers
        .info(stream, durable_name)
        .catch(unlessMissing(() => manager.consumers.add(stream, { durable_name, filter_subject: subjectOf(district, lane), ...rules })));
      consumers.push(await client.consumers.get(stream, durable_name));
    }
    return { connection, client, consumers };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function unlessMissing<Result>(make: () => Promise<Result>): (error: unknown) => Promise<Result> {
  return (error) => {
    if (error instanceof JetStreamApiError && error.status === 404) return make();
    throw error;
  };
}

/** Works on all lanes until the connection ends or one of them fails. */
async function serve({ connection, consumers }: Link, options: BrokerOptions): Promise<void> {
  const lanes = consumers.map((consumer) => workOn(consumer, connection, options).finally(() => connection.close()));
  await Promise.all(lanes.map((lane) => lane.catch(() => undefined)));
  await Promise.all(lanes);
}

async function workOn(consumer: Consumer, connection: NatsConnection, options: BrokerOptions): Promise<void> {
  while (!connection.isClosed()) {
    const message = await consumer.next({ expires: PULL_MS });
    if (message) await handle(message, options);
  }
}

async function handle(message: JsMsg, options: BrokerOptions): Promise<void> {
  const atWork = setInterval(() => message.working(), SILENCE_MS / 2);
  try {
    await options.handle(message.json<{ id: string }>().id);
    message.ack();
  } catch (error) {
    options.onError(error);
    message.nak(RETRY_MS);
  } finally {
    clearInterval(atWork);
  }
}

/** A message's id is its event's, so that one handed over twice counts once; one that goes again on purpose says how often it came back. */
async function publishAll(client: JetStreamClient, district: District, events: readonly WaitingEvent[]): Promise<void> {
  for (const { id, name, aggregate, payload, relays } of events) {
    const msgID = relays === 0 ? id : `${id}.${relays}`;
    await client.publish(subjectOf(district, laneOf(aggregate)), JSON.stringify({ id, name, aggregate, payload }), { msgID });
  }
}

const laneOf = (aggregate: string) => createHash('sha256').update(aggregate).digest().readUInt32BE() % LANES;
