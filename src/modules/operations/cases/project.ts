import type { Selectable } from 'kysely';

import { type ClockReading, earliestDue } from '#kernel';

import type { ClockFields, TaskFields } from './change.ts';
import { nextLook, readingOf } from './clocks.ts';
import type { Facts } from './facts.ts';
import type { CaseRecord } from './fold.ts';
import type { CaseTables } from './tables.ts';

/** The projection of one case: rows by table. `words` of the case are added when they are written. */
export type Rows = {
  readonly operations_case: readonly Omit<Selectable<CaseTables['operations_case']>, 'words'>[];
} & {
  readonly [Table in ThingTable]: readonly Selectable<CaseTables[Table]>[];
};

/** Tables of what hangs on a case, in the order in which their rows can be written. */
export const THING_TABLES = [
  'operations_task',
  'operations_assignment',
  'operations_clock',
  'operations_pause',
  'operations_order',
  'operations_confirmation',
  'operations_appeal',
  'operations_visit',
  'operations_merge',
] as const;
export type ThingTable = (typeof THING_TABLES)[number];

/** Works out every row that follows from a case's log. Pure: the same record gives the same rows at any time. */
export function project(record: CaseRecord, facts: Facts): Rows {
  const readings = new Map(
    Object.entries(record.clocks).map(([id, clock]) => [id, readingOf(clock, facts.calendar, readAt(record, clock))]),
  );
  return {
    operations_case: [caseRow(record, readings)],
    operations_task: entries(record.tasks, (id, task) => taskRow(record, readings, id, task)),
    operations_assignment: entries(record.assignments, (id, one) => ({
      id,
      task_id: one.taskId,
      assignee_kind: one.kind,
      assignee_id: one.assignee,
      assigned_at: new Date(one.since),
      ended_at: date(one.endedAt),
    })),
    operations_clock: entries(record.clocks, (id, clock) => clockRow(record, facts, id, clock, readings.get(id) as ClockReading)),
    operations_pause: Object.entries(record.clocks).flatMap(([clock_id, { pauses }]) =>
      pauses.map(({ id, from, to, code, evidence }) => ({ id, clock_id, from_at: new Date(from), to_at: date(to), code, evidence })),
    ),
    operations_order: entries(record.orders, (id, order) => ({
      id,
      case_id: record.id,
      department: order.department,
      demand: order.demand,
      issued_by: order.issuedBy,
      issued_at: new Date(order.since),
      signed_at: date(order.signedAt),
      fulfilled_at: date(order.fulfilledAt),
      report: order.report,
      lifted_at: date(order.liftedAt),
    })),
    operations_confirmation: entries(record.confirmations, (id, { verdict, channel, words, since }) => ({
      id,
      case_id: record.id,
      verdict,
      channel,
      words,
      at: new Date(since),
    })),
    operations_appeal: entries(record.appeals, (id, appeal) => ({
      id,
      case_id: record.id,
      grounds: appeal.grounds,
      filed_at: new Date(appeal.since),
      decision: appeal.decision,
      decided_by: appeal.decidedBy,
      decider_department: appeal.deciderDepartment,
      reasons: appeal.reasons,
      decided_at: date(appeal.decidedAt),
    })),
    operations_visit: entries(record.visits, (id, visit) => ({
      id,
      case_id: record.id,
      drawn_at: new Date(visit.since),
      draw: visit.draw,
      done_at: date(visit.doneAt),
      reached: visit.reached,
      satisfied: visit.satisfied,
      words: visit.words,
    })),
    operations_merge: entries(record.merges, (id, { mergedId, since, explanation }) => ({
      id,
      survivor_id: record.id,
      merged_id: mergedId,
      merged_at: new Date(since),
      explanation,
    })),
  };
}

type Readings = ReadonlyMap<string, ClockReading>;

function caseRow(record: CaseRecord, readings: Readings): Rows['operations_case'][number] {
  const { id, revision, changedAt, fields, clocks } = record;
  const binding = Object.entries(clocks).flatMap(([of, clock]) => (clock.binding ? [readings.get(of) as ClockReading] : []));
  const going = binding.filter(({ state }) => state !== 'stopped');
  return {
    id,
    code: fields.code,
    revision,
    state: fields.state,
    title: fields.title,
    category: fields.category,
    level: fields.level,
    town: fields.town,
    place: fields.place,
    lng: fields.lng,
    lat: fields.lat,
    lead: fields.lead,
    source: fields.source,
    parent_id: fields.parentId,
    merged_into: fields.mergedInto,
    opened_at: new Date(fields.openedAt),
    changed_at: changedAt,
    due_at: earliestDue(going),
    paused: going.length > 0 && going.every(({ state }) => state === 'paused'),
    breaches: Object.values(clocks).filter(({ breachedAt }) => breachedAt !== null).length,
    answered_at: date(fields.answeredAt),
    closed_at: date(fields.closedAt),
    outcome: fields.outcome,
  };
}

function taskRow({ id: case_id, clocks }: CaseRecord, readings: Readings, id: string, task: TaskFields) {
  const own = Object.entries(clocks).flatMap(([of, { taskId }]) => (taskId === id ? [readings.get(of) as ClockReading] : []));
  return {
    id,
    case_id,
    department: task.department,
    title: task.title,
    state: task.state,
    bounces: task.bounces,
    origin_id: task.originId,
    objection: task.objection,
    offered_at: new Date(task.since),
    accepted_at: date(task.acceptedAt),
    ended_at: date(task.endedAt),
    reason_code: task.reason,
    proposed: task.proposed,
    result: task.result,
    skill: task.skill,
    priority: task.priority,
    due_at: earliestDue(own),
  };
}

function clockRow(record: CaseRecord, facts: Facts, id: string, clock: ClockFields, reading: ClockReading) {
  return {
    id,
    case_id: record.id,
    task_id: clock.taskId,
    kind: clock.kind,
    policy: clock.policy,
    policy_version: clock.policyVersion,
    calendar: clock.calendar,
    calendar_version: clock.calendarVersion,
    allowed_s: clock.allowedSeconds,
    used_s: clock.stoppedAt === null ? clock.usedSeconds : reading.activeSeconds,
    started_at: new Date(clock.since),
    due_at: reading.dueAt,
    stopped_at: date(clock.stoppedAt),
    breached_at: date(clock.breachedAt),
    on_time: clock.stoppedAt === null ? clock.breachedAt === null : reading.onTime,
    state: reading.state,
    provisional: reading.provisional,
    next_at: nextLook(clock, { facts }, record.changedAt),
  };
}

/** A stopped clock is read where it stopped; of a running one everything kept is the same at any time after its last change. */
function readAt({ changedAt }: CaseRecord, { stoppedAt }: ClockFields): Date {
  return stoppedAt === null ? changedAt : new Date(stoppedAt);
}

function entries<Thing, Row>(things: Readonly<Record<string, Thing>>, row: (id: string, thing: Thing) => Row): Row[] {
  return Object.entries(things).map(([id, thing]) => row(id, thing));
}

const date = (moment: string | null): Date | null => (moment === null ? null : new Date(moment));
