import { randomBytes } from 'node:crypto';

import type { Kysely } from 'kysely';

import type { Actor, KernelTables } from '../core/index.ts';
import { tokenDigest } from './session-cookie.ts';

/** How a service token begins, so that secret scanners find one that leaked. */
export const SERVICE_TOKEN_PREFIX = 'mbsvc_';

/** Makes a token of 256 random bits. It is shown once; we keep its digest. */
export function makeServiceToken(): { token: string; digest: string } {
  const token = `${SERVICE_TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`;
  return { token, digest: tokenDigest(token) };
}

/** The token in an Authorization header, or null. */
export function bearerToken(authorization: string | undefined): string | null {
  const [scheme, token] = authorization?.split(' ') ?? [];
  return scheme?.toLowerCase() === 'bearer' && token?.startsWith(SERVICE_TOKEN_PREFIX) ? token : null;
}

/** The machine behind a token, or null when it is unknown, ended or revoked. Notes at most once a minute that it was used. */
export async function actorOfToken(db: Kysely<KernelTables>, token: string, now: Date): Promise<Actor | null> {
  const row = await db
    .selectFrom('kernel_service_token')
    .select(['id', 'permissions', 'department', 'last_used_at'])
    .where('token_hash', '=', tokenDigest(token))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return null;
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > 60_000) {
    await db.updateTable('kernel_service_token').set({ last_used_at: now }).where('id', '=', row.id).execute();
  }
  const { id, permissions, department } = row;
  return { id: `service:${id}`, kind: 'service', roles: [], permissions: new Set(permissions), department, onBehalfOf: null };
}
