import { randomUUIDv7 } from 'node:crypto';

import { allow, announce, type Context, departmentsFile, kernelErrors, mayTouch } from '#kernel';

import { operationsErrors } from '../errors.ts';
import { refusing } from './constraints.ts';
import { dispatchErrors } from './errors.ts';
import { dispatchFile } from './facts.ts';
import type { DispatchContext } from './tables.ts';

/** What a supervisor says about a team. */
export interface TeamDescription {
  readonly name: { readonly zh: string; readonly en: string };
  readonly department: string;
  readonly skills: readonly string[];
  readonly capacity: number;
  readonly duty: 'roster' | 'always';
}

/** What is known about a vehicle. */
export interface VehicleDescription {
  readonly kind: string;
  readonly plate: string;
  readonly state: 'ready' | 'out';
}

/** Live topic that tells boards that a team, a suggestion or help changed; its id is the department. */
export const DISPATCH_TOPIC = 'operations.dispatch';

/**
 * Enters a team. @returns its id
 * @throws operations.unknownDepartment, operations.unknownSkill, operations.teamNameTaken
 */
export async function addTeam(context: DispatchContext, team: TeamDescription): Promise<string> {
  check(context, team);
  const id = randomUUIDv7();
  const row = { id, revision: 1, ...columnsOf(team), created_at: context.now, retired_at: null };
  await refusing(NAMES, context.db.insertInto('operations_team').values(row).execute());
  await tellTeam(context, team.department, id);
  return id;
}

/**
 * Changes a team, or retires it.
 * @throws operations.noTeam, kernel.revisionChanged, and as addTeam
 */
export async function changeTeam(
  context: DispatchContext,
  id: string,
  revision: number,
  { retired, ...team }: TeamDescription & { readonly retired: boolean },
): Promise<void> {
  const before = await teamRow(context, id);
  allow(context as unknown as Context<never>, 'operations:roster', { department: before.department });
  check(context, team);
  const changed = context.db
    .updateTable('operations_team')
    .set({ ...columnsOf(team), revision: revision + 1, retired_at: retired ? context.now : null })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  const { numUpdatedRows } = await refusing(NAMES, changed);
  if (!numUpdatedRows) throw kernelErrors.revisionChanged();
  await tellTeam(context, team.department, id);
}

/** Enters a vehicle of a team. @throws operations.noTeam, operations.unknownVehicle, operations.plateTaken */
export async function addVehicle(context: DispatchContext, teamId: string, vehicle: VehicleDescription): Promise<string> {
  const { department } = await ownTeam(context, teamId);
  checkKind(context, vehicle.kind);
  const id = randomUUIDv7();
  const row = { id, revision: 1, team_id: teamId, ...vehicle, changed_at: context.now, retired_at: null };
  await refusing(NAMES, context.db.insertInto('operations_vehicle').values(row).execute());
  await tellTeam(context, department, teamId);
  return id;
}

/** Says whether a vehicle can drive, or that it is gone. @throws operations.noVehicle, kernel.revisionChanged */
export async function changeVehicle(
  context: DispatchContext,
  id: string,
  revision: number,
  { state, retired }: { readonly state: 'ready' | 'out'; readonly retired: boolean },
): Promise<void> {
  const vehicle = await context.db.selectFrom('operations_vehicle').select('team_id').where('id', '=', id).executeTakeFirst();
  if (!vehicle) throw dispatchErrors.noVehicle();
  const { department } = await ownTeam(context, vehicle.team_id);
  const { numUpdatedRows } = await context.db
    .updateTable('operations_vehicle')
    .set({ state, revision: revision + 1, changed_at: context.now, retired_at: retired ? context.now : null })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (!numUpdatedRows) throw kernelErrors.revisionChanged();
  await tellTeam(context, department, vehicle.team_id);
}

/**
 * Keeps where a team last said it was, and forgets the place before. A report that comes late, from a device that was offline, never
 * replaces a newer one.
 * @throws operations.noTeam, operations.notYourTeam, operations.placeAhead
 */
export async function reportPlace(
  context: DispatchContext,
  teamId: string,
  { lng, lat, at }: { readonly lng: number; readonly lat: number; readonly at?: Date | undefined },
): Promise<void> {
  const { department } = await teamRow(context, teamId);
  if (!(await isOfTeam(context, teamId)) && !mayTouch(context as unknown as Context<never>, 'operations:dispatch', { department }))
    throw dispatchErrors.notYourTeam();
  const reported_at = at ?? context.now;
  if (reported_at.getTime() > context.now.getTime() + CLOCK_SKEW_MS) throw dispatchErrors.placeAhead();
  await context.db
    .insertInto('operations_team_place')
    .values({ team_id: teamId, lng, lat, reported_at })
    .onConflict((conflict) =>
      conflict.column('team_id').doUpdateSet({ lng, lat, reported_at }).where('operations_team_place.reported_at', '<', reported_at),
    )
    .execute();
  await tellTeam(context, department, teamId);
}

/** A team that is not retired. @throws operations.noTeam */
export async function teamRow({ db }: DispatchContext, id: string) {
  const team = await db.selectFrom('operations_team').selectAll().where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst();
  if (!team) throw dispatchErrors.noTeam();
  return team;
}

/** Tells boards that something about a department's teams changed. */
export async function tellTeam(context: DispatchContext, department: string, id: string): Promise<void> {
  await announce(context, [DISPATCH_TOPIC, `${DISPATCH_TOPIC}:${department}`], { ids: [id] });
}

/** Devices in the field may be a little fast. */
const CLOCK_SKEW_MS = 120_000;

const NAMES = { operations_team_name: dispatchErrors.teamNameTaken, operations_vehicle_plate: dispatchErrors.plateTaken };

async function ownTeam(context: DispatchContext, id: string) {
  const team = await teamRow(context, id);
  allow(context as unknown as Context<never>, 'operations:roster', { department: team.department });
  return team;
}

async function isOfTeam({ db, actor }: DispatchContext, teamId: string): Promise<boolean> {
  const row = await db
    .selectFrom('operations_member')
    .select('person_id')
    .where('team_id', '=', teamId)
    .where('person_id', '=', actor.id)
    .where('left_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

function check(context: DispatchContext, { department, skills }: TeamDescription): void {
  allow(context as unknown as Context<never>, 'operations:roster', { department });
  if (!context.profile(departmentsFile).departments.some(({ key }) => key === department))
    throw operationsErrors.unknownDepartment({ department });
  for (const name of skills) checkSkill(context, name);
}

/** @throws operations.unknownSkill */
export function checkSkill({ profile }: Pick<DispatchContext, 'profile'>, name: string): void {
  if (!Object.hasOwn(profile(dispatchFile).skills, name)) throw dispatchErrors.unknownSkill({ name });
}

function checkKind({ profile }: DispatchContext, name: string): void {
  if (!Object.hasOwn(profile(dispatchFile).vehicles, name)) throw dispatchErrors.unknownVehicle({ name });
}

function columnsOf({ name, department, skills, capacity, duty }: TeamDescription) {
  return { name_zh: name.zh, name_en: name.en, department, skills: [...new Set(skills)], capacity, duty };
}
