import { randomUUIDv7 } from 'node:crypto';

import { type Static, Type } from 'typebox';

import { closed, Instant, nullable, type Principal, requirePermission, text, Uuid } from '../core/index.ts';
import { permissionsOf, rolesFile } from '../policy/index.ts';
import { identityErrors } from './errors.ts';
import type { IdentityContext } from './own-context.ts';
import { announceRights } from './rights.ts';
import type { IdentityTables } from './tables.ts';

const PrincipalKind = Type.Union([Type.Literal('person'), Type.Literal('enterprise'), Type.Literal('department')]);

/** A delegation to make. Without `from` it is the signed-in person's own. */
export const NewDelegation = closed({
  from: Type.Optional(closed({ kind: Type.Union([Type.Literal('enterprise'), Type.Literal('department')]), id: text(40) })),
  to: Uuid,
  permissions: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*$' }), { minItems: 1, maxItems: 100, uniqueItems: true }),
  expiresAt: Instant,
});

/** A delegation as those concerned see it. */
export const Delegation = closed({
  id: Uuid,
  from: closed({ kind: PrincipalKind, id: Type.String() }),
  to: Uuid,
  permissions: Type.Array(Type.String()),
  grantedAt: Instant,
  expiresAt: Instant,
  revokedAt: nullable(Instant),
});
type Delegation = Static<typeof Delegation>;

const LONGEST_MS = 366 * 24 * 3600_000;

/**
 * Lets somebody act for the signed-in person, or for an enterprise they represent, or for the department they lead. Nobody can pass
 * on more than they hold.
 * @throws identity.delegationBeyond, identity.delegationDates, identity.delegationToSelf, identity.notRepresentative,
 *   identity.notWhileActing, identity.personAbsent, kernel.forbidden
 */
export async function delegate(
  context: IdentityContext,
  { from, to, permissions, expiresAt }: Static<typeof NewDelegation>,
): Promise<Delegation> {
  const { db, actor, now } = context;
  const until = new Date(expiresAt);
  if (!(until > now && until.getTime() - now.getTime() <= LONGEST_MS)) throw identityErrors.delegationDates();
  if (to === actor.id) throw identityErrors.delegationToSelf();
  const held = await permissionsToGive(context, from);
  const beyond = permissions.find((permission) => !held.has(permission));
  if (beyond) throw identityErrors.delegationBeyond({ permission: beyond });
  await requireReceiver(context, to);
  const id = randomUUIDv7();
  const kind: Principal['kind'] = from?.kind ?? 'person';
  const principal = { from_kind: kind, from_id: from?.id ?? actor.id };
  const row = { id, ...principal, to_person: to, permissions: [...permissions], granted_by: actor.id, granted_at: now, expires_at: until };
  await db
    .insertInto('kernel_delegation')
    .values({ ...row, revoked_by: null, revoked_at: null })
    .execute();
  const body = { id, from: principal, to, permissions, expiresAt: until.toISOString() };
  await context.record({ kind: 'identity.delegated', body });
  return shown({ ...row, revoked_at: null });
}

/**
 * Takes a delegation back, at once. Who gave it may, the enterprise's representative, and also who received it.
 * @throws identity.delegationAbsent, identity.delegationEnded
 */
export async function revokeDelegation(context: IdentityContext, id: string): Promise<Delegation> {
  const { db, actor, now } = context;
  const found = await ofActor(context).where('id', '=', id).executeTakeFirst();
  if (!found) throw identityErrors.delegationAbsent();
  const row = await db
    .updateTable('kernel_delegation')
    .set({ revoked_at: now, revoked_by: actor.id })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw identityErrors.delegationEnded();
  await announceRights(context, row.to_person);
  await context.record({ kind: 'identity.delegation_revoked', body: { id } });
  return shown(row);
}

/** Delegations that the signed-in person gave or received, newest first. */
export async function listDelegations(context: IdentityContext): Promise<{ given: Delegation[]; received: Delegation[] }> {
  const rows = await ofActor(context).orderBy('id', 'desc').limit(500).execute();
  const received = rows.filter(({ to_person }) => to_person === context.actor.id);
  return { given: rows.filter((row) => !received.includes(row)).map(shown), received: received.map(shown) };
}

/** Those the actor is a party to, also as the representative of an enterprise. */
function ofActor({ db, actor }: IdentityContext) {
  const represented = db.selectFrom('kernel_enterprise').select('id').where('representative_id', '=', actor.id);
  return db
    .selectFrom('kernel_delegation')
    .selectAll()
    .where((where) =>
      where.or([
        where('granted_by', '=', actor.id),
        where('to_person', '=', actor.id),
        where.and([where('from_kind', '=', 'enterprise'), where('from_id', 'in', represented)]),
      ]),
    );
}

/** What the actor may pass on in the principal's name; throws when they may not speak for it at all. */
async function permissionsToGive(
  { db, actor, profile }: IdentityContext,
  from: { kind: Principal['kind']; id: string } | undefined,
): Promise<ReadonlySet<string>> {
  if (from?.kind === 'enterprise') {
    const own = db.selectFrom('kernel_enterprise').select('id').where('id', '=', from.id).where('representative_id', '=', actor.id);
    if (!(await own.executeTakeFirst())) throw identityErrors.notRepresentative();
    const roles = profile(rolesFile);
    return permissionsOf(roles, [roles.delegable.enterprise]);
  }
  if (actor.onBehalfOf) throw identityErrors.notWhileActing();
  if (from?.kind === 'department') {
    requirePermission(actor, 'identity:delegate-department');
    if (actor.department !== from.id) throw identityErrors.departmentUnknown({ department: from.id });
  }
  return actor.permissions;
}

async function requireReceiver({ db }: IdentityContext, to: string): Promise<void> {
  const receiver = db.selectFrom('kernel_person').select('id').where('id', '=', to).where('disabled_at', 'is', null);
  if (!(await receiver.executeTakeFirst())) throw identityErrors.personAbsent();
}

function shown(row: Omit<IdentityTables['kernel_delegation'], 'revoked_by' | 'granted_by'>): Delegation {
  const { id, from_kind, from_id, to_person, permissions, granted_at, expires_at, revoked_at } = row;
  return {
    id,
    from: { kind: from_kind, id: from_id },
    to: to_person,
    permissions,
    grantedAt: granted_at,
    expiresAt: expires_at,
    revokedAt: revoked_at,
  };
}
