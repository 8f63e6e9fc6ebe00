import { Type } from 'typebox';

import { closed, defineRoutes, Instant, nullable, route, text, Uuid } from '#kernel';

import { acceptOffer, askForAid, endAid, endFill, listAid, offerTeam } from './aid.ts';
import { Aid } from './shapes.ts';
import type { DispatchContext, DispatchTables } from './tables.ts';

const Id = closed({ id: Uuid });
const reach = (context: unknown) => context as DispatchContext;

/** Routes of mutual aid: ask, offer, accept, send home. */
export const aidRoutes = defineRoutes<DispatchTables>([
  route({
    method: 'GET',
    path: '/api/aid',
    absolute: true,
    summary: 'Requests for help by other departments, open ones first',
    permission: 'operations:roster',
    reply: closed({ items: Type.Array(Aid) }),
    handle: async (context) => ({ items: await listAid(reach(context)) }),
  }),
  route({
    method: 'POST',
    path: '/api/aid',
    absolute: true,
    summary: 'Ask other departments for teams',
    permission: 'operations:roster',
    body: closed({
      department: text(60),
      caseCode: nullable(text(20)),
      skill: text(60),
      teams: Type.Integer({ minimum: 1, maximum: 50 }),
      place: text(200),
      reason: text(1_000),
      from: Instant,
      to: Instant,
    }),
    reply: Id,
    status: 201,
    handle: async (context, { body: { from, to, ...wish } }) => ({
      id: await askForAid(reach(context), { ...wish, from: new Date(from), to: new Date(to) }),
    }),
  }),
  route({
    method: 'POST',
    path: '/api/aid/:id/offers',
    absolute: true,
    summary: 'Offer one of the own teams',
    permission: 'operations:roster',
    params: Id,
    body: closed({ team: Uuid }),
    reply: Id,
    status: 201,
    handle: async (context, { params, body }) => ({ id: await offerTeam(reach(context), params.id, body.team) }),
  }),
  route({
    method: 'POST',
    path: '/api/aid/:id/end',
    absolute: true,
    summary: 'End a request; all teams go home',
    permission: 'operations:roster',
    params: Id,
    reply: Id,
    handle: async (context, { params }) => {
      await endAid(reach(context), params.id);
      return params;
    },
  }),
  ...(
    [
      ['accept', 'Accept an offered team', acceptOffer],
      ['end', 'Withdraw or decline an offer, or send a team home', endFill],
    ] as const
  ).map(([name, summary, act]) =>
    route<DispatchTables>({
      method: 'POST',
      path: `/api/aid/offers/:id/${name}`,
      absolute: true,
      summary,
      permission: 'operations:roster',
      params: Id,
      reply: Id,
      handle: async (context, { params }) => {
        await act(reach(context), String(params['id']));
        return params;
      },
    }),
  ),
]);
