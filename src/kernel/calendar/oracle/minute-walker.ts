import type { CalendarDefinition, HolidayList, Hours } from '../definition.ts';

/** Every minute of some weeks, one by one: 1 where the calendar is open. Minutes are counted from 1970-01-01 UTC. */
export interface Minutes {
  readonly first: number;
  readonly open: Uint8Array;
}

/** A clock's history as somebody would tell it, in minutes. */
export interface History {
  readonly start: number;
  readonly allowed: number;
  readonly calendar: Minutes;
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[];
  /** In order of time. */
  readonly changes: readonly {
    readonly at: number;
    readonly allowed: number;
    readonly calendar: Minutes;
    readonly onChange: 'keep' | 'restart' | 'carry';
  }[];
}

/** What the clock shows at the end; `due` is null while it is open, and 'beyond' when the weeks looked at are too few. */
export interface Walked {
  readonly active: number;
  readonly allowed: number;
  readonly paused: boolean;
  readonly due: number | 'beyond' | null;
}

/**
 * Looks at every minute of a calendar. It shares nothing with the calendar it checks: wall time comes from `Intl` four times an
 * hour (no zone changes its clocks at another minute), weekdays from `Date`, holidays from comparing texts.
 */
export function lookAtMinutes(definition: CalendarDefinition, holidays: HolidayList | null, first: number, count: number): Minutes {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: definition.zone, dateStyle: 'short', timeStyle: 'short' });
  const open = new Uint8Array(count);
  for (let minute = 0; minute < count; minute += 15) {
    const [day = '', time = ''] = wall.format((first + minute) * 60_000).split(' ');
    const hours = hoursOn(day, definition, holidays);
    for (let k = 0; k < 15 && minute + k < count; k += 1) {
      const now = `${time.slice(0, 3)}${String(Number(time.slice(3)) + k).padStart(2, '0')}`;
      open[minute + k] = hours.some(({ from, to }) => from <= now && now < to) ? 1 : 0;
    }
  }
  return { first, open };
}

/** Lives through a history minute by minute. */
export function walk(history: History, end: number): Walked {
  let { allowed, calendar } = history;
  let active = 0;
  let late = false;
  let unknown = true; // the due time must be found (again)
  let paused = false;
  let due: Walked['due'] = null;
  for (let now = history.start; ; now += 1) {
    for (const change of history.changes) {
      if (change.at !== now || change.onChange === 'keep') continue;
      if (change.onChange === 'restart') active = 0;
      ({ allowed, calendar } = change);
      late = active > allowed;
      due = late ? now : null;
      unknown = true;
    }
    paused = history.pauses.some(({ from, to }) => from <= now && (to === null || now < to));
    if (paused && !late) due = null;
    if (paused) unknown = true;
    else if (unknown) {
      if (!late) due = moveOn(calendar, now, allowed - active);
      unknown = false;
    }
    if (now === end) return { active, allowed, paused, due };
    if (!paused && calendar.open[now - calendar.first] === 1) active += 1;
    if (active > allowed) late = true;
  }
}

/** When so many open minutes have passed, walking; with 0 the first open minute. */
export function moveOn({ first, open }: Minutes, from: number, minutes: number): number | 'beyond' {
  let left = minutes;
  for (let now = from - first; now < open.length; now += 1) {
    if (open[now] !== 1) continue;
    if (left === 0) return first + now;
    left -= 1;
    if (left === 0) return first + now + 1;
  }
  return 'beyond';
}

function hoursOn(day: string, { week, wholeDay }: CalendarDefinition, holidays: HolidayList | null): Hours {
  const years = holidays?.years ?? [];
  if (years.some(({ makeUpDays }) => makeUpDays.includes(day))) return wholeDay;
  if (years.some(({ daysOff }) => daysOff.some(({ from, to }) => from <= day && day <= to))) return [];
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
  return week[names[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? 'sunday'];
}
