import type { BoardTeam, CostFacts, WaitingTask } from '../costs.ts';
import type { DispatchQuestion } from '../suggest.ts';

/**
 * Fire calls by hour of the day and by type, counted in the public sample of San Francisco (700 units, January 2002, ODC PDDL). Only the
 * shape is used: the days made from it are simulated.
 */
const BY_HOUR = [12, 23, 22, 13, 16, 7, 13, 12, 29, 26, 33, 31, 28, 37, 46, 46, 42, 48, 38, 33, 28, 35, 18, 26];
const BY_TYPE = [426, 118, 83, 11, 10, 7, 6, 4, 3, 1];

const WEST = 120.52;
const SOUTH = 29.93;
const DEGREES = 0.2;
const DEPARTMENT = 'urban-management';

/** How large a simulated day is. */
export interface DaySize {
  readonly tasks: number;
  readonly teams: number;
  readonly capacity: number;
}

/**
 * A simulated day in one question: what came in during a day, shaped by hour and type, meets the teams at once. Skills follow the types:
 * the commonest type needs the skill that most teams have.
 */
export function simulatedDay(seed: number, facts: CostFacts, { tasks, teams, capacity }: DaySize): DispatchQuestion {
  const draw = drawing(seed);
  const skills = Object.keys(facts.skills).slice(0, BY_TYPE.length);
  const skill = () => skills[pick(BY_TYPE, draw())] ?? null;
  const place = () => ({ lng: WEST + draw() * DEGREES, lat: SOUTH + draw() * DEGREES });
  const day = Date.parse('2026-11-22T16:00:00Z');
  const now = day + 24 * 3_600_000;
  const dueAfter = (hour: number) => day + (hour + 1 + draw() * 24) * 3_600_000;
  return {
    now,
    facts,
    tasks: Array.from({ length: tasks }, (_, i): WaitingTask => {
      const dueAt = dueAfter(pick(BY_HOUR, draw()));
      return {
        id: `task-${i}`,
        department: DEPARTMENT,
        place: place(),
        skill: skill(),
        priority: 1 + pick([10, 25, 50, 15], draw()),
        dueAt,
      };
    }),
    teams: Array.from({ length: teams }, (_, j): BoardTeam => {
      const able = new Set([skill(), skill(), skill()].filter((one) => one !== null));
      const vehicles = [...new Set([...able].flatMap((one) => facts.skills[one]?.vehicles ?? []))];
      const load = Math.floor(draw() * Math.min(2, capacity));
      return {
        id: `team-${j}`,
        serves: DEPARTMENT,
        place: place(),
        skills: [...able],
        vehicles,
        onDuty: draw() < 0.9,
        capacity: capacity + load,
        load,
      };
    }),
  };
}

/** Even numbers from 0 to 1, the same for the same seed (mulberry32). */
export function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick(weights: readonly number[], at: number): number {
  let left = at * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}
