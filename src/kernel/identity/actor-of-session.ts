import type { Kysely } from 'kysely';

import type { Actor, KernelTables, Principal } from '../core/index.ts';
import { permissionsOf, type Roles } from '../policy/index.ts';

/** Who a session speaks for now. */
export interface SessionActor {
  readonly actor: Actor;
  readonly lastSeenAt: Date;
  /** When the session ends whatever happens. */
  readonly expiresAt: Date;
  /** True while a delegation is used: such an answer must not be kept, so that revoking it works at once. */
  readonly delegated: boolean;
}

/** Reads who a session token stands for, or null when it has ended, or its person is disabled. */
export async function actorOfSession(
  db: Kysely<KernelTables>,
  roles: Roles,
  token: string,
  now: Date,
  idleMinutes: number,
): Promise<SessionActor | null> {
  const row = await readSession(db, token);
  if (!row || row.expires_at <= now || row.last_seen_at.getTime() + idleMinutes * 60_000 <= now.getTime()) return null;
  const acting = row.acting_kind && row.acting_id ? { kind: row.acting_kind, id: row.acting_id } : null;
  const actor = (acting && (await actingActor(db, roles, row, acting, now))) ?? (await ownActor(db, roles, row.user_id, now));
  return { actor, lastSeenAt: row.last_seen_at, expiresAt: row.expires_at, delegated: acting !== null };
}

/** Roles that a person holds now, in the department where they work now; none when the person is disabled. */
export async function currentRoles(
  db: Kysely<KernelTables>,
  personId: string,
  now: Date,
): Promise<{ roles: string[]; department: string | null }> {
  const rows = await db
    .selectFrom('kernel_person as person')
    .leftJoin('kernel_role_grant as held', (join) =>
      join
        .onRef('held.person_id', '=', 'person.id')
        .on('held.revoked_at', 'is', null)
        .on((on) => on.or([on('held.until', 'is', null), on('held.until', '>', now)]))
        // a grant for another department sleeps until the person works there
        .on((on) => on.or([on('held.department', 'is', null), on('held.department', '=', on.ref('person.department'))])),
    )
    .select(['person.department', 'held.role'])
    .where('person.id', '=', personId)
    .where('person.disabled_at', 'is', null)
    .execute();
  return { roles: [...new Set(rows.flatMap(({ role }) => role ?? []))].sort(), department: rows[0]?.department ?? null };
}

function readSession(db: Kysely<KernelTables>, token: string) {
  return db
    .selectFrom('kernel_session as session')
    .innerJoin('kernel_person as person', 'person.id', 'session.user_id')
    .select(['session.user_id', 'session.expires_at', 'session.last_seen_at'])
    .select(['session.acting_kind', 'session.acting_id', 'session.delegation_id'])
    .where('session.token', '=', token)
    .where('person.disabled_at', 'is', null)
    .executeTakeFirst();
}

/** A person as themselves, with the permissions of today's roles. */
export async function ownActor(db: Kysely<KernelTables>, data: Roles, id: string, now: Date): Promise<Actor> {
  const { roles, department } = await currentRoles(db, id, now);
  return { id, kind: 'person', roles, permissions: permissionsOf(data, roles), department, onBehalfOf: null };
}

/** The person in the principal's place, or null when that has ended: then they are only themselves again. */
async function actingActor(
  db: Kysely<KernelTables>,
  data: Roles,
  row: { user_id: string; delegation_id: string | null },
  principal: Principal,
  now: Date,
): Promise<Actor | null> {
  const permissions = row.delegation_id
    ? await delegatedPermissions(db, data, { delegationId: row.delegation_id, personId: row.user_id, now })
    : await representedPermissions(db, data, principal, row.user_id);
  if (!permissions) return null;
  const department = principal.kind === 'department' ? principal.id : null;
  return { id: row.user_id, kind: 'person', roles: [], permissions, department, onBehalfOf: principal };
}

async function representedPermissions(
  db: Kysely<KernelTables>,
  data: Roles,
  { kind, id }: Principal,
  personId: string,
): Promise<Set<string> | null> {
  if (kind !== 'enterprise') return null;
  const own = db.selectFrom('kernel_enterprise').select('id').where('id', '=', id).where('representative_id', '=', personId);
  return (await own.executeTakeFirst()) ? permissionsOf(data, [data.delegable.enterprise]) : null;
}

/**
 * What a delegation allows at this moment: its scope, and never more than the principal itself may do now. Who delegated and then
 * lost a permission, or was disabled, lends it no longer.
 */
async function delegatedPermissions(
  db: Kysely<KernelTables>,
  data: Roles,
  { delegationId, personId, now }: { delegationId: string; personId: string; now: Date },
): Promise<Set<string> | null> {
  const delegation = await db
    .selectFrom('kernel_delegation')
    .select(['from_kind', 'from_id', 'permissions', 'granted_by'])
    .where('id', '=', delegationId)
    .where('to_person', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!delegation) return null;
  const ceiling = await ceilingOf(db, data, delegation, now);
  return ceiling && new Set(delegation.permissions.filter((permission) => ceiling.has(permission)));
}

async function ceilingOf(
  db: Kysely<KernelTables>,
  data: Roles,
  from: { from_kind: Principal['kind']; from_id: string; granted_by: string },
  now: Date,
): Promise<Set<string> | null> {
  if (from.from_kind === 'enterprise') return representedPermissions(db, data, { kind: 'enterprise', id: from.from_id }, from.granted_by);
  const { roles, department } = await currentRoles(db, from.granted_by, now);
  if (from.from_kind === 'department' && department !== from.from_id) return null;
  return permissionsOf(data, roles);
}
