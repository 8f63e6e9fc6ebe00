import { randomUUIDv7 } from 'node:crypto';

import { type Static, Type } from 'typebox';

import { closed, Instant, nullable, text, Uuid } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { IdentityContext } from './own-context.ts';
import { requireDepartment } from './people.ts';
import { makeServiceToken } from './service-token.ts';

export const NewServiceToken = closed({
  name: text(80),
  permissions: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 100, uniqueItems: true }),
  department: Type.Optional(Type.String({ maxLength: 60 })),
  expiresAt: Instant,
});

/** A machine's key, without the key. */
export const ServiceToken = closed({
  id: Uuid,
  name: Type.String(),
  permissions: Type.Array(Type.String()),
  department: nullable(Type.String()),
  createdAt: Instant,
  expiresAt: Instant,
  revokedAt: nullable(Instant),
  lastUsedAt: nullable(Instant),
});

const LONGEST_MS = 732 * 24 * 3600_000;

/**
 * Issues a key for a machine. The token is in this answer and nowhere else; it can do no more than who issued it.
 * @throws identity.delegationBeyond, identity.tokenDates, identity.departmentUnknown
 */
export async function issueServiceToken(
  context: IdentityContext,
  given: Static<typeof NewServiceToken>,
): Promise<{ id: string; token: string }> {
  const { db, actor, now } = context;
  const expires = new Date(given.expiresAt);
  if (!(expires > now && expires.getTime() - now.getTime() <= LONGEST_MS)) throw identityErrors.tokenDates();
  const beyond = given.permissions.find((permission) => !actor.permissions.has(permission));
  if (beyond) throw identityErrors.delegationBeyond({ permission: beyond });
  if (given.department) requireDepartment(context, given.department);
  const { token, digest } = makeServiceToken();
  const row = {
    id: randomUUIDv7(),
    name: given.name,
    token_hash: digest,
    permissions: given.permissions,
    department: given.department ?? null,
  };
  const times = { created_by: actor.id, created_at: now, expires_at: expires, revoked_at: null, last_used_at: null };
  await db
    .insertInto('kernel_service_token')
    .values({ ...row, ...times })
    .execute();
  await context.record({ kind: 'identity.service_token_issued', body: { id: row.id, permissions: row.permissions, by: actor.id } });
  return { id: row.id, token };
}

/** Every machine's key, newest first. */
export async function listServiceTokens({ db }: IdentityContext): Promise<Static<typeof ServiceToken>[]> {
  const rows = await db.selectFrom('kernel_service_token').selectAll().orderBy('id', 'desc').limit(500).execute();
  return rows.map(({ id, name, permissions, department, created_at, expires_at, revoked_at, last_used_at }) => ({
    id,
    name,
    permissions,
    department,
    createdAt: created_at,
    expiresAt: expires_at,
    revokedAt: revoked_at,
    lastUsedAt: last_used_at,
  }));
}

/**
 * Takes a key back; it stops working within seconds everywhere.
 * @throws identity.tokenAbsent
 */
export async function revokeServiceToken(context: IdentityContext, id: string): Promise<void> {
  const revoked = await context.db
    .updateTable('kernel_service_token')
    .set({ revoked_at: context.now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!revoked.numUpdatedRows) throw identityErrors.tokenAbsent();
  await context.record({ kind: 'identity.service_token_revoked', body: { id, by: context.actor.id } });
}
