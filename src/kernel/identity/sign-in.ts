import { createHash } from 'node:crypto';

import type { District } from '../core/index.ts';
import { countAttempt, forgiveAttempts } from './attempts.ts';
import { identityErrors } from './errors.ts';
import type { Identity } from './identity.ts';
import { sessionSetCookie, sessionToken } from './session-cookie.ts';
import { headersFor, type Visitor } from './visitor.ts';

/** How a step of signing in went. `setCookie` holds whole Set-Cookie values. */
export interface SignInStep {
  /** Who is signed in now; null while a second factor is still asked for. */
  readonly personId: string | null;
  readonly setCookie: readonly string[];
}

/** Nobody has this address; unknown names go the same long way as known ones. */
const ABSENT = 'absent@nobody.invalid';
/** Longer than any code stays valid. Milliseconds. */
const SPENT_KEPT_MS = 10 * 60_000;

/**
 * Signs in with account name or e-mail address and password. A session that was there before ends.
 * @throws identity.wrongSignIn, identity.locked, identity.disabled
 */
export async function signInByPassword(
  identity: Identity,
  district: District,
  visitor: Visitor,
  given: { account: string; password: string },
): Promise<SignInStep> {
  const db = identity.dbOf(district);
  const attempt = { account: given.account, address: visitor.ip };
  await countAttempt(db, identity.settings.attempts, attempt, identity.clock());
  const email = await emailOf(identity, district, given.account);
  const body = { email, password: given.password };
  const response = await identity.auth(district).api.signInEmail({ body, headers: headersFor(visitor), asResponse: true });
  if (!response.ok) throw response.status === 403 ? identityErrors.disabled() : identityErrors.wrongSignIn();
  const { user } = (await response.json()) as { user?: { id: string } };
  await endSession(identity, district, visitor);
  if (user) await forgiveAttempts(db, identity.settings.attempts, attempt);
  return { personId: user?.id ?? null, setCookie: response.headers.getSetCookie() };
}

/**
 * Finishes a sign-in with a code from an authenticator app, or one of the recovery codes. Each code counts once.
 * @throws identity.wrongCode, identity.challengeEnded, identity.locked
 */
export async function confirmSecondFactor(identity: Identity, district: District, visitor: Visitor, code: string): Promise<SignInStep> {
  const headers = headersFor(visitor, identity.cookieName); // an old session would turn this into a check of that session
  const { api } = identity.auth(district);
  const digits = code.replaceAll(/\s/g, '');
  const isTotp = /^\d{6}$/.test(digits);
  const response = isTotp
    ? await api.verifyTOTP({ body: { code: digits }, headers, asResponse: true })
    : await api.verifyBackupCode({ body: { code: code.trim() }, headers, asResponse: true });
  const answer = (await response.json()) as { code?: string; token?: string; user?: { id: string } };
  if (!response.ok || !answer.user || !answer.token) throw secondFactorError(answer.code);
  if (isTotp && !(await spend(identity, district, answer.user.id, digits))) {
    await identity.dbOf(district).deleteFrom('kernel_session').where('token', '=', answer.token).execute();
    throw identityErrors.wrongCode();
  }
  return { personId: answer.user.id, setCookie: response.headers.getSetCookie() };
}

/** Ends the visitor's session, if there is one. @returns cookies to clear */
export async function signOut(identity: Identity, district: District, visitor: Visitor): Promise<readonly string[]> {
  await endSession(identity, district, visitor);
  return [sessionSetCookie({ name: identity.cookieName, secret: identity.secret, token: '', maxAgeSeconds: 0 })];
}

/** Notes a code as used. @returns false when it was used before */
export async function spend(identity: Identity, district: District, userId: string, code: string): Promise<boolean> {
  const db = identity.dbOf(district);
  const now = identity.clock();
  await db
    .deleteFrom('kernel_spent_code')
    .where('spent_at', '<', new Date(now.getTime() - SPENT_KEPT_MS))
    .execute();
  const code_hash = createHash('sha256').update(`${userId} ${code}`).digest('base64url');
  const added = await db
    .insertInto('kernel_spent_code')
    .values({ user_id: userId, code_hash, spent_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

async function emailOf(identity: Identity, district: District, account: string): Promise<string> {
  const name = account.trim().toLowerCase();
  const user = await identity
    .dbOf(district)
    .selectFrom('kernel_user')
    .select('email')
    .where((where) => where.or([where('email', '=', name), where('username', '=', name)]))
    .executeTakeFirst();
  return user?.email ?? ABSENT;
}

/** Ends the session that a visitor brings along; a new one never stands beside it. */
export async function endSession(identity: Identity, district: District, visitor: Visitor): Promise<void> {
  const token = sessionToken(visitor.headers.cookie, identity.cookieName, identity.secret);
  if (!token) return;
  await identity.dbOf(district).deleteFrom('kernel_session').where('token', '=', token).execute();
  identity.forget(district, token);
}

function secondFactorError(code: string | undefined) {
  if (code === 'INVALID_TWO_FACTOR_COOKIE') return identityErrors.challengeEnded();
  if (code?.includes('LOCKED') || code?.includes('TOO_MANY')) return identityErrors.locked({ minutes: 15 });
  return identityErrors.wrongCode();
}
