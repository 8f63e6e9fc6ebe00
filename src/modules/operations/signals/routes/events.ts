import { Type } from 'typebox';

import { closed, defineRoutes, Page, pageQuery, revisionFrom, route, text, Uuid } from '#kernel';

import { attachToCase, dismissEvent, joinEvents, openCaseOf, reopenEvent } from '../deciding.ts';
import { duplicatesOf, eventsPage, logOfEvent, readEvent, signalsOfEvent } from '../read.ts';
import { Duplicate, EventSummary, WholeEvent } from '../shapes.ts';
import { decideSuggestion } from '../suggestions.ts';
import type { SignalContext, SignalTables } from '../tables.ts';

const Id = closed({ id: Uuid });
const short = Type.Optional(Type.String({ maxLength: 80 }));

/** Routes of the inbox: what came in, and what is decided about it. */
export const eventRoutes = defineRoutes<SignalTables>([
  route({
    method: 'GET',
    path: '/api/events',
    absolute: true,
    summary: 'Events, the latest message first; filtered, and searched in both languages',
    permission: 'operations:intake',
    query: closed({
      ...pageQuery,
      state: Type.Optional(Type.Enum(['open', 'cased', 'dismissed', 'merged'])),
      group: short,
      category: short,
      source: short,
      level: short,
      likely: Type.Optional(Type.Boolean()),
      q: Type.Optional(Type.String({ maxLength: 200 })),
      sort: short,
    }),
    reply: Page(EventSummary),
    handle: (context, { query }) => eventsPage(context, query),
  }),
  route({
    method: 'GET',
    path: '/api/events/:id',
    absolute: true,
    summary: 'One event with its signals, its likely duplicates and what was done with it',
    permission: 'operations:intake',
    params: Id,
    reply: WholeEvent,
    handle: (context, { params }) => wholeEvent(context, params.id),
  }),
  act(
    'dismiss',
    'Say that nothing is to be done, and why',
    closed({ reason: text(80), note: Type.Optional(text(1_000)) }),
    (context, id, base, { reason, note }) => dismissEvent(context, id, base, reason, note ?? null),
  ),
  act('reopen', 'Take a dismissal, a joining or an attaching back', closed({}), (context, id, base) => reopenEvent(context, id, base)),
  act(
    'case',
    'Open a case from the event',
    closed({
      title: Type.Optional(text(200)),
      category: short,
      level: short,
      department: short,
      reason: Type.Optional(text(500)),
    }),
    (context, id, base, wish) => openCaseOf(context, id, base, wish),
  ),
  act('attach', 'Add the event to a case that exists', closed({ code: text(40) }), (context, id, base, { code }) =>
    attachToCase(context, id, base, code),
  ),
  act('merge', 'Join the event with another that is about the same', closed({ event: Uuid }), (context, id, _base, { event }) =>
    joinEvents(context, id, event, { by: 'hand' }),
  ),
  route({
    method: 'POST',
    path: '/api/suggestions/:id/decide',
    absolute: true,
    summary: 'Say whether two signals mean the same; `open` takes the answer back',
    permission: 'operations:intake',
    params: Id,
    body: closed({ verdict: Type.Enum(['same', 'different', 'open']) }),
    reply: closed({ verdict: Type.String() }),
    handle: async (context, { params, body }) => {
      await decideSuggestion(context, params.id, body.verdict);
      return { verdict: body.verdict };
    },
  }),
  route({
    method: 'GET',
    path: '/api/events/:id/duplicates',
    absolute: true,
    summary: 'What may be the same as an event, with the score and its parts',
    permission: 'operations:intake',
    params: Id,
    reply: closed({ items: Type.Array(Duplicate) }),
    handle: async (context, { params }) => ({ items: (await duplicatesOf(context, params.id)).map(plain) }),
  }),
]);

/** Every change of an event names the revision it is based on, and answers with the event as it then stands. */
function act<Body extends ReturnType<typeof closed>>(
  name: string,
  summary: string,
  body: Body,
  run: (context: SignalContext, id: string, base: number, body: import('typebox').Static<Body>) => Promise<unknown>,
) {
  return route<SignalTables, typeof Id, ReturnType<typeof closed>, Body, typeof EventSummary>({
    method: 'POST',
    path: `/api/events/:id/${name}`,
    absolute: true,
    summary,
    permission: 'operations:intake',
    params: Id,
    body,
    reply: EventSummary,
    handle: async (context, { params, body: said, headers }) => {
      await run(context, params.id, revisionFrom(headers), said);
      return readEvent(context, params.id);
    },
  });
}

async function wholeEvent(context: SignalContext, id: string) {
  const event = await readEvent(context, id);
  const [members, duplicates, log] = [await signalsOfEvent(context, id), await duplicatesOf(context, id), await logOfEvent(context, id)];
  return { ...event, members, duplicates: duplicates.map(plain), log };
}

function plain<Item extends { readonly components: readonly unknown[] }>({ components, ...rest }: Item) {
  return { ...rest, components: [...components] as Item['components'][number][] };
}
