import { randomUUIDv7 } from 'node:crypto';

import { type Context, districtFile, kernelErrors, localMoment } from '#kernel';

import { refusing } from '../dispatch/constraints.ts';
import { dispatchFile } from '../dispatch/facts.ts';
import { checkSkill, teamRow } from '../dispatch/teams.ts';
import { rosterErrors } from './errors.ts';
import { planJob } from './job-type.ts';
import { tellRoster } from './members.ts';
import type { Needs, Slot } from './plan.ts';
import { rosterRow } from './read.ts';
import { keeper } from './rights.ts';
import type { RosterContext } from './tables.ts';

/** What a supervisor asks for. */
export interface RosterWish {
  readonly team: string;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly days: number;
  readonly needs: Needs;
}

/**
 * Begins a roster: a job plans it and leaves a draft. What is published stays as it is until somebody publishes the draft.
 * @throws operations.noTeam, operations.unknownKind, operations.tooManyDays, operations.nobody
 */
export async function planRoster(context: RosterContext, { team, from, days, needs }: RosterWish): Promise<string> {
  const { department } = await teamRow(context, team);
  keeper(context, department);
  checkNeeds(context, days, needs);
  await refuseNobody(context, team);
  const id = randomUUIDv7();
  const made = { made_by: context.actor.id, made_at: context.now, published_by: null, published_at: null };
  const row = { id, revision: 1, team_id: team, from_day: from, days, needs: JSON.stringify(needs) as never, ...made };
  await context.db
    .insertInto('operations_roster')
    .values({ ...row, state: 'planning', job_id: null, outcome: null, failure: null })
    .execute();
  const job_id = await (context as unknown as Context<never>).enqueue(planJob, { rosterId: id });
  await context.db.updateTable('operations_roster').set({ job_id }).where('id', '=', id).execute();
  await tellRoster(context, department, id);
  return id;
}

/**
 * Publishes a draft: its shifts take the place of the team's published ones of those days, all or none of them.
 * @throws operations.notDraft, operations.twiceOnDuty, operations.onLeave, kernel.revisionChanged
 */
export async function publishRoster(context: RosterContext, id: string, revision: number): Promise<void> {
  const { db, now, actor } = context;
  const roster = await ownRoster(context, id, revision);
  if (roster.state !== 'draft') throw rosterErrors.notDraft();
  await db
    .updateTable('operations_shift')
    .set({ state: 'cancelled', replaced_by: id })
    .where('team_id', '=', roster.team_id)
    .where('state', '=', 'published')
    .where('day', '>=', roster.from_day)
    .where('day', '<', dayAfter(roster.from_day, roster.days))
    .where('starts_at', '>', now)
    .execute();
  const published = db
    .updateTable('operations_shift')
    .set({ state: 'published' })
    .where('roster_id', '=', id)
    .where('state', '=', 'draft')
    .where('starts_at', '>', now)
    .execute();
  await refusing(SHIFTS, published);
  const signed = { state: 'published' as const, published_by: actor.id, published_at: now, revision: revision + 1 };
  await db.updateTable('operations_roster').set(signed).where('id', '=', id).execute();
  await context.record({
    kind: 'operations.roster_published',
    body: { roster: id, team: roster.team_id, from: roster.from_day, days: roster.days },
  });
  await tellRoster(context, roster.department, id);
}

/**
 * Takes a publication back while none of its shifts has begun: the shifts it had replaced stand again.
 * @throws operations.notPublished, operations.shiftBegun, operations.twiceOnDuty, operations.onLeave
 */
export async function withdrawRoster(context: RosterContext, id: string, revision: number): Promise<void> {
  const { db, now } = context;
  const roster = await ownRoster(context, id, revision);
  if (roster.state !== 'published') throw rosterErrors.notPublished();
  const shifts = await db
    .updateTable('operations_shift')
    .set({ state: 'draft' })
    .where('roster_id', '=', id)
    .where('state', '=', 'published')
    .returning('starts_at')
    .execute();
  if (shifts.some(({ starts_at }) => starts_at <= now)) throw rosterErrors.shiftBegun();
  const restored = db
    .updateTable('operations_shift')
    .set({ state: 'published', replaced_by: null })
    .where('replaced_by', '=', id)
    .execute();
  await refusing(SHIFTS, restored);
  const back = { state: 'draft' as const, published_by: null, published_at: null, revision: revision + 1 };
  await db.updateTable('operations_roster').set(back).where('id', '=', id).execute();
  await context.record({ kind: 'operations.roster_withdrawn', body: { roster: id, team: roster.team_id } });
  await tellRoster(context, roster.department, id);
}

/**
 * Puts people into one slot of a draft by hand, in place of those who are in it.
 * @throws operations.notDraft, operations.unknownKind, operations.noMember, operations.twiceOnDuty
 */
export async function fillSlot(
  context: RosterContext,
  id: string,
  revision: number,
  { day, kind, people }: { readonly day: string; readonly kind: string; readonly people: readonly string[] },
): Promise<void> {
  const { db } = context;
  const roster = await ownRoster(context, id, revision);
  if (roster.state !== 'draft') throw rosterErrors.notDraft();
  const slot = slotsOf(context, roster).find((each) => each.day === day && each.kind === kind);
  if (!slot) throw rosterErrors.unknownKind({ name: `${day} ${kind}` });
  await refuseStrangers(context, roster.team_id, people);
  await db.deleteFrom('operations_shift').where('roster_id', '=', id).where('day', '=', day).where('kind', '=', kind).execute();
  const rows = [...new Set(people)].map((person) => shiftRow(roster, slot, person));
  if (rows.length > 0) await db.insertInto('operations_shift').values(rows).execute();
  await db
    .updateTable('operations_roster')
    .set({ revision: revision + 1 })
    .where('id', '=', id)
    .execute();
  await tellRoster(context, roster.department, id);
}

/** Throws a draft away. @throws operations.notDraft */
export async function discardRoster(context: RosterContext, id: string, revision: number): Promise<void> {
  const roster = await ownRoster(context, id, revision);
  if (roster.state !== 'draft' && roster.state !== 'failed') throw rosterErrors.notDraft();
  await context.db.deleteFrom('operations_roster').where('id', '=', id).execute();
  await tellRoster(context, roster.department, id);
}

/** The slots of a roster, one for each kind of shift and day, in the district's time zone. */
export function slotsOf(
  context: Pick<RosterContext, 'profile'>,
  { from_day, days, needs }: { from_day: string; days: number; needs: Needs },
): Slot[] {
  const { timeZone } = context.profile(districtFile);
  const { kinds } = context.profile(dispatchFile).roster;
  return Array.from({ length: days }, (_, dayNumber) => ({ dayNumber, day: dayAfter(from_day, dayNumber) })).flatMap(({ day, dayNumber }) =>
    needs.flatMap((need): Slot[] => {
      const kind = kinds.find(({ key }) => key === need.kind);
      if (!kind) return [];
      const from = localMoment(timeZone, day, kind.from).getTime();
      return [{ ...need, day, dayNumber, span: [from, from + kind.hours * 3_600_000], night: kind.night }];
    }),
  );
}

/** A draft shift. */
export function shiftRow({ id, team_id }: { id: string; team_id: string }, { day, kind, span, night }: Slot, person: string) {
  const times = { starts_at: new Date(span[0]), ends_at: new Date(span[1]) };
  return {
    id: randomUUIDv7(),
    roster_id: id,
    team_id,
    person_id: person,
    kind,
    day,
    ...times,
    night,
    state: 'draft' as const,
    replaced_by: null,
  };
}

/** The day so many days later, `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Constraints that publishing, swapping and restoring may break. */
export const SHIFTS = {
  operations_shift_once: rosterErrors.twiceOnDuty,
  operations_shift_not_on_leave: rosterErrors.onLeave,
};

async function ownRoster(context: RosterContext, id: string, revision: number) {
  const roster = await rosterRow(context, id, true);
  keeper(context, roster.department);
  if (roster.revision !== revision) throw kernelErrors.revisionChanged();
  return roster;
}

function checkNeeds(context: RosterContext, days: number, needs: Needs): void {
  const { kinds, longestDays } = context.profile(dispatchFile).roster;
  if (days > longestDays) throw rosterErrors.tooManyDays({ days: longestDays });
  for (const { kind, skills } of needs) {
    if (!kinds.some(({ key }) => key === kind)) throw rosterErrors.unknownKind({ name: kind });
    for (const skill of Object.keys(skills)) checkSkill(context, skill);
  }
  if (new Set(needs.map(({ kind }) => kind)).size < needs.length)
    throw rosterErrors.unknownKind({ name: needs.map(({ kind }) => kind).join(', ') });
}

async function refuseNobody({ db }: RosterContext, team: string): Promise<void> {
  const member = db.selectFrom('operations_member').select('person_id').where('team_id', '=', team).where('left_at', 'is', null);
  if (!(await member.executeTakeFirst())) throw rosterErrors.nobody();
}

async function refuseStrangers({ db }: RosterContext, team: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  const known = await db
    .selectFrom('operations_member')
    .select('person_id')
    .where('team_id', '=', team)
    .where('left_at', 'is', null)
    .where('person_id', 'in', [...people])
    .execute();
  if (known.length < new Set(people).size) throw rosterErrors.noMember();
}
