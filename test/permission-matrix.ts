import type { AnyModule } from '#kernel';
import { routeAddress } from '../src/kernel/policy/index.ts';

/** One question to the edge: may somebody come in here? */
export interface Door {
  readonly module: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A whole address with made-up parameters. */
  readonly url: string;
  readonly permission: string;
  /** A body that cannot be read: whoever is let in gets no further, so asking changes nothing. */
  readonly unreadable: boolean;
}

const NOBODY = '0193e4a8-0000-7000-8000-000000000000';

/** Every route of every module as a door; a module that comes later is covered by being there. */
export function doorsOf(modules: readonly AnyModule[]): Door[] {
  return modules.flatMap((module) =>
    module.routes.map((route) => ({
      module: module.name,
      method: route.method,
      url: routeAddress(module, route).replaceAll(/:\w+/g, NOBODY),
      permission: route.permission,
      unreadable: route.method !== 'GET',
    })),
  );
}

/** What the manifest promises to somebody with these permissions. */
export function verdictFor(door: Door, who: { signedIn: boolean; permissions: ReadonlySet<string> }): 'in' | 'sign-in-first' | 'forbidden' {
  if (door.permission === 'public') return 'in';
  if (!who.signedIn) return 'sign-in-first';
  return door.permission === 'signed-in' || who.permissions.has(door.permission) ? 'in' : 'forbidden';
}

/** What the edge did: a refusal at the door names itself, anything else happened behind it. */
export function verdictOf(door: Door, answer: { status: number; body?: { type?: string; details?: { permission?: string } } }) {
  if (answer.status === 401 && answer.body?.type === 'urn:maplebridge:kernel.signInFirst') return 'sign-in-first';
  const atDoor = answer.body?.type === 'urn:maplebridge:kernel.forbidden' && answer.body.details?.permission === door.permission;
  return answer.status === 403 && atDoor ? 'forbidden' : 'in';
}
