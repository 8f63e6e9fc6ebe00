import { type Static, Type } from 'typebox';

import { type Actor, BilingualText, closed, type District, nullable } from '../core/index.ts';
import { departmentName, departmentsFile, rolesFile } from '../policy/index.ts';
import type { Identity } from './identity.ts';

const Titled = closed({ key: Type.String(), title: BilingualText });

/** Who is signed in, as both faces ask when they start. */
export const SessionInfo = closed({
  signedIn: Type.Boolean(),
  id: Type.String(),
  name: Type.String(),
  roles: Type.Array(Titled),
  permissions: Type.Array(Type.String()),
  department: nullable(Titled),
  actingFor: nullable(closed({ kind: Type.String(), id: Type.String(), name: Type.String() })),
  /** Whether this district has a single sign-on of its province. */
  singleSignOn: Type.Boolean(),
  /** Demo mode: everything is made up, and personas sign in with one click. */
  demo: Type.Boolean(),
  /** Goes with every change as the header X-CSRF-Token. */
  csrf: Type.String(),
});

/** Describes the session of an actor; names come from the district's tables and profile. */
export async function sessionInfo(identity: Identity, district: District, actor: Actor, csrf: string): Promise<Static<typeof SessionInfo>> {
  const { demo, profile } = identity;
  const titles = new Map(profile(rolesFile).roles.map(({ key, title }) => [key, title]));
  const signedIn = actor.kind === 'person';
  return {
    signedIn,
    id: actor.id,
    name: signedIn ? await nameOf(identity, district, actor) : '',
    roles: actor.roles.map((key) => ({ key, title: titles.get(key) ?? { zh: key, en: key } })),
    permissions: [...actor.permissions].sort(),
    department:
      actor.department === null ? null : { key: actor.department, title: departmentName(profile(departmentsFile), actor.department) },
    actingFor: actor.onBehalfOf && { ...actor.onBehalfOf, name: await principalName(identity, district, actor) },
    singleSignOn: identity.sso !== null,
    demo,
    csrf,
  };
}

/** The name to greet somebody by; an empty one for machines. */
export async function nameOf(identity: Identity, district: District, actor: Actor): Promise<string> {
  if (actor.kind !== 'person') return '';
  const person = identity.dbOf(district).selectFrom('kernel_person').select('display_name').where('id', '=', actor.id);
  return (await person.executeTakeFirst())?.display_name ?? '';
}

async function principalName(identity: Identity, district: District, { onBehalfOf }: Actor): Promise<string> {
  if (!onBehalfOf) return '';
  const { kind, id } = onBehalfOf;
  const db = identity.dbOf(district);
  if (kind === 'department') return departmentName(identity.profile(departmentsFile), id).zh;
  if (kind === 'enterprise') {
    return (await db.selectFrom('kernel_enterprise').select('name').where('id', '=', id).executeTakeFirst())?.name ?? id;
  }
  return (await db.selectFrom('kernel_person').select('display_name').where('id', '=', id).executeTakeFirst())?.display_name ?? id;
}
