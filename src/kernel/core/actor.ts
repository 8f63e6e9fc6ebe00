import { kernelErrors } from './errors.ts';

/** Whom a person acts for, by a delegation with a scope and an end. */
export interface Principal {
  readonly kind: 'person' | 'enterprise' | 'department';
  readonly id: string;
}

/** Who is asking, and what they may do. `id` is a pseudonymous person or service id, never a national id number. */
export interface Actor {
  readonly id: string;
  readonly kind: 'person' | 'service' | 'anonymous' | 'system';
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<string>;
  /** The department a member of staff works in, by its key in the profile. */
  readonly department: string | null;
  /** Set while somebody uses a delegation. */
  readonly onBehalfOf: Principal | null;
}

/** Somebody who has not signed in. */
export const ANONYMOUS: Actor = {
  id: 'anonymous',
  kind: 'anonymous',
  roles: [],
  permissions: new Set(),
  department: null,
  onBehalfOf: null,
};

/** The platform itself, when it delivers events and runs jobs. */
export const SYSTEM: Actor = { ...ANONYMOUS, id: 'system', kind: 'system' };

/** Whether the actor holds the permission. The platform itself may do what its own code asks. */
export function may(actor: Actor, permission: string): boolean {
  return actor.kind === 'system' || actor.permissions.has(permission);
}

/**
 * Stops the request unless the actor holds the permission.
 * @throws kernel.forbidden
 */
export function requirePermission(actor: Actor, permission: string): void {
  if (!may(actor, permission)) throw kernelErrors.forbidden({ permission });
}
