import { randomUUIDv7 } from 'node:crypto';

import type { Kysely } from 'kysely';
import { type Static, Type } from 'typebox';

import { BilingualText, closed, type District, type KernelTables, nullable, profileFile } from '../core/index.ts';
import { identityErrors } from './errors.ts';
import type { Identity } from './identity.ts';
import { sessionSetCookie } from './session-cookie.ts';
import { endSession, type SignInStep } from './sign-in.ts';
import type { Visitor } from './visitor.ts';

const Key = Type.String({ pattern: '^[a-z][a-z0-9-]*$' });

const Persona = closed({
  key: Key,
  name: BilingualText,
  /** What one can try as this person. */
  text: BilingualText,
  role: Key,
  department: nullable(Key),
  /** The enterprise this person represents and acts for from the start. */
  enterprise: nullable(closed({ id: Type.String(), name: BilingualText })),
  face: Type.Union([Type.Literal('portal'), Type.Literal('console')]),
});
type Persona = Static<typeof Persona>;

/** Made-up people of the demo district. */
export const personasFile = profileFile('personas', closed({ personas: Type.Array(Persona) }));

/** The personas to choose from; none outside of demo mode. */
export function personasOf(identity: Identity): readonly Persona[] {
  return identity.demo ? identity.profile(personasFile).personas : [];
}

/** Creates every persona that is not there yet; doing it again changes nothing. */
export async function createPersonas(identity: Identity, district: District): Promise<void> {
  for (const persona of personasOf(identity)) await ensurePersona(identity.dbOf(district), persona, identity.clock());
}

/**
 * Signs in as a persona with one click.
 * @throws identity.demoOnly outside of demo mode, and for keys nobody has
 */
export async function signInAsPersona(identity: Identity, district: District, visitor: Visitor, key: string): Promise<SignInStep> {
  const persona = personasOf(identity).find((candidate) => candidate.key === key);
  if (!persona) throw identityErrors.demoOnly();
  const db = identity.dbOf(district);
  const personId = await ensurePersona(db, persona, identity.clock());
  await endSession(identity, district, visitor);
  const { internalAdapter } = await identity.auth(district).$context;
  const about = { ipAddress: visitor.ip, userAgent: visitor.headers['user-agent'] ?? '' };
  const { token } = await internalAdapter.createSession(personId, false, about);
  if (persona.enterprise) {
    const acting = { acting_kind: 'enterprise', acting_id: persona.enterprise.id } as const;
    await db.updateTable('kernel_session').set(acting).where('token', '=', token).execute();
  }
  const maxAgeSeconds = identity.settings.session.hours * 3600;
  return { personId, setCookie: [sessionSetCookie({ name: identity.cookieName, secret: identity.secret, token, maxAgeSeconds })] };
}

/** @returns the persona's person id */
async function ensurePersona(db: Kysely<KernelTables>, persona: Persona, now: Date): Promise<string> {
  const { key, name, department, role, enterprise } = persona;
  const row = {
    id: randomUUIDv7(),
    display_name: name.zh.split(' ').at(-1) ?? name.zh,
    department,
    persona: key,
    created_at: now,
    disabled_at: null,
  };
  return db.transaction().execute(async (tx) => {
    await tx
      .insertInto('kernel_person')
      .values(row)
      .onConflict((conflict) => conflict.column('persona').doNothing())
      .execute();
    const { id } = await tx.selectFrom('kernel_person').select('id').where('persona', '=', key).executeTakeFirstOrThrow();
    const user = { id, name: name.zh, email: `${key}@persona.invalid`, username: `demo-${key}`, email_verified: false, image: null };
    const times = { two_factor_enabled: false, created_at: now, updated_at: now };
    await tx
      .insertInto('kernel_user')
      .values({ ...user, ...times })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const grant = { id: randomUUIDv7(), person_id: id, role, department: null, until: null, granted_by: 'system', granted_at: now };
    await tx
      .insertInto('kernel_role_grant')
      .values({ ...grant, revoked_by: null, revoked_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    if (enterprise) {
      const values = { id: enterprise.id, name: enterprise.name.zh, representative_id: id, created_at: now };
      await tx
        .insertInto('kernel_enterprise')
        .values(values)
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ representative_id: id }))
        .execute();
    }
    return id;
  });
}
