import { type Static, Type } from 'typebox';

import { type Context, closed, Instant, nullable, type PageOf, pageOf, purpose, readCursor, text, Uuid } from '../core/index.ts';
import { departmentsFile, mayReadFor, mayTouch, rolesFile } from '../policy/index.ts';
import { identityErrors } from './errors.ts';
import type { IdentityContext } from './own-context.ts';
import { announceRights } from './rights.ts';

/** Why administrators read who is who. */
export const administration = purpose('identity:administration', { en: 'To administer accounts and roles', zh: '管理账号与角色' });
/** Why auditors read it. */
export const audit = purpose('identity:audit', { en: 'To audit who holds which role', zh: '审计角色与权限' });

export const RoleGrant = closed({
  id: Uuid,
  role: Type.String(),
  department: nullable(Type.String()),
  until: nullable(Instant),
  grantedAt: Instant,
});

/** A person as administrators see them. */
export const Person = closed({
  id: Uuid,
  name: Type.String(),
  department: nullable(Type.String()),
  account: nullable(Type.String()),
  persona: nullable(Type.String()),
  disabledAt: nullable(Instant),
  createdAt: Instant,
  roles: Type.Array(RoleGrant),
});
export type Person = Static<typeof Person>;

export const PeopleFilter = {
  department: Type.Optional(Type.String({ maxLength: 60 })),
  role: Type.Optional(Type.String({ maxLength: 60 })),
  state: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('disabled')])),
  q: Type.Optional(Type.String({ maxLength: 60 })),
};
type Filter = { department?: string; role?: string; state?: 'active' | 'disabled'; q?: string; limit?: number; cursor?: string };

const MOST_PEOPLE = 50;

/** A page of people, newest first. Heads of department see their own; everybody listed can see that they were. */
export async function listPeople(context: IdentityContext, filter: Filter): Promise<PageOf<Person>> {
  const limit = Math.min(filter.limit ?? MOST_PEOPLE, MOST_PEOPLE);
  const rows = await selectPeople(context, filter)
    .orderBy('person.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ id }) => [id]);
  await recordListed(context, page.items);
  return { ...page, items: await withRoles(context, page.items) };
}

/**
 * One person with their roles.
 * @throws identity.personAbsent
 */
export async function readPerson(context: IdentityContext, id: string): Promise<Person> {
  const rows = await selectPeople(context, {}).where('person.id', '=', id).execute();
  await recordListed(context, rows);
  const [person] = await withRoles(context, rows);
  if (!person) throw identityErrors.personAbsent();
  return person;
}

/** Changes to a person's record that administrators make. */
export const PersonChange = closed({ name: Type.Optional(text(80)), department: Type.Optional(nullable(Type.String({ maxLength: 60 }))) });

/**
 * Corrects a name or moves a person to another department; roles tied to the old one fall asleep.
 * @throws identity.personAbsent, identity.departmentUnknown
 */
export async function changePerson(context: IdentityContext, id: string, change: Static<typeof PersonChange>): Promise<Person> {
  if (change.department) requireDepartment(context, change.department);
  const set = {
    ...(change.name !== undefined && { display_name: change.name }),
    ...(change.department !== undefined && { department: change.department }),
  };
  if (Object.keys(set).length > 0) await context.db.updateTable('kernel_person').set(set).where('id', '=', id).execute();
  await announceRights(context, id);
  await context.record({ kind: 'identity.person_changed', body: { id, fields: Object.keys(set) } });
  return readPerson(context, id);
}

/**
 * Closes or reopens an account. Closing ends every session.
 * @throws identity.personAbsent, identity.notOneself
 */
export async function setDisabled(context: IdentityContext, id: string, disabled: boolean): Promise<Person> {
  const { db, actor, now } = context;
  if (id === actor.id) throw identityErrors.notOneself();
  const changed = await db
    .updateTable('kernel_person')
    .set({ disabled_at: disabled ? now : null })
    .where('id', '=', id)
    .executeTakeFirst();
  if (!changed.numUpdatedRows) throw identityErrors.personAbsent();
  if (disabled) await db.deleteFrom('kernel_session').where('user_id', '=', id).execute();
  await announceRights(context, id);
  await context.record({ kind: disabled ? 'identity.person_disabled' : 'identity.person_enabled', body: { id, by: actor.id } });
  return readPerson(context, id);
}

/** @throws identity.departmentUnknown */
export function requireDepartment({ profile }: Pick<IdentityContext, 'profile'>, department: string): void {
  const known = profile(departmentsFile).departments.some(({ key }) => key === department);
  if (!known) throw identityErrors.departmentUnknown({ department });
}

function selectPeople(context: IdentityContext, { department, role, state, q, cursor }: Filter) {
  const { db, actor } = context;
  const after = readCursor(cursor, 1)?.[0];
  const whole = mayTouch(context as unknown as Context<never>, 'identity:people-read', { department: null });
  const holders = db.selectFrom('kernel_role_grant').select('person_id').where('revoked_at', 'is', null);
  return db
    .selectFrom('kernel_person as person')
    .leftJoin('kernel_user as user', 'user.id', 'person.id')
    .select(['person.id', 'person.display_name', 'person.department', 'person.persona', 'person.disabled_at', 'person.created_at'])
    .select('user.username')
    .$if(!whole, (query) => query.where('person.department', '=', actor.department))
    .$if(after !== undefined, (query) => query.where('person.id', '<', after ?? ''))
    .$if(department !== undefined, (query) => query.where('person.department', '=', department ?? ''))
    .$if(state !== undefined, (query) => query.where('person.disabled_at', state === 'active' ? 'is' : 'is not', null))
    .$if(role !== undefined, (query) => query.where('person.id', 'in', holders.where('role', '=', role ?? '')))
    .$if(Boolean(q), (query) =>
      query.where((where) =>
        where.or([where('person.display_name', 'ilike', `%${likePattern(q)}%`), where('user.username', 'ilike', `%${likePattern(q)}%`)]),
      ),
    );
}

function likePattern(words = ''): string {
  return words.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/** Looking at a colleague's entry is a read of personal data like any other. */
async function recordListed(context: IdentityContext, rows: readonly { id: string }[]): Promise<void> {
  const { actor, profile } = context;
  const forAudit = mayReadFor(profile(rolesFile), actor, audit.code) && !mayReadFor(profile(rolesFile), actor, administration.code);
  for (const { id } of rows) {
    if (id === actor.id) continue;
    const fields = ['display_name', 'username'];
    await context.recordRead({ subjectId: id, record: `kernel_person/${id}`, fields, purpose: forAudit ? audit : administration });
  }
}

interface PersonRow {
  readonly id: string;
  readonly display_name: string;
  readonly department: string | null;
  readonly persona: string | null;
  readonly disabled_at: Date | null;
  readonly created_at: Date;
  readonly username: string | null;
}

async function withRoles({ db }: IdentityContext, people: readonly PersonRow[]): Promise<Person[]> {
  if (people.length === 0) return [];
  const ids = people.map(({ id }) => id);
  const grants = await db
    .selectFrom('kernel_role_grant')
    .selectAll()
    .where('person_id', 'in', ids)
    .where('revoked_at', 'is', null)
    .orderBy('granted_at')
    .execute();
  return people.map(({ id, display_name, department, persona, disabled_at, created_at, username }) => ({
    id,
    name: display_name,
    department,
    account: username,
    persona,
    disabledAt: disabled_at,
    createdAt: created_at,
    roles: grants
      .filter(({ person_id }) => person_id === id)
      .map((grant) => ({ id: grant.id, role: grant.role, department: grant.department, until: grant.until, grantedAt: grant.granted_at })),
  }));
}
