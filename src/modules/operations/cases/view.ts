import { attachmentsOf, escalationAt, mayTouch } from '#kernel';

import { operationsErrors } from '../errors.ts';
import type { Act } from './act.ts';
import { acts } from './acts/index.ts';
import type { ClockFields } from './change.ts';
import { clockOf, pauseEnds, readingOf } from './clocks.ts';
import { mayUndo, setScene } from './engine.ts';
import { cancelledBy } from './fold.ts';
import { summaryOf } from './list.ts';
import { project } from './project.ts';
import type { Scene } from './scene.ts';
import type { CaseDetail } from './shapes.ts';
import { type CaseRef, type Loaded, loadCase } from './store.ts';
import type { CaseContext } from './tables.ts';
import { teamsOf } from './teams.ts';
import { actTitle, titlesOf } from './titles.ts';

/** A case the actor may see. @throws operations.noCase, operations.notYourDepartment */
export async function seenCase(context: CaseContext, ref: CaseRef): Promise<Loaded> {
  const loaded = await loadCase(context, ref, false);
  if (!loaded) throw operationsErrors.noCase();
  const { fields, tasks } = loaded.record;
  const departments = [fields.lead, ...Object.values(tasks).map(({ department }) => department)];
  if (!departments.some((department) => mayTouch(context as never, 'operations:see', { department })))
    throw operationsErrors.notYourDepartment();
  return loaded;
}

/** All that one page tells about a case. */
export async function caseDetail(context: CaseContext, ref: CaseRef): Promise<CaseDetail> {
  const loaded = await seenCase(context, ref);
  const scene = { ...setScene(context, loaded), teams: await teamsOf(context) };
  const titles = titlesOf(context.profile);
  const { record } = loaded;
  const [row] = project(record, scene.facts).operations_case;
  const others = await relatives(context, loaded);
  const nested = (ids: Record<string, unknown>) => Object.keys(ids);
  return {
    ...summaryOf(context, row as never),
    text: record.fields.text,
    asset: record.fields.asset,
    sourceRef: record.fields.sourceRef,
    reporter: record.fields.reporter,
    result: record.fields.result,
    answeredAt: record.fields.answeredAt,
    parent: others.named(record.fields.parentId),
    children: others.children,
    mergedInto: others.named(record.fields.mergedInto),
    tasks: nested(record.tasks).map((id) => taskView(scene, titles, id)),
    clocks: Object.entries(record.clocks).map(([id, clock]) => clockView(scene, titles, id, clock)),
    orders: Object.entries(record.orders).map(([id, order]) => ({ id, ...order, acts: possible(scene, 'order', id) })),
    confirmations: Object.entries(record.confirmations).map(([id, said]) => ({ id, ...said })),
    appeals: Object.entries(record.appeals).map(([id, appeal]) => ({ id, ...appeal })),
    visits: Object.entries(record.visits).map(([id, visit]) => ({ id, ...visit, acts: possible(scene, 'visit', id) })),
    merges: Object.entries(record.merges).map(([id, { mergedId, since, explanation }]) => ({
      id,
      since,
      explanation,
      other: others.named(mergedId),
    })),
    ...(await filesOf(context, record.id)),
    acts: possible(scene, null, ''),
    undoable: undoable(scene, loaded),
  } as unknown as CaseDetail;
}

type Titles = ReturnType<typeof titlesOf>;

function taskView(scene: Scene, titles: Titles, id: string) {
  const { case: record, facts, now } = scene;
  const task = record.tasks[id] as Scene['case']['tasks'][string];
  const clocks = Object.values(record.clocks).filter(({ taskId, stoppedAt }) => taskId === id && stoppedAt === null);
  const due = clocks.map((clock) => readingOf(clock, facts.calendar, now).dueAt).filter((at) => at !== null);
  return {
    id,
    ...task,
    reason: task.reason === null ? null : titles.reason(task.reason),
    dueAt: due.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null,
    assignments: Object.entries(record.assignments).flatMap(([one, { taskId, ...rest }]) => (taskId === id ? [{ id: one, ...rest }] : [])),
    acts: possible(scene, 'task', id),
  };
}

function clockView(scene: Scene, titles: Titles, id: string, clock: ClockFields) {
  const { facts, now } = scene;
  const reading = readingOf(clock, facts.calendar, now);
  const live = clockOf(clock, facts.calendar);
  return {
    id,
    taskId: clock.taskId,
    kind: titles.kind(clock.kind),
    policy: titles.policy(clock.policy),
    policyVersion: clock.policyVersion,
    law: titles.law(clock.policy),
    calendar: clock.calendar,
    calendarTitle: live.calendar.title,
    counting: live.calendar.isOpen(now),
    daySeconds: live.calendar.secondsOf(1),
    allowedSeconds: clock.allowedSeconds,
    activeSeconds: reading.activeSeconds,
    startedAt: clock.since,
    dueAt: reading.dueAt,
    stoppedAt: clock.stoppedAt,
    breachedAt: clock.breachedAt,
    onTime: reading.onTime,
    provisional: reading.provisional,
    binding: clock.binding,
    state: reading.state,
    ladder: clock.ladder.map((fraction) => ({ fraction, at: escalationAt(live, fraction, now), told: clock.told.includes(fraction) })),
    pauses: clock.pauses.map((pause) => ({
      ...pause,
      title: titles.pauseCode(pause.code).title,
      endsAt: pause.to === null ? pauseEnds(scene, clock) : null,
    })),
    pauseCodes: titles.pauseCodesOf(clock.policy),
    acts: clock.stoppedAt === null ? possible(scene, 'clock', id).filter((act) => (act === 'resume') === (reading.state === 'paused')) : [],
  };
}

/** Names of the acts about one kind of thing (null: the case itself) that the actor may do now, as far as rights and states tell. */
function possible(scene: Scene, about: 'task' | 'clock' | 'order' | 'visit' | null, id: string): string[] {
  const state = scene.case.fields.state;
  return [...acts.values()]
    .filter((act) => act.from.includes(state) && aboutOf(act) === about && fits(scene, act, about, id))
    .map(({ name }) => name);
}

function aboutOf({ input }: Act): string | null {
  return ['task', 'clock', 'order', 'visit'].find((name) => input.required?.includes(name)) ?? null;
}

function fits(scene: Scene, act: Act, about: string | null, id: string): boolean {
  if (act.permission !== 'signed-in' && scene.actor.kind !== 'system' && !scene.actor.permissions.has(act.permission)) return false;
  if (about === 'task' && !TASK_STATES[act.name]?.(scene.case.tasks[id] as never)) return false;
  try {
    act.allow(scene, (about ? { [about]: id } : {}) as never);
    return true;
  } catch {
    return false;
  }
}

type Task = Scene['case']['tasks'][string];

/** When a task's acts make sense; the acts themselves refuse all else. */
const TASK_STATES: Readonly<Record<string, (task: Task) => boolean>> = {
  accept: ({ state }) => state === 'offered',
  bounce: ({ state, bounces }) => state === 'offered' && bounces === 0,
  object: ({ state, bounces, objection }) => state === 'offered' && bounces > 0 && objection === null,
  settle: ({ state, objection }) => state === 'offered' && objection !== null,
  assign: ({ state }) => state === 'accepted',
  unassign: ({ state }) => state === 'accepted',
  done: ({ state }) => state === 'accepted',
  refuse: ({ state }) => state === 'accepted',
  progress: ({ state }) => state === 'accepted',
  cannot: ({ state }) => state === 'accepted',
  amend: ({ state }) => state === 'done',
};

function undoable(scene: Scene, { lines }: Loaded) {
  const cancelled = cancelledBy(lines);
  return lines
    .filter((line) => !cancelled.has(line.rev) && mayUndo(scene, line, acts))
    .map(({ rev, act }) => ({ rev, act, title: actTitle(act) }))
    .toReversed();
}

/** Cases that this one names, and its children. */
async function relatives({ db }: CaseContext, { record }: Loaded) {
  const { parentId, mergedInto } = record.fields;
  const named = [parentId, mergedInto, ...Object.values(record.merges).map(({ mergedId }) => mergedId)].filter((id) => id !== null);
  const rows = await db
    .selectFrom('operations_case')
    .select(['id', 'code', 'title', 'state', 'parent_id as parentId'])
    .where((is) => is.or([is('parent_id', '=', record.id), ...(named.length > 0 ? [is('id', 'in', named)] : [])]))
    .limit(200)
    .execute();
  const shown = ({ code, title, state }: (typeof rows)[number]) => ({ code, title, state });
  const byId = new Map(rows.map((row) => [row.id, shown(row)]));
  return {
    named: (id: string | null) => (id === null ? null : (byId.get(id) ?? null)),
    children: rows.filter(({ parentId }) => parentId === record.id).map(shown),
  };
}

async function filesOf(context: CaseContext, id: string) {
  const files = await attachmentsOf(context, `operations_case/${id}`);
  if (files.length === 0) return { files: [], custody: [] };
  const custody = await context.db
    .selectFrom('operations_custody')
    .select(['department', 'at'])
    .where('case_id', '=', id)
    .orderBy('at')
    .limit(200)
    .execute();
  return {
    files: files.map(({ id: file, name, type, size, hash, metadata, createdAt }) => ({
      id: file,
      name,
      type,
      size,
      sha256: hash,
      metadata,
      createdAt,
    })),
    custody,
  };
}
