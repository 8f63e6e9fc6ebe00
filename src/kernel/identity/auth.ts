import { randomUUIDv7 } from 'node:crypto';

import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import type { Kysely } from 'kysely';

import { DomainError, type KernelTables } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import { accountTables, passkeyTables, twoFactorTables } from './mapping.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import type { SignInSettings } from './settings.ts';
import { profileToUser, type SingleSignOn, ssoProvider } from './sso.ts';

/** What one district's sign-in needs. */
export interface AuthOptions {
  /** Connections of identity’s own, so that signing in never waits for a transaction that waits for signing in. */
  readonly db: Kysely<KernelTables>;
  /** The district's schema. */
  readonly schema: string;
  /** Where the browser sees us, such as `https://example.gov.cn`; passkeys are bound to its host. */
  readonly baseUrl: string;
  /** Signs cookies and encrypts second factors; at least 32 characters. */
  readonly secret: string;
  readonly settings: SignInSettings;
  /** Called before each session, whichever way somebody signed in; throws to refuse it. */
  readonly admit: (userId: string) => Promise<void>;
  readonly sso?: SingleSignOn | undefined;
}

/** better-auth over one district's tables. */
export type Auth = ReturnType<typeof createAuth>;

const COOKIE_PREFIX = 'maplebridge';

/** Carries the client's address to better-auth; whoever calls it sets this header anew, so no client can. */
export const ADDRESS_HEADER = 'x-maplebridge-address';

/** Name of the cookie that holds the session; `__Secure-` keeps plain HTTP from setting it. */
export function sessionCookieName(baseUrl: string): string {
  const name = `${COOKIE_PREFIX}.session_token`;
  return baseUrl.startsWith('https:') ? `__Secure-${name}` : name;
}

/** Sets better-auth up over our own tables, for one district. */
export function createAuth(options: AuthOptions) {
  const { db, schema, baseUrl, secret, settings, admit, sso } = options;
  return betterAuth({
    appName: 'Maplebridge',
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    database: { db, type: 'postgres', schemaName: schema },
    ...accountTables,
    session: {
      ...accountTables.session,
      expiresIn: settings.session.hours * 3600,
      freshAge: settings.session.freshMinutes * 60,
      disableSessionRefresh: true,
    },
    account: { ...accountTables.account, updateAccountOnSignIn: false, accountLinking: { disableImplicitLinking: true } },
    verification: { ...accountTables.verification, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: settings.password.minLength,
      maxPasswordLength: settings.password.maxLength,
      password: { hash: hashPassword, verify: passwordFits },
    },
    plugins: [
      passkey({
        rpID: new URL(baseUrl).hostname,
        rpName: 'Maplebridge 枫桥',
        origin: new URL(baseUrl).origin,
        schema: passkeyTables,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: async ({ verification }) => requireVerified(verification.registrationInfo?.userVerified) },
        authentication: { afterVerification: async ({ verification }) => requireVerified(verification.authenticationInfo.userVerified) },
      }),
      twoFactor({
        issuer: 'Maplebridge',
        allowPasswordless: true,
        schema: twoFactorTables,
        accountLockout: { maxFailedAttempts: 5, durationSeconds: 900 },
      }),
      ...(sso ? [genericOAuth({ config: [{ ...ssoProvider(sso), mapProfileToUser: profileToUser(sso) }] })] : []),
    ],
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      database: { generateId: () => randomUUIDv7() },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    rateLimit: { enabled: false }, // attempts.ts counts in the database, for all processes together
    onAPIError: { errorURL: '/sign-in' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    databaseHooks: {
      session: { create: { before: ({ userId }) => admit(userId).catch(refused) } },
      account: { create: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) } },
    },
  });
}

/** The province told us who it is; its tokens would only be there to be stolen. */
const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null };

/** better-auth carries its own errors through redirects and answers; ours would look like a crash to it. */
function refused(error: unknown): never {
  if (error instanceof DomainError) throw new APIError('FORBIDDEN', { code: error.code, message: error.text.en });
  throw error;
}

/** A passkey stands for password and second factor together only when the device checked who holds it (PIN, finger, face). */
function requireVerified(userVerified: boolean | undefined): undefined {
  if (!userVerified) refused(identityErrors.passkeyRefused());
}
