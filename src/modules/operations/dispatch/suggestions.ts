import { randomUUIDv7 } from 'node:crypto';

import { announce } from '#kernel';

import { policiesFile } from '../policies/facts.ts';
import { asSolved, teamsOnBoard } from './board.ts';
import type { WaitingTask } from './costs.ts';
import { dispatchErrors } from './errors.ts';
import { type DispatchFacts, dispatchFile, skillOf } from './facts.ts';
import type { DispatchAnswer, DispatchQuestion } from './suggest.ts';
import { suggestAnywhere } from './suggest-anywhere.ts';
import type { DispatchContext, DispatchWork } from './tables.ts';
import { DISPATCH_TOPIC } from './teams.ts';

/** More tasks than this are suggested for in turns, the most urgent first. */
const MOST_TASKS = 400;

/** Looks at the board, solves, and keeps what was suggested. @param department null: all departments. @returns the suggestion's id */
export async function makeSuggestion(work: DispatchWork, department: string | null): Promise<string> {
  const facts = work.profile(dispatchFile);
  const { waiting, question } = await work.transaction((context) => ask(context, facts, department));
  const begun = performance.now();
  const answer = await suggestAnywhere(question);
  const took = performance.now() - begun;
  return work.transaction((context) => keep(context, { department, waiting, question, answer, took, weights: facts.version }));
}

interface Made {
  readonly department: string | null;
  readonly waiting: readonly (WaitingTask & { readonly code: string })[];
  readonly question: DispatchQuestion;
  readonly answer: DispatchAnswer;
  readonly took: number;
  readonly weights: string;
}

async function ask(context: DispatchContext, facts: DispatchFacts, department: string | null) {
  const [waiting, teams] = await Promise.all([waitingTasks(context, facts, department), teamsOnBoard(context, department)]);
  const { weights, travel, skills, vehicles } = facts;
  const tasks = waiting.map(({ code: _, ...task }) => task);
  const question: DispatchQuestion = {
    now: context.now.getTime(),
    facts: { weights, travel, skills, vehicles },
    tasks,
    teams: teams.map(asSolved),
  };
  return { waiting, question };
}

/** Tasks that a department has taken on and nobody does yet, the most urgent first. */
async function waitingTasks({ db }: DispatchContext, facts: DispatchFacts, department: string | null): Promise<Made['waiting']> {
  const rows = await db
    .selectFrom('operations_task as task')
    .innerJoin('operations_case as case', 'case.id', 'task.case_id')
    .select([
      'task.id',
      'task.department',
      'task.skill',
      'task.priority',
      'task.due_at',
      'case.code',
      'case.category',
      'case.lng',
      'case.lat',
    ])
    .where('task.state', '=', 'accepted')
    .where('case.state', 'in', ['received', 'routed', 'working', 'disputed'])
    .$if(department !== null, (query) => query.where('task.department', '=', department))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('operations_assignment as assignment')
            .select('assignment.id')
            .whereRef('assignment.task_id', '=', 'task.id')
            .where('assignment.ended_at', 'is', null),
        ),
      ),
    )
    .orderBy('task.priority')
    .orderBy('task.due_at')
    .orderBy('task.id')
    .limit(MOST_TASKS)
    .execute();
  return rows.map(({ lng, lat, due_at, category, ...task }) => ({
    ...task,
    skill: skillOf(facts, { ...task, category }),
    place: lng === null || lat === null ? null : { lng, lat },
    dueAt: due_at?.getTime() ?? null,
  }));
}

async function keep(context: DispatchContext, { department, waiting, question, answer, took, weights }: Made): Promise<string> {
  const { db, now, actor } = context;
  const id = randomUUIDv7();
  const { total } = answer;
  const run = { id, department, made_at: now, made_by: actor.id, weights, teams: question.teams.length, total, took_ms: took };
  await db.insertInto('operations_dispatch_suggestion').values(run).execute();
  const rows = answer.suggestions.map(({ taskId, chosen, losing, obstacles }, index) => ({
    suggestion_id: id,
    task_id: taskId,
    case_code: waiting[index]?.code ?? '',
    team_id: chosen.teamId,
    chosen: JSON.stringify(chosen) as never,
    losing: JSON.stringify(losing) as never,
    obstacles: JSON.stringify(obstacles) as never,
    confirmed_team: null,
    confirmed_by: null,
    confirmed_at: null,
    case_rev: null,
    undone_at: null,
  }));
  if (rows.length > 0) await db.insertInto('operations_dispatch_suggestion_item').values(rows).execute();
  await announce(context, [DISPATCH_TOPIC, ...(department ? [`${DISPATCH_TOPIC}:${department}`] : [])], { ids: [id] });
  return id;
}

/** The suggestion with this id, or the latest for the department, with its tasks as they stand now; null when there is none yet. */
export async function readSuggestion(context: DispatchContext, asked: { readonly id: string } | { readonly department: string | null }) {
  const { db } = context;
  const run = await db
    .selectFrom('operations_dispatch_suggestion')
    .selectAll()
    .$if('id' in asked, (query) => query.where('id', '=', 'id' in asked ? asked.id : ''))
    .$if('department' in asked, (query) =>
      query.where('department', 'is not distinct from', 'department' in asked ? asked.department : null),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!run) {
    if ('id' in asked) throw dispatchErrors.noSuggestion();
    return null;
  }
  const { undoMinutes } = context.profile(policiesFile);
  const facts = context.profile(dispatchFile);
  const items = await itemsOf(context, run.id);
  return {
    id: run.id,
    department: run.department,
    madeAt: run.made_at,
    weights: run.weights,
    teams: run.teams,
    total: run.total,
    tookMs: run.took_ms,
    items: items.map((item) => itemView(item, facts, new Date(context.now.getTime() - undoMinutes * 60_000), context.actor.id)),
  };
}

function itemsOf({ db }: DispatchContext, id: string) {
  return db
    .selectFrom('operations_dispatch_suggestion_item as item')
    .innerJoin('operations_task as task', 'task.id', 'item.task_id')
    .innerJoin('operations_case as case', 'case.id', 'task.case_id')
    .leftJoin('operations_assignment as assignment', (join) =>
      join.onRef('assignment.task_id', '=', 'task.id').on('assignment.ended_at', 'is', null),
    )
    .selectAll('item')
    .select([
      'task.title',
      'task.department',
      'task.skill',
      'task.priority',
      'task.due_at',
      'task.state',
      'case.place',
      'case.title as case_title',
      'case.category',
    ])
    .select(['case.lng', 'assignment.id as assignment'])
    .where('item.suggestion_id', '=', id)
    .orderBy('task.priority')
    .orderBy('task.due_at')
    .orderBy('task.id')
    .execute();
}

function itemView(item: Awaited<ReturnType<typeof itemsOf>>[number], facts: DispatchFacts, undoableSince: Date, actorId: string) {
  const confirmed = item.confirmed_team !== null && item.confirmed_at !== null && item.undone_at === null;
  return {
    taskId: item.task_id,
    code: item.case_code,
    title: item.title,
    caseTitle: item.case_title,
    department: item.department,
    place: item.place,
    located: item.lng !== null,
    skill: skillOf(facts, item),
    priority: item.priority,
    dueAt: item.due_at,
    state: item.assignment !== null ? ('assigned' as const) : item.state === 'accepted' ? ('waiting' as const) : ('over' as const),
    chosen: item.chosen,
    losing: [...item.losing],
    obstacles: item.obstacles,
    confirmed: confirmed
      ? {
          teamId: item.confirmed_team as string,
          at: item.confirmed_at as Date,
          undoable: item.confirmed_by === actorId && (item.confirmed_at as Date) > undoableSince,
        }
      : null,
  };
}
