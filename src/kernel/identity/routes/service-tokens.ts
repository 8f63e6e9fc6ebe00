import { Type } from 'typebox';

import { closed, route, Uuid, workRoute } from '../../core/index.ts';
import { ownContext } from '../own-context.ts';
import { issueServiceToken, listServiceTokens, NewServiceToken, revokeServiceToken, ServiceToken } from '../service-tokens.ts';

/** Keys of machines. */
export const serviceTokenRoutes = [
  route({
    method: 'GET',
    path: '/service-tokens',
    summary: 'List keys of machines',
    permission: 'identity:service-tokens',
    reply: closed({ items: Type.Array(ServiceToken) }),
    handle: async (context) => ({ items: await listServiceTokens(ownContext(context)) }),
  }),
  // not a plain route: their answers are kept for repeated requests, and this one holds the key
  workRoute({
    method: 'POST',
    path: '/service-tokens',
    summary: 'Issue a key for a machine; it is shown only now',
    permission: 'identity:service-tokens',
    body: NewServiceToken,
    reply: closed({ id: Uuid, token: Type.String() }),
    status: 201,
    work: (work, { body }) => work.transaction((context) => issueServiceToken(ownContext(context), body)),
  }),
  route({
    method: 'DELETE',
    path: '/service-tokens/:id',
    summary: 'Take a key back',
    permission: 'identity:service-tokens',
    params: closed({ id: Uuid }),
    reply: closed({}),
    handle: async (context, { params }) => {
      await revokeServiceToken(ownContext(context), params.id);
      return {};
    },
  }),
];
