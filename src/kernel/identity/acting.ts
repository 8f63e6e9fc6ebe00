import { randomBytes } from 'node:crypto';

import type { Context, District, Principal } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { Identity } from './identity.ts';
import { sessionSetCookie, sessionToken } from './session-cookie.ts';
import type { IdentityTables } from './tables.ts';
import type { Visitor } from './visitor.ts';

/** Whom to act for: by a delegation, as an enterprise's legal representative, or for oneself again. */
export type ActingChoice = { readonly delegationId: string } | { readonly enterpriseId: string } | null;

/**
 * Begins or ends acting for somebody. Rights change, so the session gets a new token and the old one dies (OWASP ASVS 3.2.1).
 * @throws identity.delegationAbsent, identity.delegationEnded, identity.notRepresentative, kernel.signInFirst
 * @returns cookies to set
 */
export async function actFor(
  identity: Identity,
  district: District,
  visitor: Visitor,
  { personId, choice }: { personId: string; choice: ActingChoice },
): Promise<readonly string[]> {
  const old = sessionToken(visitor.headers.cookie, identity.cookieName, identity.secret);
  if (!old) throw identityErrors.sessionAbsent();
  const acting = await resolveChoice(identity, district, personId, choice);
  const token = randomBytes(24).toString('base64url');
  const now = identity.clock();
  const row = await identity
    .dbOf(district)
    .updateTable('kernel_session')
    .set({ ...acting, token, updated_at: now })
    .where('token', '=', old)
    .where('user_id', '=', personId)
    .returning('expires_at')
    .executeTakeFirst();
  identity.forget(district, old);
  if (!row) throw identityErrors.sessionAbsent();
  const maxAgeSeconds = Math.max(0, Math.floor((row.expires_at.getTime() - now.getTime()) / 1000));
  return [sessionSetCookie({ name: identity.cookieName, secret: identity.secret, token, maxAgeSeconds })];
}

/** Principals that a person may act for now, with the words and the end of each. */
export async function principalsFor({ db, now }: Context<IdentityTables>, personId: string) {
  const own = await db
    .selectFrom('kernel_enterprise')
    .select(['id', 'name'])
    .where('representative_id', '=', personId)
    .orderBy('id')
    .execute();
  const delegated = await db
    .selectFrom('kernel_delegation')
    .select(['id', 'from_kind', 'from_id', 'permissions', 'expires_at'])
    .where('to_person', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id')
    .execute();
  return { enterprises: own, delegations: delegated };
}

interface ActingColumns {
  readonly acting_kind: Principal['kind'] | null;
  readonly acting_id: string | null;
  readonly delegation_id: string | null;
}

async function resolveChoice(identity: Identity, district: District, personId: string, choice: ActingChoice): Promise<ActingColumns> {
  if (!choice) return { acting_kind: null, acting_id: null, delegation_id: null };
  const db = identity.dbOf(district);
  if ('enterpriseId' in choice) {
    const own = db
      .selectFrom('kernel_enterprise')
      .select('id')
      .where('id', '=', choice.enterpriseId)
      .where('representative_id', '=', personId);
    if (!(await own.executeTakeFirst())) throw identityErrors.notRepresentative();
    return { acting_kind: 'enterprise', acting_id: choice.enterpriseId, delegation_id: null };
  }
  const given = db
    .selectFrom('kernel_delegation')
    .select(['id', 'from_kind', 'from_id', 'expires_at', 'revoked_at'])
    .where('id', '=', choice.delegationId)
    .where('to_person', '=', personId);
  const delegation = await given.executeTakeFirst();
  if (!delegation) throw identityErrors.delegationAbsent();
  if (delegation.revoked_at || delegation.expires_at <= identity.clock()) throw identityErrors.delegationEnded();
  return { acting_kind: delegation.from_kind, acting_id: delegation.from_id, delegation_id: delegation.id };
}
