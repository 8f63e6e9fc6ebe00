import { randomBytes } from 'node:crypto';

import { type Kysely, sql } from 'kysely';

import type { Actor, KernelTables } from '../core/index.ts';
import { tokenDigest } from './session-cookie.ts';

/** How a service token begins, so that secret scanners find one that leaked. */
export const SERVICE_TOKEN_PREFIX = 'mbsvc_';

const USED_EVERY_MS = 60_000;

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

/** How the id of a machine's actor begins. */
export const SERVICE_ID = 'service:';

/** The machine behind a token, or null when it is unknown, ended or revoked. Notes at most once a minute that it was used. */
export async function actorOfToken(db: Kysely<KernelTables>, token: string, now: Date): Promise<Actor | null> {
  const row = await living(db, now).where('token_hash', '=', tokenDigest(token)).executeTakeFirst();
  if (row && (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > USED_EVERY_MS)) {
    await db.updateTable('kernel_service_token').set({ last_used_at: now }).where('id', '=', row.id).execute();
  }
  return row ? machine(row) : null;
}

/** The same machine by its actor's id, for work that goes on without a request. */
export async function actorOfService(db: Kysely<KernelTables>, actorId: string, now: Date): Promise<Actor | null> {
  const row = await living(db, now).where(sql`id::text`, '=', actorId.slice(SERVICE_ID.length)).executeTakeFirst();
  return row ? machine(row) : null;
}

function living(db: Kysely<KernelTables>, now: Date) {
  return db
    .selectFrom('kernel_service_token')
    .select(['id', 'permissions', 'department', 'last_used_at'])
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
}

function machine({ id, permissions, department }: Pick<KernelTables['kernel_service_token'], 'id' | 'permissions' | 'department'>): Actor {
  return { id: `${SERVICE_ID}${id}`, kind: 'service', roles: [], permissions: new Set(permissions), department, onBehalfOf: null };
}
