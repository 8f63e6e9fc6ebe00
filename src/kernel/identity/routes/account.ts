import { Type } from 'typebox';

import { closed, Instant, route, text, Uuid } from '../../core/index.ts';
import { Account, listPasskeys, Passkey, readAccount, removePasskey, renameMe, renamePasskey } from '../account.ts';
import { ownContext } from '../own-context.ts';
import { listSessions, revokeOtherSessions, revokeSession, SessionItem } from '../sessions.ts';

const Id = closed({ id: Uuid });

/** Everybody's own account. */
export const accountRoutes = [
  route({
    method: 'GET',
    path: '/account',
    summary: 'My account',
    permission: 'signed-in',
    reply: Account,
    handle: (context) => readAccount(ownContext(context)),
  }),
  route({
    method: 'PATCH',
    path: '/account',
    summary: 'Change how I am called',
    permission: 'signed-in',
    body: closed({ name: text(80) }),
    reply: Account,
    handle: (context, { body }) => renameMe(ownContext(context), body.name),
  }),
  route({
    method: 'GET',
    path: '/sessions',
    summary: 'Where I am signed in',
    permission: 'signed-in',
    reply: closed({ items: Type.Array(SessionItem) }),
    handle: async (context, { headers }) => ({ items: await listSessions(ownContext(context), headers) }),
  }),
  route({
    method: 'DELETE',
    path: '/sessions/:id',
    summary: 'End one of my sessions',
    permission: 'signed-in',
    params: Id,
    reply: closed({}),
    handle: async (context, { params }) => {
      await revokeSession(ownContext(context), params.id);
      return {};
    },
  }),
  route({
    method: 'DELETE',
    path: '/sessions',
    summary: 'End all my other sessions',
    permission: 'signed-in',
    reply: closed({ ended: Type.Integer() }),
    handle: async (context, { headers }) => ({ ended: await revokeOtherSessions(ownContext(context), headers) }),
  }),
  route({
    method: 'GET',
    path: '/passkeys',
    summary: 'My passkeys',
    permission: 'signed-in',
    reply: closed({ items: Type.Array(Passkey) }),
    handle: async (context) => ({ items: await listPasskeys(ownContext(context)) }),
  }),
  route({
    method: 'PATCH',
    path: '/passkeys/:id',
    summary: 'Rename one of my passkeys',
    permission: 'signed-in',
    params: Id,
    body: closed({ name: text(80) }),
    reply: closed({ id: Uuid, createdAt: Instant, name: Type.String() }),
    handle: (context, { params, body }) => renamePasskey(ownContext(context), params.id, body.name),
  }),
  route({
    method: 'DELETE',
    path: '/passkeys/:id',
    summary: 'Remove one of my passkeys',
    permission: 'signed-in',
    params: Id,
    reply: closed({}),
    handle: async (context, { params }) => {
      await removePasskey(ownContext(context), params.id);
      return {};
    },
  }),
];
