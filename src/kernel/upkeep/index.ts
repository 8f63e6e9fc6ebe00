export { cleanType } from './clean.ts';
export { upkeepManifest } from './manifest.ts';
