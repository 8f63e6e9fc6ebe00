import type { Calendar } from './calendar.ts';
import { calendarErrors } from './errors.ts';

/** A halt of a clock, half-open; `to` is null while it lasts. Why it was allowed is the caller's to keep. */
export interface Pause {
  readonly from: Date;
  readonly to: Date | null;
}

/**
 * What a running clock does when its task is assigned anew or its policy changes: it keeps its old deadline, restarts with the
 * whole new allowance, or carries the time already used over to the new allowance.
 */
export type OnChange = 'keep' | 'restart' | 'carry';

/** A deadline counted in open time. */
export interface Clock {
  readonly calendar: Calendar;
  /** Open seconds that may be used. */
  readonly allowedSeconds: number;
  /** Open seconds already used before `startedAt`, carried over from an earlier policy. */
  readonly usedSeconds: number;
  readonly startedAt: Date;
  readonly stoppedAt: Date | null;
  /** In any order; they may overlap, as when two departments are waited for. */
  readonly pauses: readonly Pause[];
}

/** What a clock shows at a moment. */
export interface ClockReading {
  readonly state: 'running' | 'paused' | 'stopped';
  /** Open seconds used, without pauses. */
  readonly activeSeconds: number;
  /** Last moment on time; null while a pause leaves it open. It stays where it was once it has passed. */
  readonly dueAt: Date | null;
  /** Whether no more was used than allowed. A deadline on a closing time is still met until the next opening. */
  readonly onTime: boolean;
  /** Whether the deadline lies past the published holidays and may move when the next list appears. */
  readonly provisional: boolean;
}

/** New terms for a running clock. `onChange` is that of the policy that takes over. */
export interface ClockChange {
  readonly calendar: Calendar;
  readonly allowedSeconds: number;
  readonly onChange: OnChange;
}

/** A clock that starts now. */
export function startClock(calendar: Calendar, allowedSeconds: number, startedAt: Date): Clock {
  return { calendar, allowedSeconds, usedSeconds: 0, startedAt, stoppedAt: null, pauses: [] };
}

/**
 * Reads a clock as it stands at a moment; what was written later than `at` is not known yet.
 * @throws calendar.pauseBackwards, calendar.outOfRange, calendar.badDuration
 */
export function readClock(clock: Clock, at: Date): ClockReading {
  const { calendar, startedAt } = clock;
  const stopped = clock.stoppedAt !== null && clock.stoppedAt <= at;
  const end = Math.max(startedAt.getTime(), (stopped && clock.stoppedAt ? clock.stoppedAt : at).getTime());
  const { active, due, paused } = walk(clock, end);
  const dueAt = due === null ? null : new Date(due);
  return {
    state: stopped ? 'stopped' : paused ? 'paused' : 'running',
    activeSeconds: active / 1000,
    dueAt,
    onTime: active <= milliseconds(clock.allowedSeconds),
    provisional: dueAt !== null && calendar.isProvisional(startedAt, dueAt),
  };
}

/**
 * Applies a re-assignment or a change of policy. A pause that lasts goes on under the new terms.
 * @throws as `readClock`
 */
export function changeClock(clock: Clock, { calendar, allowedSeconds, onChange }: ClockChange, at: Date): Clock {
  if (onChange === 'keep') return clock;
  const usedSeconds = onChange === 'carry' ? readClock(clock, at).activeSeconds : 0;
  const pauses = clock.pauses.filter(({ to }) => to === null || to > at);
  return { calendar, allowedSeconds, usedSeconds, startedAt: at, stoppedAt: null, pauses };
}

/**
 * When a step of an escalation ladder falls due, at a fraction of the allowance; null while a pause leaves it open.
 * It waits for an opening, so that nobody is called at midnight or after hours.
 */
export function escalationAt(clock: Clock, fraction: number, at: Date): Date | null {
  const { dueAt } = readClock({ ...clock, allowedSeconds: clock.allowedSeconds * fraction }, at);
  return dueAt && clock.calendar.nextOpening(dueAt);
}

/**
 * The deadline that governs a case with several clocks, or two merged cases: the earliest of those that still count. A later
 * clock, such as that of an update, never hides an earlier one.
 */
export function earliestDue(readings: readonly ClockReading[]): Date | null {
  const due = readings.flatMap(({ state, dueAt }) => (state === 'stopped' || dueAt === null ? [] : [dueAt.getTime()]));
  return due.length === 0 ? null : new Date(Math.min(...due));
}

interface Walk {
  active: number;
  due: number | null;
  paused: boolean;
}

/** Goes from pause to pause, joining those that overlap, and counts the open time between them. */
function walk(clock: Clock, end: number): Walk {
  const { elapsed } = clock.calendar.openTime;
  const allowed = milliseconds(clock.allowedSeconds);
  let from = clock.startedAt.getTime();
  let active = milliseconds(clock.usedSeconds);
  let breachedAt: number | null = null;
  for (const pause of inOrder(clock.pauses)) {
    const begins = Math.max(from, beginOf(pause));
    const ends = endOf(pause);
    if (begins > end) break;
    if (ends <= begins) continue;
    const stretch = elapsed(begins) - elapsed(from);
    if (active + stretch > allowed) breachedAt ??= dueFrom(clock, from, allowed - active);
    active += stretch;
    from = ends;
    if (ends > end) return { active, due: breachedAt, paused: true };
  }
  const due = breachedAt ?? dueFrom(clock, from, allowed - active);
  return { active: active + elapsed(end) - elapsed(from), due, paused: false };
}

/** When more was carried over than is allowed, the deadline was missed the moment the clock began. */
function dueFrom({ calendar }: Clock, from: number, remaining: number): number {
  return remaining < 0 ? from : calendar.openTime.add(from, remaining);
}

/** Pauses are mostly kept in order already, and sorting costs more than all the counting. */
function inOrder(pauses: readonly Pause[]): readonly Pause[] {
  for (let i = 1; i < pauses.length; i += 1) {
    if (beginOf(pauses[i] as Pause) < beginOf(pauses[i - 1] as Pause)) return [...pauses].sort((a, b) => beginOf(a) - beginOf(b));
  }
  return pauses;
}

function beginOf({ from }: Pause): number {
  return from.getTime();
}

function endOf({ from, to }: Pause): number {
  if (to === null) return Number.POSITIVE_INFINITY;
  const end = to.getTime();
  if (end < from.getTime()) throw calendarErrors.pauseBackwards();
  return end;
}

function milliseconds(seconds: number): number {
  if (!(seconds >= 0 && seconds < Number.MAX_SAFE_INTEGER / 1000)) throw calendarErrors.badDuration();
  return Math.round(seconds * 1000);
}
