import { type Actor, type Context, createContext, type Work } from '../core/index.ts';
import { inDistrict } from '../database/index.ts';
import type { HttpOptions } from './options.ts';

type ScopeOptions = Pick<HttpOptions, 'db' | 'district' | 'profile' | 'storage' | 'enqueue' | 'clock'>;

/** Runs one unit of work for an actor in one transaction. */
export function inContext<Result>(options: ScopeOptions, actor: Actor, run: (context: Context<never>) => Promise<Result>): Promise<Result> {
  const { db, district, profile, storage, enqueue, clock } = options;
  return inDistrict(db, district, (tx, defer) =>
    run(createContext({ tx, district, actor, now: clock(), profile, storage, enqueue, defer })),
  );
}

/** Lets long work open short transactions as it needs them. */
export function createWork(options: ScopeOptions, actor: Actor, signal: AbortSignal): Work<never> {
  const { district, profile, storage, clock } = options;
  return { district, actor, profile, storage, signal, now: clock, transaction: (run) => inContext(options, actor, run) };
}
