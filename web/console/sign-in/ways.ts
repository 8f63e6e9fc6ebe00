import { ask, Problem } from '../../ui/console/api.ts';

/** What came of a password: in, or a code is needed too. */
export type PasswordOutcome = 'signed-in' | 'code-needed';

/** Signs in with account and password. @throws Problem when they do not belong together */
export async function signInWithPassword(email: string, password: string): Promise<PasswordOutcome> {
  const { body } = await ask<{ twoFactorRedirect?: boolean }>('POST', '/api/auth/sign-in/email', { body: { email, password } });
  return body.twoFactorRedirect ? 'code-needed' : 'signed-in';
}

/** Gives the six digits of the authenticator, or a spare code. @throws Problem when it is wrong or used */
export async function giveCode(code: string): Promise<void> {
  const isTotp = /^\d{6}$/.test(code);
  await ask('POST', isTotp ? '/api/auth/two-factor/verify-totp' : '/api/auth/two-factor/verify-backup-code', { body: { code } });
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

/** Goes to the province's single sign-on, and comes back to this page. */
export async function goToSingleSignOn(): Promise<void> {
  const { body } = await ask<{ url: string }>('POST', '/api/auth/sign-in/oauth2', {
    body: { providerId: 'province', callbackURL: location.pathname + location.search },
  });
  location.assign(body.url);
}

function turnedDown(): Problem {
  return new Problem(0, 'passkey-turned-down', { en: 'No passkey was used', zh: '未使用通行密钥' });
}
