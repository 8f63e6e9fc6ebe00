export { createApp } from './app.ts';
export type { Csrf } from './csrf.ts';
export { httpManifest } from './manifest.ts';
export type { HttpOptions } from './options.ts';
export type { PortalFrame, PortalPage, RenderPortal } from './page.ts';
export { safePath } from './preferences.ts';
export { revisionFrom } from './revision.ts';
export { createWork, inContext } from './scope.ts';
export { faultsOf } from './validate.ts';
