import type { Calendar } from '#kernel';

import type { ClockFields } from '../cases/change.ts';
import { readingOf } from '../cases/clocks.ts';
import { type CaseRecord, cancelledBy, fold, type LogLine } from '../cases/fold.ts';
import { type ClockResult, NO_TOWN, type PublicLine } from './log-line.ts';

/** A case's acts of one month, and where it belonged when the month ended. */
export interface CaseMonth {
  readonly category: string;
  readonly town: string;
  readonly acts: readonly Omit<PublicLine, 'case' | 'category' | 'town'>[];
}

interface Span {
  readonly from: Date;
  readonly to: Date;
}

/**
 * What is published of a case's log for a month. Lines that were taken back count as never written, and so do the lines that took them.
 * @param lines all of the case's log, also what came later
 * @returns null when nothing of it happened in the month
 */
export function caseMonth(
  id: string,
  lines: readonly LogLine[],
  { from, to }: Span,
  calendar: (name: string) => Calendar,
): CaseMonth | null {
  const cancelled = cancelledBy(lines);
  const kept = lines.filter(({ rev, at, fields }) => !cancelled.has(rev) && fields.cancels === undefined && at < to);
  const first = kept.findIndex(({ at }) => at >= from);
  if (first < 0) return null;
  const records = kept.map((_, at) => (at >= first - 1 ? fold(id, kept.slice(0, at + 1)) : null));
  const acts = kept
    .slice(first)
    .map((line, at) => told(line, records[first + at - 1] ?? null, records[first + at] as CaseRecord, calendar));
  const { category, town } = (records.at(-1) as CaseRecord).fields;
  return { category, town: town ?? NO_TOWN, acts };
}

function told({ act, fields }: LogLine, before: CaseRecord | null, after: CaseRecord, calendar: (name: string) => Calendar) {
  const touched = Object.keys(fields.clocks ?? {}).flatMap((id) => {
    const now = after.clocks[id];
    return now ? [{ was: before?.clocks[id] ?? null, now, department: clockDepartment(after, now) }] : [];
  });
  return {
    act,
    department: departmentOf(fields, before, after),
    clocks: touched.filter(({ was, now }) => now.stoppedAt !== null && !was?.stoppedAt).map(({ now }) => resultOf(now, calendar)),
    late: touched
      .filter(({ was, now }) => now.breachedAt && !was?.breachedAt)
      .map(({ now: { kind }, department }) => ({ department, kind })),
    pauses: touched.flatMap(({ was, now, department }) => endedPauses(was, now, calendar).map((seconds) => ({ department, seconds }))),
    steps: touched.flatMap(({ was, now, department }) =>
      now.told.filter((step) => !was?.told.includes(step)).map((step) => ({ department, kind: now.kind, percent: Math.round(step * 100) })),
    ),
    result: resultOfAct(fields),
  };
}

/** Seconds are rounded up, so that a whole number is at most the allowance exactly when the clock was on time. */
function resultOf(clock: ClockFields, calendar: (name: string) => Calendar): ClockResult {
  const { activeSeconds } = readingOf(clock, calendar, new Date(clock.stoppedAt as string));
  return { kind: clock.kind, allowed: clock.allowedSeconds, seconds: Math.ceil(activeSeconds) };
}

function endedPauses(was: ClockFields | null, now: ClockFields, calendar: (name: string) => Calendar): number[] {
  const open = new Set(was?.pauses.filter(({ to }) => to === null).map(({ id }) => id));
  return now.pauses
    .filter(({ id, to }) => to !== null && open.has(id))
    .map(({ from, to }) => Math.round(calendar(now.calendar).between(new Date(from), new Date(to as string))));
}

function departmentOf(fields: LogLine['fields'], before: CaseRecord | null, after: CaseRecord): string {
  const tasks = Object.keys(fields.tasks ?? {});
  const task = tasks.find((id) => before?.tasks[id]) ?? tasks[0] ?? Object.values(fields.assignments ?? {})[0]?.taskId;
  const order = Object.keys(fields.orders ?? {})[0];
  const paused = fields.clocks && Object.values(fields.clocks).some(({ pauses }) => pauses) ? Object.keys(fields.clocks)[0] : undefined;
  const about = paused ? after.clocks[paused]?.taskId : undefined;
  const id = task ?? order ?? about ?? '';
  return after.tasks[id]?.department ?? after.orders[id]?.department ?? after.fields.lead;
}

function clockDepartment({ tasks, orders, fields }: CaseRecord, { taskId }: ClockFields): string {
  return tasks[taskId ?? '']?.department ?? orders[taskId ?? '']?.department ?? fields.lead;
}

function resultOfAct({ appeals, visits }: LogLine['fields']): string | null {
  const decision = Object.values(appeals ?? {}).find((appeal) => appeal.decision)?.decision;
  if (decision) return decision;
  const visit = Object.values(visits ?? {}).find(({ doneAt }) => doneAt);
  if (!visit) return null;
  if (!visit.reached) return 'not-reached';
  return visit.satisfied === null ? 'reached' : visit.satisfied ? 'satisfied' : 'dissatisfied';
}
