import type { IncomingHttpHeaders } from 'node:http';

import { type Static, Type } from 'typebox';

import { closed, Instant, Uuid } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { IdentityContext } from './own-context.ts';
import { announceRights } from './rights.ts';

/** One place where the person is signed in. */
export const SessionItem = closed({
  id: Uuid,
  /** Whether this is the session that asks. */
  current: Type.Boolean(),
  address: Type.String(),
  browser: Type.String(),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
});

/** The person's own living sessions, newest first. */
export async function listSessions(
  { db, actor, now }: IdentityContext,
  headers: IncomingHttpHeaders,
): Promise<Static<typeof SessionItem>[]> {
  const rows = await db
    .selectFrom('kernel_session')
    .selectAll()
    .where('user_id', '=', asUuid(actor.id))
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute();
  const here = presentedToken(headers);
  return rows.map(({ id, token, ip_address, user_agent, created_at, last_seen_at, expires_at }) => ({
    id,
    current: token === here,
    address: ip_address ?? '',
    browser: user_agent ?? '',
    createdAt: created_at,
    lastSeenAt: last_seen_at,
    expiresAt: expires_at,
  }));
}

/**
 * Ends one of the person's own sessions; it stops working within seconds everywhere.
 * @throws identity.sessionAbsent
 */
export async function revokeSession(context: IdentityContext, id: string): Promise<void> {
  const { db, actor } = context;
  const gone = await db.deleteFrom('kernel_session').where('id', '=', id).where('user_id', '=', asUuid(actor.id)).executeTakeFirst();
  if (!gone.numDeletedRows) throw identityErrors.sessionAbsent();
  await announceRights(context, actor.id);
}

/** Ends every session of the person but the one that asks. @returns how many */
export async function revokeOtherSessions(context: IdentityContext, headers: IncomingHttpHeaders): Promise<number> {
  const { db, actor } = context;
  const gone = await db
    .deleteFrom('kernel_session')
    .where('user_id', '=', asUuid(actor.id))
    .where('token', '!=', presentedToken(headers) ?? '')
    .executeTakeFirst();
  await announceRights(context, actor.id);
  return Number(gone.numDeletedRows);
}

/** The token of the request's session cookie. Its signature was checked when the actor was found. */
function presentedToken({ cookie }: IncomingHttpHeaders): string | null {
  const value = cookie?.match(/(?:^|;\s*)(?:__Secure-)?maplebridge\.session_token=([^;]+)/)?.[1];
  if (!value) return null;
  const plain = decodeURIComponent(value);
  return plain.slice(0, plain.lastIndexOf('.'));
}

/** Ids of services are not UUIDs; they have no sessions. */
function asUuid(id: string): string {
  return /^[0-9a-f-]{36}$/i.test(id) ? id : '00000000-0000-0000-0000-000000000000';
}
