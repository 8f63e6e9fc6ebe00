import { type Static, Type } from 'typebox';

import { closed, Instant, nullable, Uuid } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { IdentityContext } from './own-context.ts';
import type { IdentityTables } from './tables.ts';

/** A person's own account. */
export const Account = closed({
  id: Uuid,
  name: Type.String(),
  account: nullable(Type.String()),
  department: nullable(Type.String()),
  /** Whether there is a password to ask for before delicate changes. */
  hasPassword: Type.Boolean(),
  twoFactor: Type.Boolean(),
  passkeys: Type.Integer(),
});

export const Passkey = closed({ id: Uuid, name: Type.String(), createdAt: Instant });
type Passkey = Static<typeof Passkey>;

/** @throws identity.personAbsent for machines, which have no account */
export async function readAccount({ db, actor }: IdentityContext): Promise<Static<typeof Account>> {
  if (actor.kind !== 'person') throw identityErrors.personAbsent();
  const row = await db
    .selectFrom('kernel_person as person')
    .leftJoin('kernel_user as user', 'user.id', 'person.id')
    .select(['person.id', 'person.display_name', 'person.department', 'user.username', 'user.two_factor_enabled'])
    .select((select) => [
      select
        .exists(select.selectFrom('kernel_credential').select('id').whereRef('user_id', '=', 'person.id').where('password', 'is not', null))
        .as('has_password'),
      select
        .selectFrom('kernel_passkey')
        .select((count) => count.fn.countAll<string>().as('n'))
        .whereRef('user_id', '=', 'person.id')
        .as('passkeys'),
    ])
    .where('person.id', '=', actor.id)
    .executeTakeFirst();
  if (!row) throw identityErrors.personAbsent();
  return {
    id: row.id,
    name: row.display_name,
    account: row.username,
    department: row.department,
    hasPassword: Boolean(row.has_password),
    twoFactor: row.two_factor_enabled ?? false,
    passkeys: Number(row.passkeys ?? 0),
  };
}

/** Changes the name that others see. */
export async function renameMe(context: IdentityContext, name: string): Promise<Static<typeof Account>> {
  const before = await readAccount(context);
  await context.db.updateTable('kernel_person').set({ display_name: name }).where('id', '=', before.id).execute();
  return { ...before, name };
}

/** The person's own passkeys, oldest first. */
export async function listPasskeys(context: IdentityContext): Promise<Passkey[]> {
  const { id } = await readAccount(context);
  const rows = await context.db.selectFrom('kernel_passkey').selectAll().where('user_id', '=', id).orderBy('id').execute();
  return rows.map(shown);
}

/** @throws identity.passkeyAbsent */
export async function renamePasskey(context: IdentityContext, id: string, name: string): Promise<Passkey> {
  const owner = await readAccount(context);
  const row = await context.db
    .updateTable('kernel_passkey')
    .set({ name })
    .where('id', '=', id)
    .where('user_id', '=', owner.id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw identityErrors.passkeyAbsent();
  return shown(row);
}

/** @throws identity.passkeyAbsent */
export async function removePasskey(context: IdentityContext, id: string): Promise<void> {
  const owner = await readAccount(context);
  const gone = await context.db.deleteFrom('kernel_passkey').where('id', '=', id).where('user_id', '=', owner.id).executeTakeFirst();
  if (!gone.numDeletedRows) throw identityErrors.passkeyAbsent();
}

function shown({ id, name, created_at }: IdentityTables['kernel_passkey']): Passkey {
  return { id, name: name ?? 'Passkey 通行密钥', createdAt: created_at };
}
