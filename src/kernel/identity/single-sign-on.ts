import type { District } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { Identity } from './identity.ts';
import { SSO_PROVIDER } from './sso.ts';
import { headersFor, type Visitor } from './visitor.ts';

/** Where a sign-on leads next, and the cookies that go with it. */
export interface SsoStep {
  readonly redirect: string;
  readonly setCookie: readonly string[];
}

/**
 * Sends the visitor to the province with a fresh state, nonce and PKCE challenge.
 * @param back path on our site to come back to
 * @throws identity.ssoAbsent, identity.ssoFailed when the province does not answer
 */
export async function startSso(identity: Identity, district: District, visitor: Visitor, back: string): Promise<SsoStep> {
  if (!identity.sso) throw identityErrors.ssoAbsent();
  const { api } = await identity.ssoAuth(district);
  const body = { provider: SSO_PROVIDER, callbackURL: back, errorCallbackURL: '/sign-in', disableRedirect: true };
  const response = await api.signInSocial({ body, headers: headersFor(visitor), asResponse: true });
  const { url } = (await response.json()) as { url?: string };
  if (!response.ok || !url) throw identityErrors.ssoFailed();
  return { redirect: url, setCookie: response.headers.getSetCookie() };
}

/**
 * Takes the visitor back from the province. Whatever does not fit (state, nonce, issuer, signature, code) leads to the sign-in page
 * with one plain sentence, and never into a session.
 */
export async function finishSso(identity: Identity, district: District, visitor: Visitor, search: string): Promise<SsoStep> {
  if (!identity.sso) throw identityErrors.ssoAbsent();
  const auth = await identity.ssoAuth(district);
  const address = new URL(`/api/auth/callback/${SSO_PROVIDER}${search}`, identity.baseUrl);
  const response = await auth.handler(new Request(address, { headers: headersFor(visitor, identity.cookieName) }));
  const target = response.headers.get('location');
  const failed = !target || !response.ok ? !target || new URL(target, identity.baseUrl).searchParams.has('error') : false;
  const setCookie = response.headers.getSetCookie();
  if (failed || !target)
    return { redirect: '/sign-in?problem=ssoFailed', setCookie: setCookie.filter((cookie) => !cookie.startsWith(identity.cookieName)) };
  return { redirect: target, setCookie };
}
