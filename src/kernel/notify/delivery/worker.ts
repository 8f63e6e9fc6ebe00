import type { Kysely } from 'kysely';

import type { District, KernelTables, ReadProfile } from '../../core/index.ts';
import { inDistrict } from '../../database/index.ts';
import { districtFile } from '../../district.ts';
import type { Senders } from '../channels/channel.ts';
import { notifyFile } from '../profile.ts';
import { deliver, type Way } from './deliver.ts';
import { announceChannels, claimDue } from './queue.ts';

/** What delivery needs from the platform. */
export interface DeliveryOptions {
  readonly db: Kysely<KernelTables>;
  readonly district: District;
  readonly profile: ReadProfile;
  readonly clock: () => Date;
  /** The address under which people reach us, for links. */
  readonly baseUrl: string;
  readonly senders: Senders;
  readonly onError: (error: unknown) => void;
}

/** Brings news out of the house. Any number of processes may run one for the same district. */
export interface Delivery {
  /** Tells the screens which channels the operator has set up. */
  announce(): Promise<void>;
  /** Tries what is due. @returns how many messages were tried */
  round(): Promise<number>;
  /** Announces, then sends in the background until it is stopped. */
  start(): Promise<void>;
  /** Ends after the messages in hand. */
  stop(): Promise<void>;
}

const BATCH = 20;
const REST_MS = 1_000;

/** Opens the delivery of a district. */
export function openDelivery({ db, district, profile, clock, senders, baseUrl, onError }: DeliveryOptions): Delivery {
  const transact: Way['transact'] = (work) => inDistrict(db, district, (tx) => work(tx));
  const house = { facts: profile(notifyFile), district: profile(districtFile).name, baseUrl };
  const way: Way = { transact, house, senders, clock };
  const announce = () => transact((tx) => announceChannels(tx, senders));
  const round = async () => {
    const rows = await transact((tx) => claimDue(tx, clock(), BATCH));
    await Promise.all(rows.map((row) => deliver(way, row).catch(onError)));
    return rows.length;
  };
  const loop = startable(round, onError);
  return {
    announce,
    round,
    start: async () => {
      await announce();
      loop.start();
    },
    stop: async () => {
      await loop.stop();
      senders.email?.close();
    },
  };
}

/** Does rounds until it is stopped; rests after one that found nothing or failed. */
function startable(round: () => Promise<number>, onError: (error: unknown) => void) {
  let running = false;
  let wake = () => {};
  let done: Promise<void> = Promise.resolve();
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, REST_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const work = async () => {
    while (running) {
      const tried = await round().catch(onError);
      if (!tried && running) await rest();
    }
  };
  return {
    start: () => {
      running = true;
      done = work();
    },
    stop: () => {
      running = false;
      wake();
      return done;
    },
  };
}
