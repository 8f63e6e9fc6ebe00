export { notifyManifest } from './manifest.ts';
export { type News, notify } from './notify.ts';
