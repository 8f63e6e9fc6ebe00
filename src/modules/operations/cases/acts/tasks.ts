import { Type } from 'typebox';

import { closed, text } from '#kernel';

import { operationsErrors } from '../../errors.ts';
import { secondsOf } from '../../policies/policies.ts';
import { AT_WORK, defineAct, Files, FromOutside, outside } from '../act.ts';
import type { Change, TaskFields } from '../change.ts';
import { started, stopped } from '../clocks.ts';
import { holds, taskOwner, taskWorker } from '../rights.ts';
import type { Scene } from '../scene.ts';
import { known, offered, taskIn } from '../tasks.ts';

const task = text(40);

/** The department takes its part on. It also leads, when the lead has no part of its own any more. */
export const acceptAct = defineAct({
  name: 'accept',
  title: { en: 'Accept', zh: '签收' },
  permission: 'operations:handle',
  from: AT_WORK,
  undoable: true,
  input: closed({ task }),
  allow: (scene, input) => taskOwner(scene, input.task),
  decide: (scene, input) => accepted(scene, input.task, taskIn(scene, input.task, 'offered')),
});

/** A part is taken on: the time to accept stops and the time to finish begins. */
function accepted(scene: Scene, id: string, { department }: TaskFields): Change {
  const { fields, tasks } = scene.case;
  const leadWorks = Object.values(tasks).some(
    (other) => other.department === fields.lead && other.state !== 'bounced' && other.state !== 'refused',
  );
  const set = { ...(fields.state !== 'working' && { state: 'working' as const }), ...(!leadWorks && { lead: department }) };
  return {
    ...(Object.keys(set).length > 0 && { set }),
    tasks: { [id]: { state: 'accepted', acceptedAt: scene.moment(scene.now), objection: null } },
    clocks: { ...stopped(scene, (clock) => clock.taskId === id), ...started(scene, 'finish', id) },
  };
}

/** The department returns its part, once, within the window, and says whose it is; that one is offered it. */
export const bounceAct = defineAct({
  name: 'bounce',
  title: { en: 'Return', zh: '退回' },
  permission: 'operations:handle',
  from: AT_WORK,
  input: closed({ task, reason: text(60), proposed: text(60), words: text(1_000) }),
  reason: ({ reason }) => ({ code: reason }),
  allow: (scene, input) => taskOwner(scene, input.task),
  decide: (scene, input) => {
    const old = taskIn(scene, input.task, 'offered');
    if (old.bounces > 0) throw operationsErrors.bouncedBefore();
    if (input.proposed === old.department) throw operationsErrors.ownDepartment();
    codedReason(scene, 'bounce', input.reason);
    withinWindow(scene, old);
    const next = offered(scene, { ...old, department: input.proposed, from: input.task });
    const ended = { state: 'bounced' as const, reason: input.reason, proposed: input.proposed, endedAt: scene.moment(scene.now) };
    return {
      tasks: { ...next.tasks, [input.task]: ended },
      clocks: { ...stopped(scene, (clock) => clock.taskId === input.task), ...next.clocks },
      note: { words: input.words },
    };
  },
});

function withinWindow({ policy, facts, now }: Scene, { since }: TaskFields): void {
  const calendar = facts.calendar(policy.clocks['sign-in'].calendar);
  if (calendar.between(new Date(since), now) > secondsOf(policy.returnWindow, calendar)) throw operationsErrors.tooLateToBounce();
}

/** The second receiver thinks that it is the wrong one too; the lead has to decide. */
export const objectAct = defineAct({
  name: 'object',
  title: { en: 'Object', zh: '提出异议' },
  permission: 'operations:handle',
  from: AT_WORK,
  undoable: true,
  input: closed({ task, words: text(1_000) }),
  allow: (scene, input) => taskOwner(scene, input.task),
  decide: (scene, input) => {
    if (taskIn(scene, input.task, 'offered').bounces === 0) throw operationsErrors.notNow({ act: 'object', state: 'offered' });
    return {
      tasks: { [input.task]: { objection: input.words } },
      clocks: { ...stopped(scene, (clock) => clock.taskId === input.task), ...started(scene, 'lead-decision', input.task) },
    };
  },
});

/** The lead says who does the disputed part, who thereby has accepted it; once the lead's time has passed, the duty supervisor does. */
export const settleAct = defineAct({
  name: 'settle',
  title: { en: 'Decide who does it', zh: '裁定承办单位' },
  permission: 'signed-in',
  from: AT_WORK,
  input: closed({ task, department: text(60), words: text(1_000) }),
  allow: (scene, input) => {
    const decides = Object.values(scene.case.clocks).find(
      ({ kind, taskId, stoppedAt }) => kind === 'lead-decision' && taskId === input.task && !stoppedAt,
    );
    const lead = holds(scene, 'operations:handle') && scene.actor.department === scene.case.fields.lead;
    if (!lead && !(decides?.breachedAt && holds(scene, 'operations:supervise')))
      throw operationsErrors.leadOnly({ lead: scene.case.fields.lead });
  },
  decide: (scene, input) => {
    const disputed = taskIn(scene, input.task, 'offered');
    if (disputed.objection === null) throw operationsErrors.noObjection();
    known(scene, input.department);
    const change = accepted(scene, input.task, { ...disputed, department: input.department });
    const moved = { ...change.tasks?.[input.task], department: input.department };
    return { ...change, tasks: { [input.task]: moved }, note: { words: input.words } };
  },
});

/** Says who does it: one person, or a team. Whoever had it before does not any more. */
export const assignAct = defineAct({
  name: 'assign',
  title: { en: 'Assign', zh: '指派' },
  permission: 'signed-in',
  from: AT_WORK,
  undoable: true,
  input: closed({
    task,
    kind: Type.Enum(['person', 'team']),
    assignee: text(80),
    note: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  }),
  allow: (scene, input) => {
    if (!holds(scene, 'operations:dispatch')) taskOwner(scene, input.task);
  },
  decide: (scene, input) => {
    taskIn(scene, input.task, 'accepted');
    const next = { since: scene.moment(scene.now), taskId: input.task, kind: input.kind, assignee: input.assignee, endedAt: null };
    return { assignments: { ...ended(scene, input.task), [scene.newId()]: next }, ...(input.note && { note: input.note }) };
  },
});

/** Takes a task back from whoever has it. */
export const unassignAct = defineAct({
  name: 'unassign',
  title: { en: 'Take back', zh: '收回指派' },
  permission: 'signed-in',
  from: AT_WORK,
  undoable: true,
  input: closed({ task }),
  allow: assignAct.allow as never,
  decide: (scene, input) => ({ assignments: ended(scene, (input as { task: string }).task) }),
});

/** The part is done, and says how. */
export const doneAct = defineAct({
  name: 'done',
  title: { en: 'Done', zh: '办结' },
  permission: 'signed-in',
  from: AT_WORK,
  undoable: true,
  input: closed({ task, result: text(4_000), files: Files, clientAt: FromOutside.clientAt }),
  allow: (scene, input) => taskWorker(scene, input.task),
  decide: (scene, { task: id, result, clientAt }) => {
    taskIn(scene, id, 'accepted');
    return { ...over(scene, id, { state: 'done', result }), note: outside({ clientAt }, scene.files) };
  },
});

/** The department says, with a coded reason and the law, that it will not do its part. */
export const refuseAct = defineAct({
  name: 'refuse',
  title: { en: 'Refuse', zh: '不予办理' },
  permission: 'operations:handle',
  from: AT_WORK,
  public: true,
  input: closed({ task, reason: text(60), law: Type.Optional(text(300)), words: text(4_000) }),
  reason: ({ reason, law }) => ({ code: reason, law: law ?? null }),
  allow: (scene, input) => taskOwner(scene, input.task),
  decide: (scene, { task: id, reason, words }) => {
    taskIn(scene, id, 'accepted');
    codedReason(scene, 'refuse', reason);
    return over(scene, id, { state: 'refused', reason, result: words });
  },
});

function over(scene: Scene, id: string, end: Partial<TaskFields>): Change {
  return {
    tasks: { [id]: { ...end, endedAt: scene.moment(scene.now) } },
    assignments: ended(scene, id),
    clocks: stopped(scene, ({ taskId }) => taskId === id),
  };
}

/** The open assignments of a task, ended now. */
export function ended({ case: { assignments }, moment, now }: Scene, taskId: string) {
  const open = Object.entries(assignments).filter(([, { taskId: of, endedAt }]) => of === taskId && endedAt === null);
  return Object.fromEntries(open.map(([id]) => [id, { endedAt: moment(now) }]));
}

/** @throws operations.unknownReason with those that are known */
export function codedReason({ facts }: Scene, kind: 'bounce' | 'refuse' | 'cannot', reason: string): void {
  const reasons = facts.policies.reasons[kind];
  if (!(reason in reasons)) throw operationsErrors.unknownReason({ reason, known: Object.keys(reasons) });
}
