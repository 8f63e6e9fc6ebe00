import type { Kysely } from 'kysely';

import type { KernelTables } from '../core/index.ts';
import { signCheckpoint } from './checkpoint.ts';
import { sequence } from './sequence.ts';
import type { Signer } from './signing.ts';

/** Runs work in a transaction of its own that sees one district's tables. */
export type Transact = <Result>(work: (tx: Kysely<KernelTables>) => Promise<Result>) => Promise<Result>;

export interface SequencerOptions {
  readonly transact: Transact;
  readonly signer: Signer;
  readonly now: () => Date;
  /** Called with each failed round; the next round tries again. */
  readonly onError: (error: Error) => void;
  /** How long to wait when nothing waits, in milliseconds. */
  readonly pollMs?: number;
  /** Least age of the last checkpoint before a new one is signed, in seconds. */
  readonly checkpointSeconds?: number;
}

/** Gives places and signs in the background, until it is stopped. */
export interface Sequencer {
  /** Does not wait for the next poll. */
  wake(): void;
  /** Ends after the round under way. */
  stop(): Promise<void>;
}

/**
 * Starts the sequencer of a district. Every process may run one: a lock in the database lets one work at a time, and when its
 * process dies the next takes over. It polls rather than listens, because NOTIFY would queue all commits behind one lock.
 */
export function startSequencer({ transact, signer, now, onError, pollMs = 250, checkpointSeconds = 10 }: SequencerOptions): Sequencer {
  let running = true;
  let rouse = () => {};
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const work = async () => {
    while (running) {
      const placed = await round().catch((error: Error) => onError(error));
      if (!placed && running) await rest();
    }
  };
  const round = async () => {
    const placed = await transact(sequence);
    await transact((tx) => signCheckpoint(tx, signer, now(), checkpointSeconds));
    return placed;
  };
  const done = work();
  return {
    wake: () => rouse(),
    stop: () => {
      running = false;
      rouse();
      return done;
    },
  };
}

/** Gives places to all that waits and signs at once, as tests and imports need it. */
export async function sequenceAll(transact: Transact, signer: Signer, now: Date): Promise<void> {
  while ((await transact(sequence)) > 0);
  await transact((tx) => signCheckpoint(tx, signer, now));
}
