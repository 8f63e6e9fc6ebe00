import type { Actor, Context, Purpose } from '../core/index.ts';
import { policyErrors } from './errors.ts';
import { type Roles, rolesFile } from './roles.ts';

/** Whether one of the actor's roles may read personal data for the purpose. The platform itself may. */
export function mayReadFor(data: Roles, actor: Actor, purpose: string): boolean {
  if (actor.kind === 'system') return true;
  return data.roles.some(({ key, purposes }) => actor.roles.includes(key) && purposes.includes(purpose));
}

/**
 * Stops a read of somebody's personal data unless a role of the reader allows the purpose. People always read their own.
 * @throws policy.purposeNotAllowed
 */
export function requirePurpose(context: Context<never>, purpose: Purpose, subjectId?: string): void {
  const { actor } = context;
  const own = actor.kind === 'person' && subjectId === actor.id && !actor.onBehalfOf;
  if (!own && !mayReadFor(context.profile(rolesFile), actor, purpose.code)) throw policyErrors.purposeNotAllowed({ purpose: purpose.code });
}
