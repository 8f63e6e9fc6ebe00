import { type Actor, type Context, kernelDb } from '../core/index.ts';
import { rolesFile, rolesWith } from '../policy/index.ts';
import { ownActor } from './actor-of-session.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A person with the permissions of today's roles, for what goes on without their session; null when there is no such person. */
export async function personNow<Tables>(context: Context<Tables>, personId: string): Promise<Actor | null> {
  if (!UUID.test(personId)) return null;
  const tx = kernelDb(context);
  const known = tx.selectFrom('kernel_person').select('id').where('id', '=', personId).where('disabled_at', 'is', null);
  return (await known.executeTakeFirst()) ? ownActor(tx, context.profile(rolesFile), personId, context.now) : null;
}

/**
 * Who holds a permission now, by their pseudonyms, to send them news; no name is read.
 * @param department only those who work there; anybody's when left out
 */
export async function whoMay<Tables>(context: Context<Tables>, permission: string, department?: string): Promise<string[]> {
  const roles = rolesWith(context.profile(rolesFile), permission).map(({ key }) => key);
  if (roles.length === 0) return [];
  const rows = await kernelDb(context)
    .selectFrom('kernel_person as person')
    .innerJoin('kernel_role_grant as held', 'held.person_id', 'person.id')
    .select('person.id')
    .distinct()
    .where('person.disabled_at', 'is', null)
    .where('held.role', 'in', roles)
    .where('held.revoked_at', 'is', null)
    .where((is) => is.or([is('held.until', 'is', null), is('held.until', '>', context.now)]))
    .where((is) => is.or([is('held.department', 'is', null), is('held.department', '=', is.ref('person.department'))]))
    .$if(department !== undefined, (all) => all.where('person.department', '=', department ?? ''))
    .orderBy('person.id')
    .execute();
  return rows.map(({ id }) => id);
}
