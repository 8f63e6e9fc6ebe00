import { ask, Problem } from '../../ui/console/api.ts';

/** What came of a password: in, or a code is needed too. */
export type PasswordOutcome = 'signed-in' | 'code-needed';

/** Signs in with account and password. @throws Problem when they do not belong together */
export async function signInWithPassword(account: string, password: string): Promise<PasswordOutcome> {
  const { body } = await ask<{ secondFactor: boolean }>('POST', '/api/identity/sign-in', { body: { account, password } });
  return body.secondFactor ? 'code-needed' : 'signed-in';
}

/** Gives the six digits of the authenticator, or a recovery code. @throws Problem when it is wrong or used */
export async function giveCode(code: string): Promise<void> {
  await ask('POST', '/api/identity/second-factor', { body: { code } });
}

/** Signs in as a made-up person of the demo. */
export async function signInAsPersona(key: string): Promise<void> {
  await ask('POST', `/api/identity/personas/${key}/sign-in`, { body: {} });
}

/** Whether this browser knows passkeys. */
export const knowsPasskeys = typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** Signs in with a passkey of this device. @throws Problem when it is refused or the person turned it down */
export async function signInWithPasskey(): Promise<void> {
  const { body: options } = await ask<PublicKeyCredentialRequestOptionsJSON>('GET', '/api/auth/passkey/generate-authenticate-options');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw turnedDown();
  await ask('POST', '/api/auth/passkey/verify-authentication', { body: { response: credential.toJSON() } });
}

/** Address of the province's single sign-on; it comes back to this page. */
export function singleSignOnAddress(): string {
  return `/api/auth/sso?back=${encodeURIComponent(location.pathname + location.search)}`;
}

function turnedDown(): Problem {
  return new Problem(0, 'passkey-turned-down', { en: 'No passkey was used', zh: '未使用通行密钥' });
}
