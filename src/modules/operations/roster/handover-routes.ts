import { Type } from 'typebox';

import { closed, defineRoutes, route, text, Uuid } from '#kernel';

import { give, listHandovers, openWork, take, withdraw } from './handover.ts';
import { Handover, OpenWork } from './shapes.ts';
import type { RosterContext, RosterTables } from './tables.ts';

const Id = closed({ id: Uuid });
const Department = closed({ department: text(60) });
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const reach = (context: unknown) => context as RosterContext;

/** Routes of the signed handover between shifts. */
export const handoverRoutes = defineRoutes<RosterTables>([
  route({
    method: 'GET',
    path: '/api/handovers',
    absolute: true,
    summary: 'The open work of a department with its hash, and handovers with what has moved since',
    permission: 'operations:see',
    query: Department,
    reply: closed({ work: OpenWork, items: Type.Array(Handover) }),
    handle: async (context, { query }) => ({
      work: await openWork(reach(context), query.department),
      items: await listHandovers(reach(context), query.department),
    }),
  }),
  route({
    method: 'POST',
    path: '/api/handovers',
    absolute: true,
    summary: 'Give the open work over, signing the hash of the list that was shown',
    permission: 'operations:see',
    body: closed({ department: text(60), note: text(2_000), sha256: Hash }),
    reply: Id,
    status: 201,
    handle: async (context, { body }) => ({ id: await give(reach(context), body) }),
  }),
  route({
    method: 'POST',
    path: '/api/handovers/:id/take',
    absolute: true,
    summary: 'Take the work over, signing the same hash; never who gave it',
    permission: 'operations:see',
    params: Id,
    body: closed({ sha256: Hash }),
    reply: Id,
    handle: async (context, { params, body }) => {
      await take(reach(context), params.id, body.sha256);
      return params;
    },
  }),
  route({
    method: 'POST',
    path: '/api/handovers/:id/withdraw',
    absolute: true,
    summary: 'Take back an own handover that nobody has taken',
    permission: 'operations:see',
    params: Id,
    reply: Id,
    handle: async (context, { params }) => {
      await withdraw(reach(context), params.id);
      return params;
    },
  }),
]);
