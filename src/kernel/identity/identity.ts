import type { Kysely } from 'kysely';

import type { District, KernelTables, ReadProfile } from '../core/index.ts';
import { schemaOf } from '../database/index.ts';
import { rolesFile } from '../policy/index.ts';
import { admit } from './admit.ts';
import { type Auth, createAuth, sessionCookieName } from './auth.ts';
import { type Authenticator, createAuthenticator } from './authenticate.ts';
import { type SignInSettings, signInFile } from './settings.ts';
import type { SingleSignOn } from './sso.ts';

/** What the identity service needs to run. */
export interface IdentityOptions {
  /**
   * Connections of identity's own, not those that requests hold their transactions on: signing in must never wait for a connection
   * that waits for it. Four are enough for a process.
   */
  readonly db: Kysely<KernelTables>;
  /** Where browsers see us, such as `https://data.example.gov.cn`. Passkeys are bound to its host. */
  readonly baseUrl: string;
  /** Signs cookies and encrypts second factors; at least 32 characters, the same in every process. */
  readonly secret: string;
  readonly profile: ReadProfile;
  /** Demo personas may sign in with one click. Off whenever the data could be real. */
  readonly demo: boolean;
  readonly sso?: SingleSignOn | undefined;
  readonly clock?: () => Date;
}

/** The identity service of one process, for every district. */
export interface Identity extends Authenticator {
  readonly demo: boolean;
  readonly sso: SingleSignOn | null;
  readonly settings: SignInSettings;
  readonly baseUrl: string;
  readonly cookieName: string;
  readonly secret: string;
  readonly profile: ReadProfile;
  readonly clock: () => Date;
  /** Connections that see one district's tables. */
  dbOf(district: District): Kysely<KernelTables>;
  auth(district: District): Auth;
  /** The same with the province's sign-on; apart, because its set-up asks the province and must not hold up passwords. */
  ssoAuth(district: District): Promise<Auth>;
}

const SHORTEST_SECRET = 32;

/**
 * Sets the identity service up. Nothing is opened or asked until somebody signs in.
 * @throws Error when the secret is too short to be safe
 */
export function createIdentity(options: IdentityOptions): Identity {
  const { db, baseUrl, secret, profile, demo, sso, clock = () => new Date() } = options;
  if (secret.length < SHORTEST_SECRET) throw new Error(`the sign-in secret needs at least ${SHORTEST_SECRET} characters`);
  const settings = profile(signInFile);
  const dbOf = (district: District) => db.withSchema(schemaOf(district));
  const cookieName = sessionCookieName(baseUrl);
  const open = (district: District, withSso?: SingleSignOn) => {
    const admitHere = (userId: string) => admit(dbOf(district), userId, clock());
    return createAuth({ db, schema: schemaOf(district), baseUrl, secret, settings, admit: admitHere, sso: withSso });
  };
  const auth = remember((district) => open(district));
  const roles = () => profile(rolesFile);
  const authenticator = createAuthenticator({ dbOf, roles, settings: () => settings, cookieName, secret, clock });
  const shared = { demo, sso: sso ?? null, settings, baseUrl, cookieName, secret, profile, clock, dbOf, auth };
  return { ...authenticator, ...shared, ssoAuth: rememberSso((district) => open(district, sso)) };
}

function remember(open: (district: District) => Auth): (district: District) => Auth {
  const kept = new Map<District, Auth>();
  return (district) => {
    const auth = kept.get(district) ?? open(district);
    kept.set(district, auth);
    return auth;
  };
}

/** Keeps a set-up only when the province answered, so that its being away for a while is not remembered. */
function rememberSso(open: (district: District) => Auth): (district: District) => Promise<Auth> {
  const kept = new Map<District, Auth>();
  return async (district) => {
    const auth = kept.get(district) ?? open(district);
    const { socialProviders } = await auth.$context;
    if (socialProviders.length > 0) kept.set(district, auth);
    return auth;
  };
}
