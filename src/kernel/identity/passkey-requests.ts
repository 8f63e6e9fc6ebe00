import type { District } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { Identity } from './identity.ts';
import { headersFor, type Visitor } from './visitor.ts';

interface PasskeyRequest {
  readonly action: 'generate-register-options' | 'generate-authenticate-options' | 'verify-registration' | 'verify-authentication';
  readonly body?: unknown;
}

/**
 * One step of registering a passkey or of signing in with one (WebAuthn level 3).
 * @throws identity.signInAgain when a passkey is added long after signing in, identity.passkeyRefused, identity.disabled
 */
export async function passkeyRequest(identity: Identity, district: District, visitor: Visitor, { action, body }: PasskeyRequest) {
  const signingIn = action.endsWith('authenticate-options') || action === 'verify-authentication';
  const headers = headersFor(visitor, signingIn ? identity.cookieName : undefined);
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await identity.auth(district).handler(new Request(new URL(`/api/auth/passkey/${action}`, identity.baseUrl), init));
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return { setCookie: response.headers.getSetCookie(), body: action.startsWith('generate') ? answer : { ok: true } };
  const { code } = (answer ?? {}) as { code?: string };
  if (code === identityErrors.disabled().code) throw identityErrors.disabled();
  throw response.status === 403 || response.status === 401 ? refusalFor(action) : identityErrors.passkeyRefused();
}

function refusalFor(action: PasskeyRequest['action']) {
  return action.includes('regist') ? identityErrors.signInAgain() : identityErrors.passkeyRefused();
}
