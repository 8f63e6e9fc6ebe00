export { identityErrors } from './errors.ts';
export { createIdentity, type Identity, type IdentityOptions } from './identity.ts';
export { invite } from './invitations.ts';
export { identityManifest } from './manifest.ts';
export { mountAuth } from './mount.ts';
export { ownContext } from './own-context.ts';
export { createPersonas } from './personas.ts';
export { nameOf } from './session-info.ts';
export { signInManifest } from './sign-in-screens.ts';
