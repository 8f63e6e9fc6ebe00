import { solveAssignment } from './assignment.ts';
import {
  type BoardTeam,
  type CostFacts,
  type CostParts,
  costOf,
  costParts,
  INFEASIBLE,
  loadCost,
  type Obstacle,
  obstacleOf,
  openCost,
  type WaitingTask,
} from './costs.ts';

/** Everything a suggestion depends on; the same question always has the same answer. */
export interface DispatchQuestion {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly facts: CostFacts;
  readonly tasks: readonly WaitingTask[];
  readonly teams: readonly BoardTeam[];
}

/** Who could do a task: a team with what it costs, or nobody for now. */
export interface Choice {
  readonly teamId: string | null;
  readonly cost: number;
  /** Null where the task stays open. */
  readonly parts: CostParts | null;
}

/** A choice that lost, and by how much. */
export interface LosingChoice extends Choice {
  /** By how much the whole would be dearer. */
  readonly added: number;
  /** How many other tasks would go to somebody else. */
  readonly moved: number;
}

/** The best choice for one task within the best whole. */
export interface Suggestion {
  readonly taskId: string;
  readonly chosen: Choice;
  readonly losing: readonly LosingChoice[];
  /** How many teams could not take it, by reason; `full` teams have no room. */
  readonly obstacles: Readonly<Record<Obstacle | 'full', number>>;
}

/** Suggestions for all tasks, and what they cost together. */
export interface DispatchAnswer {
  readonly total: number;
  readonly suggestions: readonly Suggestion[];
}

/** Column of the matrix: one place in a team, or leaving one task open. */
type Column = { readonly team: BoardTeam; readonly taken: number } | { readonly open: WaitingTask };

const ALTERNATIVES = 2;

/**
 * Gives every task to a team, or leaves it open, at least total cost. The matrix repeats a team by its free places and has one column per
 * task for leaving it open.
 */
export function suggest(question: DispatchQuestion): DispatchAnswer {
  const { tasks } = question;
  const columns = columnsOf(question);
  const costs = matrixOf(question, columns);
  const solved = solveAssignment({ rows: tasks.length, columns: columns.length, costs });
  refuseInfeasible(solved.columnOf, costs, columns.length);
  const suggestions = tasks.map((task, row) => ({
    taskId: task.id,
    chosen: choiceOf(question, task, columns[solved.columnOf[row] ?? -1]),
    losing: losingChoices(question, columns, solved, row),
    obstacles: obstaclesOf(question, task),
  }));
  return { total: Math.round(solved.total * 10) / 10, suggestions };
}

function columnsOf({ tasks, teams }: DispatchQuestion): Column[] {
  const places = teams.flatMap((team) => {
    const free = Math.min(tasks.length, Math.max(0, team.capacity - team.load));
    return Array.from({ length: free }, (_, place) => ({ team, taken: team.load + place }));
  });
  return [...places, ...tasks.map((open) => ({ open }))];
}

function matrixOf(question: DispatchQuestion, columns: readonly Column[]): Float64Array {
  const costs = new Float64Array(question.tasks.length * columns.length).fill(INFEASIBLE);
  question.tasks.forEach((task, row) => {
    const pairs = new Map<BoardTeam, (taken: number) => number>();
    for (const team of question.teams) pairs.set(team, costOfPair(question, task, team));
    columns.forEach((column, index) => {
      const cell = row * columns.length + index;
      if (!('open' in column)) costs[cell] = pairs.get(column.team)?.(column.taken) ?? INFEASIBLE;
      else if (column.open === task) costs[cell] = openCost(question.facts, task);
    });
  });
  return costs;
}

/** Only the load differs between the places of one team. */
function costOfPair({ facts, now }: DispatchQuestion, task: WaitingTask, team: BoardTeam): (taken: number) => number {
  if (obstacleOf(facts, task, team)) return () => INFEASIBLE;
  const parts = costParts(facts, task, team, 0, now);
  return (taken) => costOf({ ...parts, load: loadCost(facts, taken) });
}

/** Every task can stay open, so a pair that cannot be is never the cheapest; if one is chosen the weights are wrong. */
function refuseInfeasible(columnOf: Int32Array, costs: Float64Array, columns: number): void {
  columnOf.forEach((column, row) => {
    if ((costs[row * columns + column] ?? INFEASIBLE) >= INFEASIBLE) throw new RangeError(`task ${row} was given what it cannot have`);
  });
}

/** Forbids the team that was chosen, then the one chosen instead, each time looking for the best whole. */
function losingChoices(
  question: DispatchQuestion,
  columns: readonly Column[],
  { columnOf, reroute }: ReturnType<typeof solveAssignment>,
  row: number,
): LosingChoice[] {
  const task = question.tasks[row] as WaitingTask;
  const out = new Set([ownerOf(columns[columnOf[row] ?? -1])]);
  const losing: LosingChoice[] = [];
  while (losing.length < ALTERNATIVES) {
    const other = reroute(row, (column) => out.has(ownerOf(columns[column])));
    if (!other || other.added >= INFEASIBLE / 2) break;
    const column = columns[other.column];
    const moved = other.moved.filter((move) => ownerOf(columns[move.column]) !== ownerOf(columns[columnOf[move.row] ?? -1])).length;
    losing.push({ ...choiceOf(question, task, column), added: Math.round(other.added * 10) / 10, moved });
    out.add(ownerOf(column));
  }
  return losing;
}

function ownerOf(column: Column | undefined): BoardTeam | WaitingTask | undefined {
  return column && ('open' in column ? column.open : column.team);
}

function choiceOf({ facts, now }: DispatchQuestion, task: WaitingTask, column: Column | undefined): Choice {
  if (!column || 'open' in column) return { teamId: null, cost: openCost(facts, task), parts: null };
  const parts = costParts(facts, task, column.team, column.taken, now);
  return { teamId: column.team.id, cost: costOf(parts), parts };
}

function obstaclesOf({ facts, teams }: DispatchQuestion, task: WaitingTask): Record<Obstacle | 'full', number> {
  const counts = { department: 0, shift: 0, skill: 0, vehicle: 0, full: 0 };
  for (const team of teams) {
    const obstacle = obstacleOf(facts, task, team) ?? (team.capacity > team.load ? null : 'full');
    if (obstacle) counts[obstacle] += 1;
  }
  return counts;
}
