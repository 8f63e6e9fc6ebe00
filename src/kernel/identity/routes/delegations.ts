import { Type } from 'typebox';

import { closed, Instant, route, Uuid } from '../../core/index.ts';
import { principalsFor } from '../acting.ts';
import { Delegation, delegate, listDelegations, NewDelegation, revokeDelegation } from '../delegations.ts';
import { ownContext } from '../own-context.ts';

const Principals = closed({
  enterprises: Type.Array(closed({ id: Type.String(), name: Type.String() })),
  delegations: Type.Array(
    closed({ id: Uuid, kind: Type.String(), principalId: Type.String(), permissions: Type.Array(Type.String()), expiresAt: Instant }),
  ),
});

/** Acting on behalf of: giving, taking back, and whom one may act for. */
export const delegationRoutes = [
  route({
    method: 'GET',
    path: '/delegations',
    summary: 'Delegations I gave or received',
    permission: 'signed-in',
    reply: closed({ given: Type.Array(Delegation), received: Type.Array(Delegation) }),
    handle: (context) => listDelegations(ownContext(context)),
  }),
  route({
    method: 'GET',
    path: '/principals',
    summary: 'Whom I may act for now',
    permission: 'signed-in',
    reply: Principals,
    handle: async (context) => {
      const { enterprises, delegations } = await principalsFor(ownContext(context), context.actor.id);
      const shown = delegations.map(({ id, from_kind, from_id, permissions, expires_at }) => ({
        id,
        kind: from_kind,
        principalId: from_id,
        permissions,
        expiresAt: expires_at,
      }));
      return { enterprises, delegations: shown };
    },
  }),
  route({
    method: 'POST',
    path: '/delegations',
    summary: 'Let somebody act for me, my enterprise or my department',
    permission: 'identity:delegate',
    body: NewDelegation,
    reply: Delegation,
    status: 201,
    handle: (context, { body }) => delegate(ownContext(context), body),
  }),
  route({
    method: 'DELETE',
    path: '/delegations/:id',
    summary: 'Take a delegation back, at once',
    permission: 'signed-in',
    params: closed({ id: Uuid }),
    reply: Delegation,
    handle: (context, { params }) => revokeDelegation(ownContext(context), params.id),
  }),
];
