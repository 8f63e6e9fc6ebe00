import type { CalendarFile, ReadProfile } from '#kernel';
import { calendarFile } from '#kernel';

type Definition = CalendarFile['calendars'][string];

const DAY = 24 * 60;
/** Shaoxing is eight hours ahead of UTC all year. */
const OFFSET = 8 * 60;
const WEEK = ['thursday', 'friday', 'saturday', 'sunday', 'monday', 'tuesday', 'wednesday'] as const; // 1970-01-01 was a Thursday

/** Every minute of some weeks, one by one: 1 where a calendar of the profile is open. Knows nothing of how the kernel counts. */
export interface Minutes {
  /** Minutes since 1970-01-01 UTC. */
  readonly first: number;
  readonly open: Uint8Array;
}

/** Looks at every minute from a UTC day on. */
export function minutesOf(profile: ReadProfile, name: string, firstDay: string, days: number): Minutes {
  const file = profile(calendarFile);
  const definition = file.calendars[name] as Definition;
  const first = Date.parse(`${firstDay}T00:00:00Z`) / 60_000;
  const open = Uint8Array.from({ length: days * DAY }, (_, at) => (isOpen(file, definition, first + at + OFFSET) ? 1 : 0));
  return { first, open };
}

function isOpen(file: CalendarFile, definition: Definition, localMinute: number): boolean {
  const day = Math.floor(localMinute / DAY);
  const text = new Date(day * DAY * 60_000).toISOString().slice(0, 10);
  const list = definition.holidays === null ? null : file.holidayLists[definition.holidays];
  const years = list?.years ?? [];
  const off = years.some(({ daysOff }) => daysOff.some(({ from, to }) => text >= from && text <= to));
  const madeUp = years.some(({ makeUpDays }) => makeUpDays.includes(text));
  const weekday = WEEK[day % 7] as (typeof WEEK)[number];
  const hours = madeUp ? definition.wholeDay : off ? [] : definition.week[weekday];
  return hours.some(({ from, to }) => minuteOf(from) <= localMinute % DAY && localMinute % DAY < minuteOf(to));
}

function minuteOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

/** Open minutes from one minute to another that no halt covers, counted one by one. */
export function walk({ first, open }: Minutes, from: number, to: number, halted: (minute: number) => boolean): number {
  let counted = 0;
  for (let minute = from; minute < to; minute += 1) if (open[minute - first] === 1 && !halted(minute)) counted += 1;
  return counted;
}
