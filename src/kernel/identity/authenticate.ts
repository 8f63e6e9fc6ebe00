import type { IncomingHttpHeaders } from 'node:http';

import type { Kysely } from 'kysely';

import { type Actor, ANONYMOUS, type District, type KernelTables } from '../core/index.ts';
import type { Roles } from '../policy/index.ts';
import { actorOfSession, ownActor } from './actor-of-session.ts';
import { actorOfService, actorOfToken, bearerToken, SERVICE_ID } from './service-token.ts';
import { sessionToken, tokenDigest } from './session-cookie.ts';
import type { SignInSettings } from './settings.ts';

/** How long a found actor is believed without asking again: a revoked session works no longer than this. Milliseconds. */
const BELIEVED_MS = 5_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_KEPT = 20_000;
/** A session is marked as seen at most this often. Milliseconds. */
const SEEN_EVERY_MS = 60_000;

/** Finds out who is asking. */
export interface Authenticator {
  /**
   * @param how `anew` believes nothing kept, and does not count as use of the session: for what stays open while nobody may be there
   * @returns ANONYMOUS when nothing proves who it is
   */
  authenticate(request: { readonly headers: IncomingHttpHeaders }, district: District, how?: { readonly anew: boolean }): Promise<Actor>;
  /** Who a person or a machine is now, for work that goes on without them; ANONYMOUS when nobody has that id. */
  actorOf(id: string, district: District): Promise<Actor>;
  /** Drops what is kept about a token, after signing out. */
  forget(district: District, token: string): void;
}

export interface AuthenticatorOptions {
  /** Connections that see one district's schema. */
  readonly dbOf: (district: District) => Kysely<KernelTables>;
  readonly roles: () => Roles;
  readonly settings: () => SignInSettings;
  readonly cookieName: string;
  readonly secret: string;
  readonly clock: () => Date;
}

/** Sets up sign-in checks with a small memory of the last seconds. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const kept = new Map<string, { actor: Actor; until: number }>();
  return {
    authenticate: async ({ headers }, district, { anew } = { anew: false }) => {
      const service = bearerToken(headers.authorization);
      const token = service ?? sessionToken(headers.cookie, options.cookieName, options.secret);
      if (!token) return ANONYMOUS;
      const key = keyOf(district, token);
      const now = options.clock();
      const known = kept.get(key);
      if (!anew && known && known.until > now.getTime()) return known.actor;
      kept.delete(key);
      const found = await find(options, district, { token, isService: service !== null, isUse: !anew }, now);
      if (found.keep) keep(kept, key, found.actor, now);
      return found.actor;
    },
    actorOf: async (id, district) => {
      const service = id.startsWith(SERVICE_ID) ? await actorOfService(options.dbOf(district), id, options.clock()) : null;
      if (service || !UUID.test(id)) return service ?? ANONYMOUS;
      return ownActor(options.dbOf(district), options.roles(), id, options.clock());
    },
    forget: (district, token) => void kept.delete(keyOf(district, token)),
  };
}

function keyOf(district: District, token: string): string {
  return `${district} ${tokenDigest(token)}`;
}

/** Oldest first out; a flood of new sessions cannot fill the memory. */
function keep(kept: Map<string, { actor: Actor; until: number }>, key: string, actor: Actor, now: Date): void {
  const oldest = kept.size >= MOST_KEPT ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(key, { actor, until: now.getTime() + BELIEVED_MS });
}

async function find(
  { dbOf, roles, settings }: AuthenticatorOptions,
  district: District,
  { token, isService, isUse }: { token: string; isService: boolean; isUse: boolean },
  now: Date,
): Promise<{ actor: Actor; keep: boolean }> {
  const db = dbOf(district);
  if (isService) {
    const actor = await actorOfToken(db, token, now);
    return { actor: actor ?? ANONYMOUS, keep: actor !== null };
  }
  const found = await actorOfSession(db, roles(), token, now, settings().session.idleMinutes);
  if (!found) return { actor: ANONYMOUS, keep: false };
  if (isUse && now.getTime() - found.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await db.updateTable('kernel_session').set({ last_seen_at: now }).where('token', '=', token).execute();
  }
  const endsSoon = found.expiresAt.getTime() - now.getTime() < BELIEVED_MS;
  return { actor: found.actor, keep: !found.delegated && !endsSoon };
}
