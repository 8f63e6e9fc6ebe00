import type { DispatchFacts } from './facts.ts';

/** Cost of a pair that cannot be: far above every cost that can. */
export const INFEASIBLE = 1_000_000;

/** A point on the ground, WGS 84 degrees. */
export interface Place {
  readonly lng: number;
  readonly lat: number;
}

/** A task that waits for a team. */
export interface WaitingTask {
  readonly id: string;
  readonly department: string;
  readonly place: Place | null;
  readonly skill: string | null;
  /** 1 is the most urgent. */
  readonly priority: number;
  /** Milliseconds since 1970. */
  readonly dueAt: number | null;
}

/** A team as the board knows it: its last reported place, never where its people are. */
export interface BoardTeam {
  readonly id: string;
  /** Whose tasks it does: its own department's, or those of the one it was lent to. */
  readonly serves: string;
  readonly place: Place | null;
  readonly skills: readonly string[];
  /** Kinds of its vehicles that can drive now. */
  readonly vehicles: readonly string[];
  readonly onDuty: boolean;
  /** How many tasks it may have at once. */
  readonly capacity: number;
  /** How many it has. */
  readonly load: number;
}

/** Why a team cannot take a task. */
export type Obstacle = 'department' | 'shift' | 'skill' | 'vehicle';

/** What a pair costs, in minutes of travel. */
export interface CostParts {
  readonly travel: number;
  /** Minutes late times their weight. */
  readonly lateness: number;
  readonly load: number;
}

/** Weights and speeds, without the facts about rosters. */
export type CostFacts = Pick<DispatchFacts, 'weights' | 'travel' | 'skills' | 'vehicles'>;

/** Why the team cannot take the task, or null. */
export function obstacleOf({ skills }: CostFacts, task: WaitingTask, team: BoardTeam): Obstacle | null {
  if (team.serves !== task.department) return 'department';
  if (!team.onDuty) return 'shift';
  if (task.skill === null) return null;
  if (!team.skills.includes(task.skill)) return 'skill';
  const needed = skills[task.skill]?.vehicles ?? [];
  return needed.length === 0 || needed.some((kind) => team.vehicles.includes(kind)) ? null : 'vehicle';
}

/**
 * Cost parts of a pair that can be, each to a tenth of a minute, so that what is shown adds up to what was solved.
 * @param taken tasks the team would have before this one
 */
export function costParts(facts: CostFacts, task: WaitingTask, team: BoardTeam, taken: number, now: number): CostParts {
  const minutes = travelMinutes(facts, task, team);
  return {
    travel: tenth(minutes),
    lateness: tenth(facts.weights.lateness * minutesLate(task, minutes, now)),
    load: loadCost(facts, taken),
  };
}

/** What it costs that a team has so many tasks already. */
export function loadCost({ weights }: CostFacts, taken: number): number {
  return tenth(weights.load * taken);
}

/** Sum of the parts. */
export function costOf({ travel, lateness, load }: CostParts): number {
  return tenth(travel + lateness + load);
}

/** What leaving the task open costs. */
export function openCost({ weights }: CostFacts, { priority }: WaitingTask): number {
  return tenth(weights.open * (weights.priorities[String(priority)] ?? 1));
}

/** Minutes by road at the speed of the vehicle that the task needs. */
function travelMinutes(facts: CostFacts, task: WaitingTask, team: BoardTeam): number {
  if (!task.place || !team.place) return facts.travel.unknownMinutes;
  return ((kilometres(task.place, team.place) * facts.travel.detour) / speedOf(facts, task, team)) * 60;
}

function speedOf({ skills, vehicles, travel }: CostFacts, { skill }: WaitingTask, team: BoardTeam): number {
  const needed = (skill === null ? undefined : skills[skill]?.vehicles) ?? [];
  const usable = team.vehicles.filter((kind) => needed.length === 0 || needed.includes(kind));
  const speeds = usable.map((kind) => vehicles[kind]?.kmh ?? travel.kmh);
  return speeds.length > 0 ? Math.max(...speeds) : travel.kmh;
}

/** Only what this way adds: time already lost is lost whoever goes. */
function minutesLate({ dueAt }: WaitingTask, minutes: number, now: number): number {
  if (dueAt === null) return 0;
  return Math.max(0, minutes - Math.max(0, (dueAt - now) / 60_000));
}

/** Great-circle distance by the haversine formula, with the mean radius of the Earth (IUGG, 6371.0088 km). */
function kilometres(one: Place, other: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const a = half(one.lat, other.lat) + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * half(one.lng, other.lng);
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(a)));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
