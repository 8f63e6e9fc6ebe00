import { announce, rightsTopic } from '../events/index.ts';
import type { IdentityContext } from './own-context.ts';

/** Lets the edge know that what somebody may do has changed, so that their open pages are asked about again. */
export function announceRights(context: IdentityContext, personId: string): Promise<void> {
  return announce(context, [rightsTopic(personId)], { ids: [] });
}
