import { Type } from 'typebox';
import { type AnyModule, type Context, defineModule, eventType, on, type Static, type Subscription } from '../core/index.ts';

/** A step of something: the n-th of its aggregate. */
export const stepped = eventType('test.stepped', Type.Object({ of: Type.String(), n: Type.Integer() }));
/** The payload of a step. */
export type Step = Static<typeof stepped.payload>;

/** What one consumer saw, in order; it may be told to fail. */
export interface Watcher {
  readonly name: string;
  readonly seen: Step[];
  /** Runs before a step counts as seen; what it throws is the consumer's failure. */
  before: (step: Step, context: Context<never>) => Promise<void> | void;
}

/** Makes a consumer that watches. */
export function watcher(name: string): Watcher {
  return { name, seen: [], before: () => undefined };
}

/** A module of consumers only. A step counts as seen once its transaction has written a ledger line for it. */
export function watchingModule(watchers: readonly Watcher[]): AnyModule {
  const consumes = watchers.map((one) =>
    on<never, typeof stepped.payload>(stepped, one.name, async (context, step) => {
      await one.before(step, context);
      await context.record({ kind: 'test.seen', body: { by: one.name, ...step } });
      one.seen.push(step);
    }),
  );
  return defineModule<Record<never, never>>({
    name: 'watching',
    title: { en: 'Watching', zh: '观察' },
    purpose: 'Watch events in tests.',
    dependsOn: [],
    migrations: null,
    tables: {},
    profiles: [],
    permissions: {},
    purposes: [],
    publishes: [stepped],
    consumes: consumes as unknown as Subscription<Record<never, never>>[],
    ports: [],
    jobs: [],
    routes: [],
    portal: [],
    console: [],
    contributes: {},
  });
}

/** The steps of each aggregate, in the order they were seen. */
export function byAggregate(steps: readonly Step[]): Record<string, number[]> {
  const order: Record<string, number[]> = {};
  for (const { of, n } of steps) order[of] = [...(order[of] ?? []), n];
  return order;
}
