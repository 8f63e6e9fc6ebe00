import { costOf, costParts, loadCost, obstacleOf, openCost } from '../costs.ts';
import { loadHighs } from '../highs.ts';
import type { DispatchQuestion } from '../suggest.ts';

/**
 * The least total cost, found by a general solver on a model of its own: flows from tasks to teams and from teams to their places, each
 * dearer than the one before. It is how the suggestions are checked; they do not use it.
 */
export async function optimumByHighs(question: DispatchQuestion): Promise<number> {
  const highs = await loadHighs();
  const { Status, ObjectiveValue } = highs.solve(modelOf(question), { output_flag: false });
  if (Status !== 'Optimal') throw new Error(`HiGHS ended with ${Status}`);
  return ObjectiveValue;
}

/** CPLEX LP text: `x` a task to a team, `o` a task left open, `p` a place of a team in use. */
function modelOf({ facts, tasks, teams, now }: DispatchQuestion): string {
  const costs: string[] = [];
  const rows: string[] = [];
  const bounds: string[] = [];
  const into = teams.map((): string[] => []);
  tasks.forEach((task, i) => {
    const ways = [`o${i}`];
    costs.push(`${openCost(facts, task)} o${i}`);
    teams.forEach((team, j) => {
      if (obstacleOf(facts, task, team) || team.load >= team.capacity) return;
      costs.push(`${costOf({ ...costParts(facts, task, team, 0, now), load: 0 })} x${i}_${j}`);
      ways.push(`x${i}_${j}`);
      into[j]?.push(`x${i}_${j}`);
    });
    rows.push(`t${i}: ${ways.join(' + ')} = 1`);
  });
  teams.forEach((team, j) => {
    if (into[j]?.length === 0) return;
    const places = Array.from({ length: team.capacity - team.load }, (_, k) => `p${j}_${k}`);
    places.forEach((place, k) => {
      costs.push(`${loadCost(facts, team.load + k)} ${place}`);
      bounds.push(`${place} <= 1`);
    });
    rows.push(`c${j}: ${into[j]?.join(' + ')} - ${places.join(' - ')} <= 0`);
  });
  return ['Minimize', ` cost: ${costs.join('\n + ')}`, 'Subject To', ...rows.map(wrapped), 'Bounds', ...bounds, 'End'].join('\n');
}

/** Readers of the format accept lines of 560 characters. */
function wrapped(row: string): string {
  return row.replaceAll(' + ', '\n + ').replaceAll(' - ', '\n - ');
}
