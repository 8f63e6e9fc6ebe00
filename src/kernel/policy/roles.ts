import { type Static, Type } from 'typebox';

import { BilingualText, closed, profileFile } from '../core/index.ts';

/** How far a permission reaches: every record, those of the own department, or the own ones. */
export const Reach = Type.Union([Type.Literal('any'), Type.Literal('department'), Type.Literal('own')]);
export type Reach = Static<typeof Reach>;

const Key = Type.String({ pattern: '^[a-z][a-z0-9-]*$' });
const PermissionName = Type.String({ pattern: '^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*$' });
const Grant = Type.Union([PermissionName, closed({ permission: PermissionName, reach: Reach })]);

/** What people with a role may do, and for which purposes they may read personal data. */
export const Role = closed({
  key: Key,
  title: BilingualText,
  text: BilingualText,
  /** Where somebody with this role lands after signing in. */
  face: Type.Union([Type.Literal('portal'), Type.Literal('console')]),
  permissions: Type.Array(Grant),
  purposes: Type.Array(PermissionName),
});
export type Role = Static<typeof Role>;

/** Roles of the jurisdiction, as data. */
export const rolesFile = profileFile(
  'roles',
  closed({
    /** Whom to ask for a permission. */
    help: BilingualText,
    /** Permissions of everybody who signed in. */
    signedIn: Type.Array(PermissionName),
    /** The role whose permissions somebody acting for such a principal can have at most. */
    delegable: closed({ enterprise: Key }),
    roles: Type.Array(Role),
  }),
);
export type Roles = Static<(typeof rolesFile)['schema']>;

/** Every permission that the roles give, with what everybody signed in has. Unknown roles give nothing. */
export function permissionsOf(data: Roles, roles: readonly string[]): Set<string> {
  const granted = rolesNamed(data, roles).flatMap((role) => role.permissions.map(nameOf));
  return new Set([...data.signedIn, ...granted]);
}

/** The furthest reach that any of the roles gives the permission, or null when none gives it. */
export function reachOf(data: Roles, roles: readonly string[], permission: string): Reach | null {
  const grants = rolesNamed(data, roles).flatMap((role) => role.permissions.filter((grant) => nameOf(grant) === permission));
  const reaches = grants.map((grant): Reach => (typeof grant === 'string' ? 'any' : grant.reach));
  return (['any', 'department', 'own'] as const).find((reach) => reaches.includes(reach)) ?? null;
}

/** The roles that hold a permission, for whoever needs it and for auditors. */
export function rolesWith(data: Roles, permission: string): Role[] {
  return data.roles.filter((role) => data.signedIn.includes(permission) || role.permissions.some((grant) => nameOf(grant) === permission));
}

function rolesNamed(data: Roles, keys: readonly string[]): Role[] {
  return data.roles.filter(({ key }) => keys.includes(key));
}

function nameOf(grant: Static<typeof Grant>): string {
  return typeof grant === 'string' ? grant : grant.permission;
}
