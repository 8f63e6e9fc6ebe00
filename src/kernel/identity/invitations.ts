import { randomBytes, randomUUIDv7 } from 'node:crypto';

import type { Kysely } from 'kysely';
import { type Static, Type } from 'typebox';

import { closed, Instant, type KernelTables, nullable, text, Uuid } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { IdentityContext } from './own-context.ts';
import { hashPassword, requireGoodPassword } from './passwords.ts';
import { readPerson, requireDepartment } from './people.ts';
import { grantRole } from './roles.ts';
import { tokenDigest } from './session-cookie.ts';
import { type SignInSettings, signInFile } from './settings.ts';
import type { IdentityTables } from './tables.ts';

export const Invitation = closed({
  name: text(80),
  /** Staff number or name to sign in with. */
  account: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,63}$' }),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 200 })),
  department: nullable(Type.String({ maxLength: 60 })),
  roles: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20, uniqueItems: true }),
});

/** A link to hand over: whoever opens it sets the password, once. */
export const InvitationLink = closed({ personId: Uuid, path: Type.String(), expiresAt: Instant });

/**
 * Creates a person with an account and a first link to set a password.
 * @throws identity.accountTaken, identity.departmentUnknown, identity.roleUnknown
 */
export async function invite(context: IdentityContext, given: Static<typeof Invitation>): Promise<Static<typeof InvitationLink>> {
  const { db, actor, now } = context;
  if (given.department) requireDepartment(context, given.department);
  const id = randomUUIDv7();
  const email = (given.email ?? `${id}@account.invalid`).toLowerCase();
  const account = { id, name: given.name, email, username: given.account, email_verified: false, image: null, two_factor_enabled: false };
  const added = await db
    .insertInto('kernel_user')
    .values({ ...account, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!added.numInsertedOrUpdatedRows) throw identityErrors.accountTaken();
  const person = { id, display_name: given.name, department: given.department, persona: null, created_at: now, disabled_at: null };
  await db.insertInto('kernel_person').values(person).execute();
  await context.record({ kind: 'identity.person_invited', body: { id, by: actor.id } });
  for (const role of given.roles) await grantRole(context, id, { role });
  return makeLink(context, id);
}

/**
 * Makes a new link for somebody who lost the password; older links end.
 * @throws identity.personAbsent
 */
export async function inviteAgain(context: IdentityContext, personId: string): Promise<Static<typeof InvitationLink>> {
  const { id, account } = await readPerson(context, personId);
  if (!account) throw identityErrors.personAbsent();
  await context.db.deleteFrom('kernel_invitation').where('person_id', '=', id).where('used_at', 'is', null).execute();
  await context.record({ kind: 'identity.password_link_made', body: { id, by: context.actor.id } });
  return makeLink(context, id);
}

/** Whether a link can still be used. */
export async function invitationOpen(db: Kysely<IdentityTables>, token: string, now: Date): Promise<boolean> {
  const open = db.selectFrom('kernel_invitation').select('person_id').where('token_hash', '=', tokenDigest(token));
  return (await open.where('used_at', 'is', null).where('expires_at', '>', now).executeTakeFirst()) !== undefined;
}

/**
 * Sets the password behind a link. The link is used up, and every session of that person ends.
 * @throws identity.invitationEnded, identity.passwordTooShort, identity.passwordTooLong, identity.passwordTooCommon
 */
export async function acceptInvitation(
  db: Kysely<KernelTables>,
  settings: SignInSettings,
  { token, password, now }: { token: string; password: string; now: Date },
): Promise<void> {
  requireGoodPassword(password, settings.password);
  const hash = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    const used = await tx
      .updateTable('kernel_invitation')
      .set({ used_at: now })
      .where('token_hash', '=', tokenDigest(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('person_id')
      .executeTakeFirst();
    if (!used) throw identityErrors.invitationEnded();
    const user_id = used.person_id;
    const { username } = await tx.selectFrom('kernel_user').select('username').where('id', '=', user_id).executeTakeFirstOrThrow();
    requireGoodPassword(password, settings.password, username ? [username] : []);
    await tx.deleteFrom('kernel_credential').where('user_id', '=', user_id).where('provider_id', '=', 'credential').execute();
    await tx
      .insertInto('kernel_credential')
      .values(credential(user_id, hash, now))
      .execute();
    await tx.deleteFrom('kernel_session').where('user_id', '=', user_id).execute();
  });
}

async function makeLink({ db, actor, now, profile }: IdentityContext, personId: string): Promise<Static<typeof InvitationLink>> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + profile(signInFile).invitationHours * 3600_000);
  const row = { token_hash: tokenDigest(token), person_id: personId, created_by: actor.id, created_at: now, expires_at: expiresAt };
  await db
    .insertInto('kernel_invitation')
    .values({ ...row, used_at: null })
    .execute();
  return { personId, path: `/welcome?token=${token}`, expiresAt };
}

function credential(user_id: string, password: string, now: Date): IdentityTables['kernel_credential'] {
  const none = { access_token: null, refresh_token: null, id_token: null, access_token_expires_at: null, refresh_token_expires_at: null };
  const times = { created_at: now, updated_at: now };
  return { id: randomUUIDv7(), user_id, provider_id: 'credential', account_id: user_id, ...none, scope: null, password, ...times };
}
