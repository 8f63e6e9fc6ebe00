import { type Static, Type } from 'typebox';

import { closed, type DomainError, defineRoutes, Page, pageQuery, route, text, Uuid, workRoute } from '#kernel';

import { signalErrors } from '../errors.ts';
import { readMessage, type SignalMessage } from '../message.ts';
import { previewReport } from '../preview.ts';
import { keepInQuarantine, liesInMessage } from '../quarantine.ts';
import { eventOfSignal, signalsPage } from '../read.ts';
import { receiveSignal } from '../receive.ts';
import { issueReceipt, readReporter } from '../reporters.ts';
import { Preview, Received, Signal } from '../shapes.ts';
import { admitSender, sourceNamed } from '../sources.ts';
import { splitSignal } from '../suggestions.ts';
import type { SignalTables, SignalWork } from '../tables.ts';

const Id = closed({ id: Uuid });
const LARGEST = 64 * 1024;

/** Draft of a report that is being written down. */
const Draft = closed({
  text: Type.Optional(Type.String({ maxLength: 4_000 })),
  category: Type.Optional(Type.String({ maxLength: 80 })),
  lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
  lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  assetId: Type.Optional(Type.String({ maxLength: 100 })),
});
export type Draft = Static<typeof Draft>;

/** Routes by which reports come in, and by which the desk looks at them. */
export const signalRoutes = defineRoutes<SignalTables>([
  workRoute({
    method: 'POST',
    path: '/api/signals',
    absolute: true,
    summary:
      'Send a signal: source, externalId, then what is known of occurredAt, text, category, level, place, assetId, details and reporter. The same source and externalId again give the first answer',
    permission: 'signed-in',
    body: Type.Unknown(),
    bodyLimit: LARGEST,
    reply: Received,
    work: (work, { body }) => receiveFrom(work, body),
  }),
  route({
    method: 'GET',
    path: '/api/signals',
    absolute: true,
    summary: 'Signals as they came in, latest first',
    permission: 'operations:intake',
    query: closed({
      ...pageQuery,
      source: Type.Optional(Type.String({ maxLength: 40 })),
      externalId: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    reply: Page(Signal),
    handle: (context, { query }) => signalsPage(context, query),
  }),
  workRoute({
    method: 'POST',
    path: '/api/signals/preview',
    absolute: true,
    summary: 'While a report is written down: categories that its words suggest, and events that may be the same',
    permission: 'operations:intake',
    body: Draft,
    reply: Preview,
    work: (work, { body }) => work.transaction((context) => previewReport(context, body)),
  }),
  route({
    method: 'GET',
    path: '/api/signals/:id/reporter',
    absolute: true,
    summary: 'How to reach the reporter; the reading is recorded and the reporter can see it',
    permission: 'operations:intake',
    params: Id,
    reply: closed({
      name: Type.Union([Type.String(), Type.Null()]),
      phone: Type.Union([Type.String(), Type.Null()]),
      email: Type.Union([Type.String(), Type.Null()]),
    }),
    handle: (context, { params }) => readReporter(context, params.id),
  }),
  workRoute({
    method: 'POST',
    path: '/api/signals/:id/receipt',
    absolute: true,
    summary: 'A receipt code for the reporter, shown this once; it ends an earlier one. Also the event the signal is in',
    permission: 'operations:intake',
    params: Id,
    reply: closed({ receipt: Type.String(), eventId: Uuid }),
    work: (work, { params }) =>
      work.transaction(async (context) => ({
        receipt: await issueReceipt(context, params.id),
        eventId: await eventOfSignal(context, params.id),
      })),
  }),
  route({
    method: 'POST',
    path: '/api/signals/:id/split',
    absolute: true,
    summary: 'Take a signal out of its event into one of its own',
    permission: 'operations:intake',
    params: Id,
    body: closed({ reason: Type.Optional(text(500)) }),
    reply: closed({ eventId: Uuid }),
    handle: async (context, { params }) => ({ eventId: await splitSignal(context, params.id) }),
  }),
]);

/** What a machine sends wrongly waits in quarantine, for nobody sits there to correct it; a person is told and corrects it at once. */
async function receiveFrom(work: SignalWork, body: unknown) {
  let admitted = false;
  try {
    return await work.transaction(async (context) => {
      admitSender(context, await sourceNamed(context, sourceIn(body)));
      admitted = true;
      return receiveSignal(context, readMessage(body) satisfies SignalMessage);
    });
  } catch (error) {
    if (!admitted || work.actor.kind !== 'service' || !liesInMessage(error)) throw error;
    const quarantine = await work.transaction((context) => keepInQuarantine(context, body, error));
    throw signalErrors.malformed({ quarantine, reason: reasonOf(error) });
  }
}

function sourceIn(body: unknown): string {
  const named = typeof body === 'object' && body !== null && 'source' in body ? body.source : '';
  return typeof named === 'string' ? named.slice(0, 80) : '';
}

function reasonOf({ code, text: words, details }: DomainError) {
  return { code, text: words, details };
}
