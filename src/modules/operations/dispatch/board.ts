import { type Context, mayTouch } from '#kernel';

import type { BoardTeam } from './costs.ts';
import type { DispatchFacts } from './facts.ts';
import { dispatchFile } from './facts.ts';
import type { DispatchContext } from './tables.ts';

/** A task that a team has. */
interface BoardTask {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly priority: number;
  readonly dueAt: Date | null;
}

/** A team as the duty desk sees it. People are only counted. */
export interface TeamOnBoard {
  readonly id: string;
  readonly revision: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly department: string;
  /** The department it was lent to, or null. */
  readonly lentTo: string | null;
  readonly skills: string[];
  readonly capacity: number;
  readonly duty: 'roster' | 'always';
  readonly onDuty: boolean;
  /** People on a published shift now. */
  readonly crew: number;
  readonly place: { readonly lng: number; readonly lat: number; readonly reportedAt: Date; readonly old: boolean } | null;
  readonly vehicles: {
    readonly id: string;
    readonly revision: number;
    readonly kind: string;
    readonly plate: string;
    readonly state: 'ready' | 'out';
  }[];
  readonly tasks: BoardTask[];
}

/** Teams of a department and those lent to it; null: all teams. @param lock keeps them from being given more until the transaction ends */
export async function teamsOnBoard(context: DispatchContext, department: string | null, lock = false): Promise<TeamOnBoard[]> {
  const lent = new Map((await lentTeams(context)).map(({ team_id, department: to }) => [team_id, to]));
  const { db } = context;
  const teams = await db
    .selectFrom('operations_team')
    .selectAll()
    .where('retired_at', 'is', null)
    .$if(department !== null, (query) =>
      query.where((is) => is.or([is('department', '=', department), is('id', 'in', keysOf(lent, department))])),
    )
    .orderBy('id')
    .$if(lock, (query) => query.forUpdate())
    .execute();
  const about = await aboutTeams(
    context,
    teams.map(({ id }) => id),
  );
  const facts = context.profile(dispatchFile);
  return teams.map((team): TeamOnBoard => {
    const crew = about.crews.get(team.id) ?? 0;
    return {
      id: team.id,
      revision: team.revision,
      name: { zh: team.name_zh, en: team.name_en },
      department: team.department,
      lentTo: lent.get(team.id) ?? null,
      skills: team.skills,
      capacity: team.capacity,
      duty: team.duty,
      onDuty: team.duty === 'always' || crew > 0,
      crew,
      place: placeOf(about.places.get(team.id), facts, context.now),
      vehicles: about.vehicles.filter(({ team_id }) => team_id === team.id).map(({ team_id: _, ...vehicle }) => vehicle),
      tasks: about.tasks.filter(({ team: of }) => of === team.id).map(({ team: _, ...task }) => task),
    };
  });
}

/** Teams that the actor keeps: those of the own department, or all. */
export async function keptTeams(context: DispatchContext): Promise<TeamOnBoard[]> {
  const teams = await teamsOnBoard(context, null);
  return teams.filter(({ department }) => mayTouch(context as unknown as Context<never>, 'operations:roster', { department }));
}

/** The same team as the solver sees it. */
export function asSolved({ id, department, lentTo, place, skills, vehicles, onDuty, capacity, tasks }: TeamOnBoard): BoardTeam {
  return {
    id,
    serves: lentTo ?? department,
    place: place && { lng: place.lng, lat: place.lat },
    skills,
    vehicles: vehicles.filter(({ state }) => state === 'ready').map(({ kind }) => kind),
    onDuty,
    capacity,
    load: tasks.length,
  };
}

function lentTeams({ db, now }: DispatchContext) {
  return db
    .selectFrom('operations_aid_fill as fill')
    .innerJoin('operations_aid_request as request', 'request.id', 'fill.request_id')
    .select(['fill.team_id', 'request.department'])
    .where('fill.accepted_at', 'is not', null)
    .where('fill.ended_at', 'is', null)
    .where('request.from_at', '<=', now)
    .where('request.to_at', '>', now)
    .execute();
}

function keysOf(lent: ReadonlyMap<string, string>, department: string | null): string[] {
  return [NOBODY, ...[...lent].filter(([, to]) => to === department).map(([team]) => team)];
}

/** `in ()` is no SQL. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

async function aboutTeams({ db, now }: DispatchContext, ids: readonly string[]) {
  const all = [NOBODY, ...ids];
  const [vehicles, places, crews, tasks] = await Promise.all([
    db
      .selectFrom('operations_vehicle')
      .select(['id', 'revision', 'team_id', 'kind', 'plate', 'state'])
      .where('team_id', 'in', all)
      .where('retired_at', 'is', null)
      .orderBy('plate')
      .execute(),
    db.selectFrom('operations_team_place').selectAll().where('team_id', 'in', all).execute(),
    db
      .selectFrom('operations_shift')
      .select(({ fn }) => ['team_id', fn.countAll<string>().as('crew')])
      .where('team_id', 'in', all)
      .where('state', '=', 'published')
      .where('starts_at', '<=', now)
      .where('ends_at', '>', now)
      .groupBy('team_id')
      .execute(),
    db
      .selectFrom('operations_assignment as assignment')
      .innerJoin('operations_task as task', 'task.id', 'assignment.task_id')
      .innerJoin('operations_case as case', 'case.id', 'task.case_id')
      .select(['assignment.assignee_id as team', 'task.id', 'case.code', 'task.title', 'task.priority', 'task.due_at as dueAt'])
      .where('assignment.assignee_kind', '=', 'team')
      .where('assignment.ended_at', 'is', null)
      .where('assignment.assignee_id', 'in', all)
      .where('task.state', '=', 'accepted')
      .orderBy('task.priority')
      .orderBy('task.due_at')
      .execute(),
  ]);
  return {
    vehicles,
    places: new Map(places.map((place) => [place.team_id, place])),
    crews: new Map(crews.map(({ team_id, crew }) => [team_id, Number(crew)])),
    tasks,
  };
}

function placeOf(
  place: { lng: number; lat: number; reported_at: Date } | undefined,
  { placeOldAfterMinutes }: DispatchFacts,
  now: Date,
): TeamOnBoard['place'] {
  if (!place) return null;
  const { lng, lat, reported_at: reportedAt } = place;
  return { lng, lat, reportedAt, old: now.getTime() - reportedAt.getTime() > placeOldAfterMinutes * 60_000 };
}
