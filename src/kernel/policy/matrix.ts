import type { AnyModule, Bilingual } from '../core/index.ts';
import { type Reach, type Roles, reachOf } from './roles.ts';

/** One permission, where it is asked for, and which roles hold it how far. */
export interface MatrixRow {
  readonly module: string;
  readonly permission: string;
  readonly title: Bilingual;
  /** Routes and pages that ask for it, as `GET /api/...` or a page's path. */
  readonly usedBy: readonly string[];
  readonly roles: Readonly<Record<string, Reach>>;
}

/** The permission matrix, made from what modules declare and what the profile grants. */
export function permissionMatrix(modules: readonly AnyModule[], data: Roles): MatrixRow[] {
  return modules.flatMap((module) =>
    Object.entries(module.permissions).map(([permission, title]) => ({
      module: module.name,
      permission,
      title,
      usedBy: modules.flatMap((asking) => usesOf(asking, permission)),
      roles: Object.fromEntries(data.roles.flatMap(({ key }) => holds(data, key, permission))),
    })),
  );
}

function holds(data: Roles, role: string, permission: string): [string, Reach][] {
  const reach = data.signedIn.includes(permission) ? 'any' : reachOf(data, [role], permission);
  return reach ? [[role, reach]] : [];
}

/** Where a route of a module answers. */
export function routeAddress({ name, api }: AnyModule, { path, absolute }: AnyModule['routes'][number]): string {
  return absolute ? path : `/api/${api ?? name}${path}`;
}

function usesOf(module: AnyModule, permission: string): string[] {
  const { routes, portal, console } = module;
  return [
    ...routes.filter((route) => route.permission === permission).map((route) => `${route.method} ${routeAddress(module, route)}`),
    ...portal.filter((screen) => screen.permission === permission).map(({ path }) => path),
    ...console.filter((screen) => screen.permission === permission).map(({ path }) => `/console${path}`),
  ];
}
