import { type AnyModule, contextManifest } from './core/index.ts';
import { eventsManifest } from './events/index.ts';
import { httpManifest } from './http/index.ts';

/** The kernel's own services, declared like modules; a service stands after those it depends on. */
export const kernelManifests: readonly AnyModule[] = [contextManifest, eventsManifest, httpManifest];
