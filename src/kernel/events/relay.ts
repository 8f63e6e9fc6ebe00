import { type Broker, openBroker } from './broker.ts';
import { type DeliveryOptions, deliverDue, deliverRelayed } from './deliver.ts';
import { markRelayed, readDue, withRelayLock } from './outbox.ts';

/** Delivers events in the background until it is stopped. */
export interface Relay {
  stop(): Promise<void>;
}

/** What a relay needs. */
export interface RelayOptions extends DeliveryOptions {
  /** NATS servers through which the instances of a district share the work; without, one instance does it all. */
  readonly natsUrl?: string | null;
  readonly onError: (error: unknown) => void;
}

const REST_MS = 200;
/** An event that the broker has had for so long without being delivered is handed to it again: it may have lost it. */
const LOST_AFTER_MS = 5 * 60_000;

/**
 * Starts the relay of a district. Several processes may run one: a lock lets one read the outbox at a time, and when its process dies
 * the next takes over. Without a broker, or while it does not answer, that one delivers; with it, all instances do.
 */
export function startRelay(options: RelayOptions): Relay {
  const { natsUrl, district, onError } = options;
  const broker = natsUrl ? openBroker({ natsUrl, district, onError, handle: (id) => deliverRelayed(options, id) }) : null;
  let running = true;
  let wake = () => {};
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
      const moved = await withRelayLock(options, () => moveOn(options, broker)).catch(onError);
      if (!moved && running) await rest();
    }
  };
  const done = work();
  return {
    stop: async () => {
      running = false;
      wake();
      await done;
      await broker?.close();
    },
  };
}

/** @returns how many events went a step on */
async function moveOn(options: RelayOptions, broker: Broker | null): Promise<number> {
  if (!broker?.isReady()) return deliverDue(options);
  const due = await readDue(options, new Date(options.clock().getTime() - LOST_AFTER_MS));
  try {
    await broker.publish(due);
  } catch (error) {
    options.onError(error);
    return deliverDue(options);
  }
  await markRelayed(options, due);
  return due.length;
}
