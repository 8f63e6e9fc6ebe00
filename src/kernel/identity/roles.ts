import { randomUUIDv7 } from 'node:crypto';

import { type Static, Type } from 'typebox';

import { closed, Instant } from '../core/index.ts';
import { rolesFile } from '../policy/index.ts';
import { identityErrors } from './errors.ts';
import type { IdentityContext } from './own-context.ts';
import { type Person, readPerson, requireDepartment } from './people.ts';
import { announceRights } from './rights.ts';

/** A role to give. With a department it counts only while the person works there. */
export const NewGrant = closed({
  role: Type.String({ maxLength: 60 }),
  department: Type.Optional(Type.String({ maxLength: 60 })),
  until: Type.Optional(Instant),
});

/**
 * Gives a person a role. Nobody gives roles to themselves.
 * @throws identity.roleUnknown, identity.departmentUnknown, identity.roleHeld, identity.notOneself, identity.personAbsent
 */
export async function grantRole(
  context: IdentityContext,
  personId: string,
  { role, department, until }: Static<typeof NewGrant>,
): Promise<Person> {
  const { db, actor, now, profile } = context;
  if (personId === actor.id) throw identityErrors.notOneself();
  if (!profile(rolesFile).roles.some(({ key }) => key === role)) throw identityErrors.roleUnknown({ role });
  if (department) requireDepartment(context, department);
  const ends = until ? new Date(until) : null;
  if (ends && ends <= now) throw identityErrors.delegationDates();
  await readPerson(context, personId);
  const row = { id: randomUUIDv7(), person_id: personId, role, department: department ?? null, until: ends };
  const added = await db
    .insertInto('kernel_role_grant')
    .values({ ...row, granted_by: actor.id, granted_at: now, revoked_by: null, revoked_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!added.numInsertedOrUpdatedRows) throw identityErrors.roleHeld();
  await announceRights(context, personId);
  await context.record({ kind: 'identity.role_granted', body: { id: row.id, personId, role, department: row.department, by: actor.id } });
  return readPerson(context, personId);
}

/**
 * Takes a role back.
 * @throws identity.grantAbsent, identity.notOneself
 */
export async function revokeRole(context: IdentityContext, personId: string, grantId: string): Promise<Person> {
  const { db, actor, now } = context;
  if (personId === actor.id) throw identityErrors.notOneself();
  const revoked = await db
    .updateTable('kernel_role_grant')
    .set({ revoked_at: now, revoked_by: actor.id })
    .where('id', '=', grantId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!revoked.numUpdatedRows) throw identityErrors.grantAbsent();
  await announceRights(context, personId);
  await context.record({ kind: 'identity.role_revoked', body: { id: grantId, personId, by: actor.id } });
  return readPerson(context, personId);
}
