import { randomUUIDv7 } from 'node:crypto';

import { announce, kernelErrors, type StaffMember, staffOf } from '#kernel';

import { checkSkill, teamRow } from '../dispatch/teams.ts';
import { rosterErrors } from './errors.ts';
import { duty, isKeeper, keeper, ROSTER_TOPIC, recordDutyRead } from './rights.ts';
import type { RosterContext } from './tables.ts';

/** Somebody on a team's roster. */
export interface MemberDescription {
  /** Their account, or null for somebody who has none. */
  readonly personId: string | null;
  readonly name: string;
  readonly team: string;
  readonly skills: readonly string[];
}

/** People of the department who could be put on a roster; each of them can see that they were looked at. */
export async function candidates(context: RosterContext, department: string): Promise<StaffMember[]> {
  keeper(context, department);
  const taken = await context.db.selectFrom('operations_member').select('person_id').where('left_at', 'is', null).execute();
  const known = new Set(taken.map(({ person_id }) => person_id));
  return (await staffOf(context, department, duty)).filter(({ id }) => !known.has(id));
}

/** Puts somebody on a team's roster, or back on one. @returns the id under which they stand there @throws operations.memberTaken, operations.noTeam */
export async function addMember(context: RosterContext, { personId, name, team, skills }: MemberDescription): Promise<string> {
  const { department } = await teamRow(context, team);
  keeper(context, department);
  for (const skill of skills) checkSkill(context, skill);
  const person_id = personId ?? randomUUIDv7();
  const row = { person_id, revision: 1, name, team_id: team, skills: [...new Set(skills)], joined_at: context.now, left_at: null };
  const back = { name, team_id: team, skills: row.skills, joined_at: context.now, left_at: null };
  const written = await context.db
    .insertInto('operations_member')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('person_id')
        .doUpdateSet(({ ref }) => ({ ...back, revision: ref('operations_member.revision') }))
        .where('operations_member.left_at', 'is not', null),
    )
    .returning('person_id')
    .executeTakeFirst();
  if (!written) throw rosterErrors.memberTaken();
  await tellRoster(context, department, person_id);
  return person_id;
}

/**
 * Changes what somebody can do and where they belong, or takes them off the roster.
 * @throws operations.noMember, operations.memberOnDuty, kernel.revisionChanged
 */
export async function changeMember(
  context: RosterContext,
  personId: string,
  revision: number,
  { name, team, skills, left }: Omit<MemberDescription, 'personId'> & { readonly left: boolean },
): Promise<void> {
  const before = await memberRow(context, personId);
  keeper(context, before.department);
  const { department } = await teamRow(context, team);
  keeper(context, department);
  for (const skill of skills) checkSkill(context, skill);
  if (left || team !== before.team_id) await refuseOnDuty(context, personId);
  const change = { name, team_id: team, skills: [...new Set(skills)], left_at: left ? context.now : null, revision: revision + 1 };
  const { numUpdatedRows } = await context.db
    .updateTable('operations_member')
    .set(change)
    .where('person_id', '=', personId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (!numUpdatedRows) throw kernelErrors.revisionChanged();
  await tellRoster(context, department, personId);
}

/** The people of a team, for who keeps its roster and for the people themselves. */
export async function membersOf(context: RosterContext, teamId: string) {
  const { department } = await teamRow(context, teamId);
  const rows = await context.db
    .selectFrom('operations_member')
    .select(['person_id', 'revision', 'name', 'skills'])
    .where('team_id', '=', teamId)
    .where('left_at', 'is', null)
    .orderBy('name')
    .orderBy('person_id')
    .execute();
  const own = rows.some(({ person_id }) => person_id === context.actor.id);
  if (!own && !isKeeper(context, department)) keeper(context, department);
  await recordDutyRead(
    context,
    rows.map(({ person_id }) => person_id),
    ['name'],
  );
  return rows.map(({ person_id, ...row }) => ({ personId: person_id, ...row }));
}

/** Somebody who is on a roster, with the department of their team. @throws operations.noMember */
export async function memberRow({ db }: RosterContext, personId: string) {
  const member = await db
    .selectFrom('operations_member as member')
    .innerJoin('operations_team as team', 'team.id', 'member.team_id')
    .selectAll('member')
    .select('team.department')
    .where('member.person_id', '=', personId)
    .where('member.left_at', 'is', null)
    .executeTakeFirst();
  if (!member) throw rosterErrors.noMember();
  return member;
}

/** Tells open pages that something about a department's duty changed. */
export async function tellRoster(context: RosterContext, department: string, id: string): Promise<void> {
  await announce(context, [`${ROSTER_TOPIC}:${department}`], { ids: [id] });
}

async function refuseOnDuty({ db, now }: RosterContext, personId: string): Promise<void> {
  const shift = await db
    .selectFrom('operations_shift')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', '=', 'published')
    .where('ends_at', '>', now)
    .executeTakeFirst();
  if (shift) throw rosterErrors.memberOnDuty();
}
