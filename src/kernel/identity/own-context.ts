import type { Context } from '../core/index.ts';
import type { IdentityTables } from './tables.ts';

/** A context in which identity's functions work: they see identity's tables and no other service's. */
export type IdentityContext = Context<IdentityTables>;

/** Narrows the context of a kernel route to identity's own tables. */
export function ownContext(context: Context<never>): IdentityContext {
  return context as unknown as IdentityContext;
}
