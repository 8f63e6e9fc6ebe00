import { Type } from 'typebox';

import { BilingualText, closed, defineRoutes, departmentsFile, Page, pageQuery, route, text, Uuid, workRoute } from '#kernel';

import { policiesFile } from '../../policies/facts.ts';
import { categoriesFile } from '../categories.ts';
import { duplicateFacts } from '../duplicates/facts.ts';
import { signalErrors } from '../errors.ts';
import { intakeFile } from '../facts.ts';
import { discardQuarantined, quarantinePage, restoreQuarantined, retryQuarantined } from '../quarantine.ts';
import { Quarantined, Received, Source } from '../shapes.ts';
import { listSources, registerSource, sourceNamed, switchSource } from '../sources.ts';
import type { SignalTables } from '../tables.ts';

const Id = closed({ id: Uuid });
const Key = closed({ key: Type.String({ maxLength: 40 }) });
const Named = closed({ key: Type.String(), title: BilingualText });
const short = Type.Optional(Type.String({ maxLength: 80 }));

/** Routes for those who care for sources and for what could not be taken in, and the words of the intake forms. */
export const careRoutes = defineRoutes<SignalTables>([
  route({
    method: 'GET',
    path: '/api/intake/terms',
    absolute: true,
    summary: 'Categories, levels, departments, sources, reasons to dismiss, and how duplicates are scored',
    permission: 'public',
    reply: closed({
      groups: Type.Array(
        closed({
          ...Named.properties,
          leaves: Type.Array(closed({ ...Named.properties, level: Type.String(), department: Type.String() })),
        }),
      ),
      levels: Type.Array(Named),
      departments: Type.Array(Named),
      sources: Type.Array(Named),
      dismissReasons: Type.Array(Named),
      duplicates: duplicateFacts.schema,
    }),
    handle: async ({ profile, ...context }) => ({
      groups: profile(categoriesFile).groups.map(({ key, zh, en, leaves }) => ({
        key,
        title: { zh, en },
        leaves: leaves.map((leaf) => ({
          key: leaf.key,
          title: { zh: leaf.zh, en: leaf.en },
          level: leaf.level,
          department: leaf.department,
        })),
      })),
      levels: Object.entries(profile(policiesFile).levels).map(([key, { title }]) => ({ key, title })),
      departments: profile(departmentsFile).departments.map(({ key, zh, en }) => ({ key, title: { zh, en } })),
      sources: (await listSources({ profile, ...context })).map(({ key, title }) => ({ key, title })),
      dismissReasons: Object.entries(profile(intakeFile).dismissReasons).map(([key, title]) => ({ key, title })),
      duplicates: profile(duplicateFacts),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/sources',
    absolute: true,
    summary: 'Where signals may come from',
    permission: 'operations:sources',
    reply: closed({ items: Type.Array(Source) }),
    handle: async (context) => ({ items: await listSources(context) }),
  }),
  route({
    method: 'POST',
    path: '/api/sources',
    absolute: true,
    summary: 'Register a source; `senders` are ids of service tokens, as service:<id>',
    permission: 'operations:sources',
    body: closed({
      key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
      title: BilingualText,
      kind: Type.Enum(['person', 'machine', 'feed']),
      senders: Type.Array(Type.String({ pattern: '^service:[0-9a-f-]{36}$' }), { maxItems: 20 }),
      elsewhere: Type.Optional(Type.Boolean()),
    }),
    reply: Source,
    status: 201,
    handle: async (context, { body }) => {
      if ((await listSources(context)).some(({ key }) => key === body.key)) throw signalErrors.sourceTaken({ source: body.key });
      await registerSource(context, body);
      await context.record({
        kind: 'operations.source_registered',
        body: { source: body.key, senders: body.senders, by: context.actor.id },
      });
      return sourceNamed(context, body.key);
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/sources/:key',
    absolute: true,
    summary: 'Switch a source on or off',
    permission: 'operations:sources',
    params: Key,
    body: closed({ active: Type.Boolean() }),
    reply: Source,
    handle: (context, { params, body }) => switchSource(context, params.key, body.active),
  }),
  route({
    method: 'GET',
    path: '/api/quarantine',
    absolute: true,
    summary: 'Messages that could not be taken in, with the reason; who reported stays covered',
    permission: 'operations:sources',
    query: closed({ ...pageQuery, state: Type.Optional(Type.Enum(['waiting', 'taken', 'discarded'])), source: short, sort: short }),
    reply: Page(Quarantined),
    handle: async (context, { query }) => {
      const { items, next } = await quarantinePage(context, query);
      return {
        next,
        items: items.map(({ external_id, sender_id, received_at, signal_id, decided_by, decided_at, payload, ...row }) => ({
          ...row,
          payload: covered(payload),
          externalId: external_id,
          senderId: sender_id,
          receivedAt: received_at,
          signalId: signal_id,
          decidedBy: decided_by,
          decidedAt: decided_at,
        })),
      };
    },
  }),
  workRoute({
    method: 'POST',
    path: '/api/quarantine/:id/retry',
    absolute: true,
    summary: 'Take a message in after all, as it came or corrected',
    permission: 'operations:sources',
    params: Id,
    body: closed({ payload: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }),
    bodyLimit: 64 * 1024,
    reply: Received,
    work: (work, { params, body }) => retryQuarantined(work, params.id, body.payload),
  }),
  route({
    method: 'POST',
    path: '/api/quarantine/:id/discard',
    absolute: true,
    summary: 'Put a message away, with a reason',
    permission: 'operations:sources',
    params: Id,
    body: closed({ note: text(500) }),
    reply: closed({ state: Type.String() }),
    handle: async (context, { params, body }) => {
      await discardQuarantined(context, params.id, body.note);
      return { state: 'discarded' };
    },
  }),
  route({
    method: 'POST',
    path: '/api/quarantine/:id/restore',
    absolute: true,
    summary: 'Put a discarded message back',
    permission: 'operations:sources',
    params: Id,
    body: closed({}),
    reply: closed({ state: Type.String() }),
    handle: async (context, { params }) => {
      await restoreQuarantined(context, params.id);
      return { state: 'waiting' };
    },
  }),
]);

/** A message without who reported it, for those who correct it need not know. */
function covered(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('reporter' in payload)) return payload;
  const { reporter: _, ...rest } = payload;
  return rest;
}
