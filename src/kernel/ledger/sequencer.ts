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

/** Longest pause after failures, in milliseconds. */
const LONGEST_PAUSE_MS = 10_000;

/**
 * Starts the sequencer of a district. Every process may run one: a lock in the database lets one work at a time, and when its
 * process dies the next takes over. It polls rather than listens, because NOTIFY would queue all commits behind one lock.
 */
export function startSequencer(options: SequencerOptions): Sequencer {
  const { onError, pollMs = 250 } = options;
  const bell = createBell();
  const round = createRound(options);
  let running = true;
  const work = async () => {
    let failures = 0;
    while (running) {
      const placed = await round().catch((error: Error) => onError(error));
      failures = placed === undefined ? failures + 1 : 0;
      if (!placed && running) await bell.wait(Math.min(pollMs * 2 ** failures, LONGEST_PAUSE_MS));
    }
  };
  const done = work();
  return {
    wake: bell.ring,
    stop: () => {
      running = false;
      bell.ring();
      return done;
    },
  };
}

/** One round: places for what waits, and a checkpoint when one is due. Looks for a due one now and then even if others did the placing. */
function createRound({ transact, signer, now, checkpointSeconds = 10 }: SequencerOptions): () => Promise<number> {
  let lookAgainAt = 0;
  return () =>
    transact(async (tx) => {
      const placed = await sequence(tx);
      if (placed > 0) lookAgainAt = 0;
      if (performance.now() < lookAgainAt) return placed;
      const state = await signCheckpoint(tx, signer, now(), checkpointSeconds);
      if (state !== 'early') lookAgainAt = performance.now() + checkpointSeconds * 1000;
      return placed;
    });
}

/** A pause that somebody may cut short. */
function createBell() {
  let ring = () => {};
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return { wait, ring: () => ring() };
}

/** Gives places to all that waits and signs at once, as tests and imports need it. */
export async function sequenceAll(transact: Transact, signer: Signer, now: Date): Promise<void> {
  while ((await transact(sequence)) > 0);
  await transact((tx) => signCheckpoint(tx, signer, now));
}
