import type { District } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { Identity } from './identity.ts';
import { requireGoodPassword } from './passwords.ts';
import { sessionToken } from './session-cookie.ts';
import { spend } from './sign-in.ts';
import { headersFor, type Visitor } from './visitor.ts';

/** What an authenticator app needs, shown once. */
export interface SecondFactorStart {
  /** `otpauth://` address; a QR code of it is what apps read. */
  readonly uri: string;
  /** The secret alone, in base32, to type in by hand. */
  readonly secret: string;
  /** One-time codes for the day the phone is lost. */
  readonly recoveryCodes: readonly string[];
}

/**
 * Begins to set a second factor up for the signed-in person. It counts from the first right code on.
 * @throws identity.passwordWrong
 */
export async function startSecondFactor(
  identity: Identity,
  district: District,
  visitor: Visitor,
  password?: string,
): Promise<SecondFactorStart> {
  const body = password === undefined ? {} : { password };
  const response = await identity.auth(district).api.enableTwoFactor({ body, headers: headersFor(visitor), asResponse: true });
  if (!response.ok) throw identityErrors.passwordWrong();
  const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] };
  return { uri: totpURI, secret: new URL(totpURI).searchParams.get('secret') ?? '', recoveryCodes: backupCodes };
}

/**
 * Proves that the app shows the right codes, and switches the second factor on. The session gets a new token.
 * @throws identity.wrongCode
 */
export async function finishSecondFactor(
  identity: Identity,
  district: District,
  visitor: Visitor,
  { personId, code }: { personId: string; code: string },
): Promise<readonly string[]> {
  const digits = code.replaceAll(/\s/g, '');
  const response = await identity.auth(district).api.verifyTOTP({ body: { code: digits }, headers: headersFor(visitor), asResponse: true });
  if (!response.ok || !(await spend(identity, district, personId, digits))) throw identityErrors.wrongCode();
  return renewed(identity, district, visitor, response);
}

/**
 * Switches the second factor off.
 * @throws identity.passwordWrong
 */
export async function removeSecondFactor(
  identity: Identity,
  district: District,
  visitor: Visitor,
  password?: string,
): Promise<readonly string[]> {
  const body = password === undefined ? {} : { password };
  const response = await identity.auth(district).api.disableTwoFactor({ body, headers: headersFor(visitor), asResponse: true });
  if (!response.ok) throw identityErrors.passwordWrong();
  return renewed(identity, district, visitor, response);
}

/**
 * Changes the password and ends every other session.
 * @throws identity.passwordWrong, identity.passwordTooShort, identity.passwordTooLong, identity.passwordTooCommon
 */
export async function changePassword(
  identity: Identity,
  district: District,
  visitor: Visitor,
  { personId, current, next }: { personId: string; current: string; next: string },
): Promise<readonly string[]> {
  const account = identity.dbOf(district).selectFrom('kernel_user').select('username').where('id', '=', personId);
  const { username } = (await account.executeTakeFirst()) ?? {};
  requireGoodPassword(next, identity.settings.password, username ? [username] : []);
  const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
  const response = await identity.auth(district).api.changePassword({ body, headers: headersFor(visitor), asResponse: true });
  if (!response.ok) throw identityErrors.passwordWrong();
  return renewed(identity, district, visitor, response);
}

function renewed(identity: Identity, district: District, visitor: Visitor, response: Response): readonly string[] {
  const old = sessionToken(visitor.headers.cookie, identity.cookieName, identity.secret);
  if (old) identity.forget(district, old);
  return response.headers.getSetCookie();
}
