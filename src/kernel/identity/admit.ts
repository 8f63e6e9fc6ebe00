import { randomUUIDv7 } from 'node:crypto';

import type { Kysely } from 'kysely';

import type { KernelTables } from '../core/index.ts';
import { identityErrors } from './errors.ts';

/** The role of somebody who signs in for the first time through the province, until an official gives another. */
const FIRST_ROLE = 'resident';

/**
 * Lets somebody who proved who they are into the district: a first visit becomes a person, a disabled person stays out.
 * @throws identity.disabled
 */
export async function admit(db: Kysely<KernelTables>, userId: string, now: Date): Promise<void> {
  const person = await db.selectFrom('kernel_person').select('disabled_at').where('id', '=', userId).executeTakeFirst();
  if (person?.disabled_at) throw identityErrors.disabled();
  if (!person) await welcome(db, userId, now);
}

async function welcome(db: Kysely<KernelTables>, userId: string, now: Date): Promise<void> {
  const user = await db.selectFrom('kernel_user').select('name').where('id', '=', userId).executeTakeFirstOrThrow();
  const person = {
    id: userId,
    display_name: user.name.trim() || '用户',
    department: null,
    persona: null,
    created_at: now,
    disabled_at: null,
  };
  const grant = { id: randomUUIDv7(), person_id: userId, role: FIRST_ROLE, department: null, until: null };
  await db.transaction().execute(async (tx) => {
    const added = await tx
      .insertInto('kernel_person')
      .values(person)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!added.numInsertedOrUpdatedRows) return;
    const who = { granted_by: 'system', granted_at: now, revoked_by: null, revoked_at: null };
    await tx
      .insertInto('kernel_role_grant')
      .values({ ...grant, ...who })
      .execute();
  });
}
