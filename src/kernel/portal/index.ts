export { portalManifest } from './manifest.ts';
export { portalProfile } from './profile.ts';
