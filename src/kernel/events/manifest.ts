import { type Static, Type } from 'typebox';

import {
  type AnyModule,
  type Context,
  closed,
  defineModule,
  Instant,
  kernelDb,
  Page,
  type PageOf,
  pageOf,
  pageQuery,
  readCursor,
  route,
  text,
  Uuid,
} from '../core/index.ts';
import { consumersOf } from './deliver.ts';
import { eventErrors } from './errors.ts';
import { replayEvents, retryParked } from './replay.ts';
import type { EventTables } from './tables.ts';

const CARE = 'events:care';

const Parked = closed({
  id: Uuid,
  name: Type.String(),
  aggregate: Type.String(),
  occurredAt: Instant,
  parkedAt: Instant,
  error: Type.String(),
});

/** What happened, on its way to whoever needs to know. It needs all modules to know who consumes what. */
export function eventsManifest(modules: () => readonly AnyModule[]) {
  return defineModule<EventTables>({
    name: 'events',
    title: { en: 'Events', zh: '事件' },
    purpose: 'Carry what happened in one module to the others, at least once and in order, and to the browsers that watch.',
    dependsOn: [],
    migrations: new URL('./migrations/', import.meta.url),
    tables: {
      kernel_outbox: {
        purpose: 'Events with ids only, until every consumer has seen them',
        personal: [],
        retentionDays: 90,
        agedBy: 'delivered_at',
      },
      kernel_event_seen: { purpose: 'Which consumer has handled which event; goes with the event', personal: [], retentionDays: 90 },
      kernel_live: { purpose: 'What browsers follow live, ids only', personal: [], retentionDays: 1, agedBy: 'at' },
      kernel_live_head: { purpose: 'The latest position of what browsers follow', personal: [], retentionDays: 'forever' },
    },
    permissions: { [CARE]: { en: 'Look after events that could not be delivered', zh: '处理未能送达的事件' } },
    routes: [
      route({
        method: 'GET',
        path: '/parked',
        summary: 'Events set aside after ten failures, latest first',
        permission: CARE,
        query: closed(pageQuery),
        reply: Page(Parked),
        handle: (context, { query }) => listParked(context, query),
      }),
      route({
        method: 'POST',
        path: '/parked/:id/retry',
        summary: 'Deliver an event that was set aside again',
        permission: CARE,
        params: closed({ id: Uuid }),
        reply: closed({}),
        handle: async (context, { params }) => {
          if (!(await retryParked(kernelDb(context), params.id))) throw eventErrors.notParked();
          return {};
        },
      }),
      route({
        method: 'POST',
        path: '/replay',
        summary: 'Let one consumer see events of a kind once more',
        permission: CARE,
        body: closed({ consumer: text(200), event: text(200), since: Instant }),
        reply: closed({ events: Type.Integer() }),
        handle: async (context, { body }) => {
          if (!consumersOf(modules(), body.event).has(body.consumer)) throw eventErrors.noConsumer(body);
          return { events: await replayEvents(kernelDb(context), modules(), { ...body, since: new Date(body.since) }) };
        },
      }),
    ],
  });
}

async function listParked(context: Context<never>, query: { limit?: number; cursor?: string }): Promise<PageOf<Static<typeof Parked>>> {
  const limit = query.limit ?? 50;
  const [before] = readCursor(query.cursor, 1) ?? [];
  const rows = await kernelDb(context)
    .selectFrom('kernel_outbox')
    .selectAll()
    .where('parked_at', 'is not', null)
    .$if(before !== undefined, (parked) => parked.where('position', '<', before ?? ''))
    .orderBy('position', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ position }) => [position]);
  const items = page.items.map(({ id, name, aggregate, occurred_at, parked_at, last_error }) => ({
    id,
    name,
    aggregate,
    occurredAt: occurred_at,
    parkedAt: parked_at as Date,
    error: last_error ?? '',
  }));
  return { items, next: page.next };
}
