import { type DeliveryOptions, deliverWaiting } from './deliver.ts';

/** Delivers events in the background until it is stopped. */
export interface Relay {
  stop(): Promise<void>;
}

const REST_MS = 200;

/** Starts the relay of a district. Several processes may run one: the marks in the database keep each consumer to one handling. */
export function startRelay(options: DeliveryOptions & { readonly onError: (error: unknown) => void }): Relay {
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
      const delivered = await deliverWaiting(options).catch((error: unknown) => {
        options.onError(error);
        return 0;
      });
      if (delivered === 0 && running) await rest();
    }
  };
  const done = work();
  return {
    stop: async () => {
      running = false;
      wake();
      await done;
    },
  };
}
