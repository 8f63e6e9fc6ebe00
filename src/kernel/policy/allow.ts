import { type Actor, type Context, type Principal, requirePermission } from '../core/index.ts';
import { policyErrors } from './errors.ts';
import { type Reach, reachOf, rolesFile } from './roles.ts';

/** What the rules ask about a record: whose it is. */
export interface Owned {
  /** The department that handles it, by its key. */
  readonly department?: string | null;
  /** The person it is about or belongs to. */
  readonly ownerId?: string | null;
  /** The enterprise, department or person it belongs to. */
  readonly principal?: Principal | null;
}

/**
 * Stops the request unless the actor holds the permission and it reaches this record.
 * @throws kernel.forbidden, policy.outOfReach
 */
export function allow(context: Context<never>, permission: string, record: Owned = {}): void {
  requirePermission(context.actor, permission);
  if (!reaches(context, permission, record)) throw policyErrors.outOfReach({ permission });
}

/** Whether the actor holds the permission for this record; for lists and buttons, where `allow` would be too loud. */
export function mayTouch(context: Context<never>, permission: string, record: Owned): boolean {
  const { actor } = context;
  return (actor.kind === 'system' || actor.permissions.has(permission)) && reaches(context, permission, record);
}

/** Whether a record is the actor's own: themselves, or the principal they act for now and nobody else. */
export function isOwn({ id, onBehalfOf }: Actor, { ownerId, principal }: Owned): boolean {
  if (!onBehalfOf) return ownerId === id || (principal?.kind === 'person' && principal.id === id);
  if (onBehalfOf.kind === 'person' && ownerId === onBehalfOf.id) return true;
  return principal?.kind === onBehalfOf.kind && principal.id === onBehalfOf.id;
}

/** A permission that no role of the profile limits (a service's, a delegate's) reaches as far as its scope. */
function reaches(context: Context<never>, permission: string, record: Owned): boolean {
  const { actor } = context;
  if (actor.kind === 'system') return true;
  if (actor.onBehalfOf) return isOwn(actor, record) || inDepartment(actor, record);
  const reach: Reach = reachOf(context.profile(rolesFile), actor.roles, permission) ?? 'any';
  if (reach === 'any') return true;
  return isOwn(actor, record) || (reach === 'department' && inDepartment(actor, record));
}

function inDepartment({ department, onBehalfOf }: Actor, record: Owned): boolean {
  const mine = onBehalfOf ? (onBehalfOf.kind === 'department' ? onBehalfOf.id : null) : department;
  return mine !== null && record.department === mine;
}
