import { type AnyModule, contextManifest } from './core/index.ts';
import { eventsManifest } from './events/index.ts';
import { httpManifest } from './http/index.ts';
import { identityManifest } from './identity/index.ts';
import { jobsManifest } from './jobs/index.ts';
import { ledgerManifest } from './ledger/index.ts';
import { moneyManifest } from './money/index.ts';
import { notifyManifest } from './notify/index.ts';
import { policyManifest } from './policy/index.ts';
import { portalManifest } from './portal/index.ts';
import { rulebookManifest } from './rulebook/index.ts';

/**
 * All modules of a platform: the kernel's own services, declared like modules, then the product's.
 * A module stands after those it depends on.
 */
export function withKernel(modules: readonly AnyModule[]): readonly AnyModule[] {
  const all: AnyModule[] = [];
  all.push(
    contextManifest,
    ledgerManifest,
    policyManifest(() => all),
    identityManifest,
    eventsManifest,
    httpManifest,
    jobsManifest(() => all),
    moneyManifest,
    notifyManifest,
    rulebookManifest,
    portalManifest(() => all),
    ...modules,
  );
  return all;
}
