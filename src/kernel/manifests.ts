import { type AnyModule, contextManifest } from './core/index.ts';
import { eventsManifest } from './events/index.ts';
import { filesManifest } from './files/index.ts';
import { httpManifest } from './http/index.ts';
import { type Identity, identityManifest, signInManifest } from './identity/index.ts';
import { jobsManifest } from './jobs/index.ts';
import { ledgerManifest } from './ledger/index.ts';
import { moneyManifest } from './money/index.ts';
import { notifyManifest } from './notify/index.ts';
import { policyManifest } from './policy/index.ts';
import { portalManifest } from './portal/index.ts';
import { rulebookManifest } from './rulebook/index.ts';
import { upkeepManifest } from './upkeep/index.ts';

/**
 * All modules of a platform: the kernel's own services, declared like modules, then the product's.
 * A module stands after those it depends on.
 * @param identity brings the sign-in pages; without it (migrations, tests of one module) there are none
 */
export function withKernel(modules: readonly AnyModule[], identity: Identity | null = null): readonly AnyModule[] {
  const all: AnyModule[] = [];
  const mine = () => all;
  all.push(
    contextManifest,
    ledgerManifest,
    eventsManifest(mine),
    httpManifest,
    jobsManifest(mine),
    notifyManifest,
    filesManifest(mine),
    policyManifest(mine),
    identityManifest,
    ...(identity ? [signInManifest(identity)] : []),
    rulebookManifest,
    moneyManifest,
    ...modules,
    upkeepManifest(mine),
    portalManifest(mine),
  );
  return all;
}
