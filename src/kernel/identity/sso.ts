import { createHash } from 'node:crypto';

import type { GenericOAuthConfig, GenericOAuthUserInfo } from 'better-auth/plugins';

/** A province's single sign-on, by OpenID Connect. */
export interface SingleSignOn {
  /** Issuer as its discovery document states it, without a slash at the end. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Name of the single sign-on in addresses and in kernel_credential. */
export const SSO_PROVIDER = 'province';

/** Authorization code with PKCE, state and nonce; without a key set to check ID tokens there is no sign-in at all. */
export function ssoProvider({ issuer, clientId, clientSecret }: SingleSignOn): GenericOAuthConfig {
  return {
    providerId: SSO_PROVIDER,
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId,
    clientSecret,
    scopes: ['openid', 'profile'],
    pkce: true,
    disableProviderLogout: true,
  };
}

/**
 * What we keep of somebody the province vouches for: a name, and an address made from the subject, so that two accounts never
 * meet by an e-mail address that somebody claims.
 */
export function profileToUser({ issuer }: SingleSignOn) {
  return (profile: GenericOAuthUserInfo) => {
    const subject = createHash('sha256').update(`${issuer} ${profile.sub}`).digest('hex').slice(0, 32);
    return { email: `${subject}@sso.invalid`, emailVerified: false, name: String(profile.name ?? profile['nickname'] ?? '用户') };
  };
}
