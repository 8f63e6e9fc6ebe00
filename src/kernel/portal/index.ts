export { portalManifest } from './manifest.ts';
export { type ReadLine, readsOfRecord } from './my-data.ts';
export { portalProfile } from './profile.ts';
