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

type Happened = readonly [event: (typeof caseEvents)[keyof typeof caseEvents], payload: object];

/** Publishes what a line means to others, without waiting in between. @param before null for the line that opened the case */
export function publishOf(context: CaseContext, before: CaseRecord | null, after: CaseRecord, change: Change): Promise<void>[] {
  const happened = [...ofCase(before, after, change), ...ofTasks(after, change), ...ofClocks(after, change), ...ofOthers(change)];
  return happened.map(([event, payload]) => context.publish(event as EventType, { ...about(after), ...payload }, after.id));
}

function about({ id, fields, revision }: CaseRecord) {
  return { caseId: id, code: fields.code, revision };
}

function ofCase(before: CaseRecord | null, after: CaseRecord, change: Change): Happened[] {
  const { source, sourceRef } = after.fields;
  const state = change.set?.state;
  const stood = before?.fields.state;
  const events = [
    before ? null : caseEvents.opened,
    state && state in BY_STATE && stood !== 'appealed' ? BY_STATE[state as keyof typeof BY_STATE] : null,
    state === 'disputed' || (state === 'working' && before?.fields.closedAt) ? caseEvents.reopened : null,
    change.cancels !== undefined && stood === 'merged' ? caseEvents.unmerged : null,
  ];
  return events.flatMap((event): Happened[] => (event ? [[event, { source, sourceRef }]] : []));
}

function ofTasks(after: CaseRecord, { tasks = {} }: Change): Happened[] {
  return Object.entries(tasks).flatMap(([taskId, { state, department }]): Happened[] => {
    const whose = department ?? after.tasks[taskId]?.department ?? '';
    return state ? [[BY_TASK_STATE[state], { taskId, department: whose }]] : [];
  });
}

function ofClocks(after: CaseRecord, { clocks = {} }: Change): Happened[] {
  return Object.entries(clocks).flatMap(([clockId, { told, breachedAt, since }]): Happened[] => {
    const { taskId, kind } = after.clocks[clockId] ?? { taskId: null, kind: '' };
    const which = { clockId, taskId, kind };
    const soon = told && !since && Math.max(...told) < 1;
    return [...(soon ? [[caseEvents.dueSoon, which] as const] : []), ...(breachedAt ? [[caseEvents.breached, which] as const] : [])];
  });
}

function ofOthers({ orders = {}, appeals = {} }: Change): Happened[] {
  const issued = Object.entries(orders).filter(([, { demand }]) => demand);
  const decided = Object.entries(appeals).filter(([, { decision }]) => decision);
  return [
    ...issued.map(([orderId, { department }]): Happened => [caseEvents.ordered, { orderId, department: department ?? '' }]),
    ...decided.map(([appealId]): Happened => [caseEvents.decided, { appealId }]),
  ];
}
