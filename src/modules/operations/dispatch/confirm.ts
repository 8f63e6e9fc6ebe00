import { createHash } from 'node:crypto';

import { announce, canonicalJson, DomainError, kernelErrors } from '#kernel';

import { acts } from '../cases/acts/index.ts';
import { assignAct } from '../cases/acts/tasks.ts';
import { locked, perform, undo } from '../cases/engine.ts';
import type { CaseRecord } from '../cases/fold.ts';
import type { CaseContext } from '../cases/tables.ts';
import { asSolved, teamsOnBoard } from './board.ts';
import { type BoardTeam, type Obstacle, obstacleOf } from './costs.ts';
import { dispatchErrors } from './errors.ts';
import { dispatchFile, skillOf } from './facts.ts';
import type { DispatchContext } from './tables.ts';
import { DISPATCH_TOPIC } from './teams.ts';

/** What a person confirms: this task to this team, be it the one suggested or another. */
export interface Confirmation {
  readonly task: string;
  readonly team: string;
}

/** What became of one confirmation; the others stand whatever became of it. */
export interface Confirmed {
  readonly task: string;
  readonly done: boolean;
  readonly problem: { readonly code: string; readonly text: { readonly en: string; readonly zh: string } } | null;
}

/**
 * Assigns tasks as a person says. Each is looked at again on the board as it is now, with the teams held, so that two desks never give a
 * team more than it can take, nor a task to two teams.
 * @throws operations.noSuggestion, kernel.forbidden for whoever is not a person
 */
export async function confirm(context: DispatchContext, id: string, confirmations: readonly Confirmation[]): Promise<Confirmed[]> {
  if (context.actor.kind !== 'person') throw kernelErrors.forbidden({ permission: 'operations:dispatch' });
  const run = await context.db.selectFrom('operations_dispatch_suggestion').selectAll().where('id', '=', id).executeTakeFirst();
  if (!run) throw dispatchErrors.noSuggestion();
  const teams = new Map((await teamsOnBoard(context, null, true)).map(asSolved).map((team) => [team.id, team]));
  const results: Confirmed[] = [];
  for (const { task, team } of confirmations.toSorted((one, other) => (one.task < other.task ? -1 : 1))) {
    results.push(await tried(task, () => confirmOne(context, id, task, teams, team)));
  }
  const done = results.filter((result) => result.done).map(({ task }) => task);
  if (done.length > 0)
    await sign(
      context,
      run,
      confirmations.filter(({ task }) => done.includes(task)),
    );
  return results;
}

/**
 * Takes one confirmation back, for a while, by whoever gave it.
 * @throws operations.notConfirmed, operations.notUndoable
 */
export async function takeBack(context: DispatchContext, id: string, task: string): Promise<void> {
  const { db, now, actor } = context;
  const item = await db
    .selectFrom('operations_dispatch_suggestion_item')
    .selectAll()
    .where('suggestion_id', '=', id)
    .where('task_id', '=', task)
    .forUpdate()
    .executeTakeFirst();
  if (!item?.confirmed_at || item.case_rev === null || item.undone_at || item.confirmed_by !== actor.id)
    throw dispatchErrors.notConfirmed();
  await undo(context as unknown as CaseContext, { task }, item.case_rev, acts);
  await db
    .updateTable('operations_dispatch_suggestion_item')
    .set({ undone_at: now })
    .where('suggestion_id', '=', id)
    .where('task_id', '=', task)
    .execute();
  await announce(context, [DISPATCH_TOPIC], { ids: [id] });
}

async function confirmOne(
  context: DispatchContext,
  id: string,
  task: string,
  teams: Map<string, BoardTeam>,
  teamId: string,
): Promise<void> {
  const cases = context as unknown as CaseContext;
  const { record } = await locked(cases, { task });
  if (Object.values(record.assignments).some(({ taskId, endedAt }) => taskId === task && endedAt === null))
    throw dispatchErrors.assignedMeanwhile();
  const team = teams.get(teamId);
  if (!team) throw dispatchErrors.noTeam();
  refuseWhoCannot(context, record, task, team);
  const item = context.db
    .selectFrom('operations_dispatch_suggestion_item')
    .select('task_id')
    .where('suggestion_id', '=', id)
    .where('task_id', '=', task);
  if (!(await item.executeTakeFirst())) throw dispatchErrors.noSuggestion();
  const { line } = await perform(cases, { task }, assignAct, { task, kind: 'team', assignee: teamId, note: { suggestion: id } });
  teams.set(teamId, { ...team, load: team.load + 1 });
  await context.db
    .updateTable('operations_dispatch_suggestion_item')
    .set({ confirmed_team: teamId, confirmed_by: context.actor.id, confirmed_at: context.now, case_rev: line.rev, undone_at: null })
    .where('suggestion_id', '=', id)
    .where('task_id', '=', task)
    .execute();
}

/** @throws operations.teamCannot */
function refuseWhoCannot({ profile }: DispatchContext, { tasks, fields: { category } }: CaseRecord, id: string, team: BoardTeam): void {
  const facts = profile(dispatchFile);
  const { department = '', skill = null } = tasks[id] ?? {};
  const waiting = { id, department, place: null, skill: skillOf(facts, { skill, category, department }), priority: 1, dueAt: null };
  const obstacle = obstacleOf(facts, waiting, team) ?? (team.load < team.capacity ? null : 'full');
  if (obstacle) throw dispatchErrors.teamCannot({ reason: REASONS[obstacle].en, reasonZh: REASONS[obstacle].zh });
}

const REASONS: Readonly<Record<Obstacle | 'full', { readonly en: string; readonly zh: string }>> = {
  department: { en: 'it works for another department', zh: '隶属其他部门' },
  shift: { en: 'it is off duty', zh: '当前不在班' },
  skill: { en: 'it lacks the skill', zh: '不具备所需技能' },
  vehicle: { en: 'it has no vehicle of the kind that is ready', zh: '没有可用的所需车辆' },
  full: { en: 'it has as many tasks as it can take', zh: '在办任务已满' },
};

/** Whatever the acts refuse they refuse before writing, so the other confirmations of the request can stand. */
async function tried(task: string, work: () => Promise<void>): Promise<Confirmed> {
  try {
    await work();
    return { task, done: true, problem: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { task, done: false, problem: { code: error.code, text: { en: error.text.en, zh: error.text.zh } } };
  }
}

/** The ledger proves which tasks went where on whose word, without saying it. */
async function sign(context: DispatchContext, run: { id: string; weights: string }, confirmed: readonly Confirmation[]): Promise<void> {
  const said = { suggestion: run.id, by: context.actor.id, at: context.now.toISOString(), confirmed };
  const digest = createHash('sha256').update(canonicalJson(said)).digest('hex');
  await context.record({
    kind: 'operations.dispatch_confirmed',
    body: { suggestion: run.id, weights: run.weights, count: confirmed.length, digest },
  });
  await announce(context, [DISPATCH_TOPIC], { ids: [run.id] });
}
