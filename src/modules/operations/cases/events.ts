import { Type } from 'typebox';

import { closed, type EventType, eventType, nullable, Uuid } from '#kernel';

import type { Change } from './change.ts';
import type { CaseRecord } from './fold.ts';
import type { CaseContext } from './tables.ts';

const About = { caseId: Uuid, code: Type.String(), revision: Type.Integer() };
const CaseHappened = closed({ ...About, source: Type.String(), sourceRef: nullable(Type.String()) });
const TaskHappened = closed({ ...About, taskId: Uuid, department: Type.String() });
const ClockHappened = closed({ ...About, clockId: Uuid, taskId: nullable(Uuid), kind: Type.String() });

/** What happens to cases, for other modules; ids only. */
export const caseEvents = {
  opened: eventType('case.opened', CaseHappened),
  routed: eventType('case.routed', CaseHappened),
  answered: eventType('case.answered', CaseHappened),
  closed: eventType('case.closed', CaseHappened),
  reopened: eventType('case.reopened', CaseHappened),
  merged: eventType('case.merged', CaseHappened),
  unmerged: eventType('case.unmerged', CaseHappened),
  offered: eventType('task.offered', TaskHappened),
  accepted: eventType('task.accepted', TaskHappened),
  assigned: eventType('task.assigned', closed({ ...About, taskId: Uuid, assignmentId: Uuid })),
  bounced: eventType('task.bounced', TaskHappened),
  done: eventType('task.done', TaskHappened),
  ordered: eventType('order.issued', closed({ ...About, orderId: Uuid, department: Type.String() })),
  dueSoon: eventType('clock.due-soon', ClockHappened),
  breached: eventType('clock.breached', ClockHappened),
  decided: eventType('appeal.decided', closed({ ...About, appealId: Uuid })),
};

const BY_STATE = {
  routed: caseEvents.routed,
  answered: caseEvents.answered,
  closed: caseEvents.closed,
  merged: caseEvents.merged,
} as const;
const BY_TASK_STATE = {
  offered: caseEvents.offered,
  accepted: caseEvents.accepted,
  bounced: caseEvents.bounced,
  done: caseEvents.done,
  refused: caseEvents.done,
} as const;

/** Publishes what a line means to others. @param before null for the line that opened the case */
export async function publishOf(context: CaseContext, before: CaseRecord | null, after: CaseRecord, change: Change): Promise<void> {
  const about = { caseId: after.id, code: after.fields.code, revision: after.revision };
  const whole = { ...about, source: after.fields.source, sourceRef: after.fields.sourceRef };
  const say = (event: (typeof caseEvents)[keyof typeof caseEvents], payload: object) =>
    context.publish(event as EventType, payload, after.id);
  if (!before) await say(caseEvents.opened, whole);
  const state = change.set?.state;
  if (state && state in BY_STATE && before?.fields.state !== 'appealed') await say(BY_STATE[state as keyof typeof BY_STATE], whole);
  if (state === 'disputed' || (state === 'working' && before?.fields.closedAt)) await say(caseEvents.reopened, whole);
  if (change.cancels !== undefined && before?.fields.state === 'merged') await say(caseEvents.unmerged, whole);
  for (const [taskId, { state: now, department }] of Object.entries(change.tasks ?? {})) {
    if (now) await say(BY_TASK_STATE[now], { ...about, taskId, department: department ?? after.tasks[taskId]?.department ?? '' });
  }
  for (const [assignmentId, { since, taskId }] of Object.entries(change.assignments ?? {})) {
    if (since && taskId) await say(caseEvents.assigned, { ...about, taskId, assignmentId });
  }
  for (const [orderId, { demand, department }] of Object.entries(change.orders ?? {})) {
    if (demand) await say(caseEvents.ordered, { ...about, orderId, department: department ?? '' });
  }
  for (const [clockId, { told, breachedAt, since }] of Object.entries(change.clocks ?? {})) {
    const { taskId, kind } = after.clocks[clockId] ?? { taskId: null, kind: '' };
    if (told && !since && Math.max(...told) < 1) await say(caseEvents.dueSoon, { ...about, clockId, taskId, kind });
    if (breachedAt) await say(caseEvents.breached, { ...about, clockId, taskId, kind });
  }
  for (const [appealId, { decision }] of Object.entries(change.appeals ?? {})) {
    if (decision) await say(caseEvents.decided, { ...about, appealId });
  }
}
