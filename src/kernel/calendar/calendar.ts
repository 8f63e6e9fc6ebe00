import { createHash } from 'node:crypto';

import type { Bilingual } from '../core/index.ts';
import { type Day, dayNumber, dayText } from './days.ts';
import type { CalendarDefinition, CalendarFile, HolidayList } from './definition.ts';
import { calendarErrors } from './errors.ts';
import { countOpenTime, LAST_DAY, type OpenTime } from './open-time.ts';
import { dayRule, minutesOf } from './rule.ts';
import { countWorkingDays, type WorkingDays } from './working-days.ts';
import { localDay, startOfDay, zoneOffset } from './zone.ts';

/** A working calendar. Every method is pure; dates outside the countable years are refused (`calendar.outOfRange`). */
export interface Calendar {
  readonly name: string;
  readonly title: Bilingual;
  /** IANA time zone. */
  readonly zone: string;
  /** Changes whenever hours, zone or holidays change; keep it with every deadline. */
  readonly version: string;
  /** Days that published holiday notices cover, or null when the calendar knows no holidays. */
  readonly published: { readonly from: Day; readonly to: Day } | null;
  /** The same counts in epoch milliseconds, for clocks. */
  readonly openTime: OpenTime;

  isOpen(at: Date): boolean;
  /** Open seconds since the calendar begins. */
  elapsed(at: Date): number;
  /** Open seconds from one moment to another. */
  between(from: Date, to: Date): number;
  /** When so many open seconds have passed. A deadline on a closing time stays there; 0 gives `from` or the next opening. */
  add(from: Date, openSeconds: number): Date;
  /** `at` itself while open, else the next opening. */
  nextOpening(at: Date): Date;
  /** Whether a count between these moments reaches past the published holidays, so that a later notice may change it. */
  isProvisional(from: Date, to: Date): boolean;

  /** The local day at a moment. */
  dayOf(at: Date): Day;
  /** The first moment of a local day; a period that ends "at 24:00" ends at the start of the next day. */
  startOfDay(day: Day): Date;
  /** When business closes on a day: the end of its last open hours, or 24:00 on a day that has none. */
  closingTime(day: Day): Date;
  isWorkingDay(when: Date | Day): boolean;
  /** The `days`-th working day after, not counting the day itself; before it when negative; the same day when 0. */
  addWorkingDays(when: Date | Day, days: number): Day;
  /** Working days after the first day up to and including the second. */
  workingDaysBetween(after: Date | Day, until: Date | Day): number;
  /** The day itself or the next working one: where a period goes whose last day is a day off. */
  workingDayOnOrAfter(when: Date | Day): Day;
  /** Closing time of the last of so many working days after `from`: the end of a period by article 203 of the Civil Code. */
  deadline(from: Date, workingDays: number): Date;
  /** Open seconds of so many whole working days, for clocks that run in working days. */
  secondsOf(workingDays: number): number;
}

const opened = new WeakMap<CalendarFile, Map<string, Calendar>>();

/**
 * Opens a calendar of the profile by name, or the profile's usual one. Laid out once per profile, then kept.
 * @throws calendar.unknownCalendar
 */
export function openCalendar(file: CalendarFile, name: string = file.default): Calendar {
  const kept = opened.get(file) ?? new Map<string, Calendar>();
  opened.set(file, kept);
  const calendar = kept.get(name) ?? build(file, name);
  kept.set(name, calendar);
  return calendar;
}

function build(file: CalendarFile, name: string): Calendar {
  const definition = Object.hasOwn(file.calendars, name) ? file.calendars[name] : undefined;
  if (!definition) throw calendarErrors.unknownCalendar({ name: name.slice(0, 40), known: Object.keys(file.calendars).join(', ') });
  const holidays = holidaysOf(file, name, definition);
  const hoursOf = dayRule(definition, holidays);
  const offsetOf = zoneOffset(definition.zone);
  const openTime = countOpenTime(hoursOf, offsetOf, file.begins, holidays?.to ?? file.begins);
  let table: WorkingDays | undefined;
  const workingDays = () => {
    table ??= countWorkingDays(hoursOf, file.begins, LAST_DAY);
    return table;
  };
  const { title, zone, wholeDay } = definition;
  const published = holidays && { from: holidays.from, to: holidays.to };
  const version = createHash('sha256')
    .update(JSON.stringify([file.begins, definition, holidays]))
    .digest('hex')
    .slice(0, 16);
  return {
    ...{ name, title, zone, version, published, openTime },
    ...openSeconds(
      openTime,
      provisionalTest(published, (day) => startOfDay(offsetOf, day)),
    ),
    ...days(openTime, workingDays, offsetOf),
    secondsOf: (count) => count * wholeDaySeconds(wholeDay),
  };
}

function openSeconds({ elapsed, add }: OpenTime, isProvisional: Calendar['isProvisional']) {
  const nextOpening = (at: Date) => new Date(add(at.getTime(), 0));
  return {
    isProvisional,
    nextOpening,
    isOpen: (at: Date) => nextOpening(at).getTime() === at.getTime(),
    elapsed: (at: Date) => elapsed(at.getTime()) / 1000,
    between: (from: Date, to: Date) => (elapsed(to.getTime()) - elapsed(from.getTime())) / 1000,
    add: (from: Date, seconds: number) => new Date(add(from.getTime(), Math.round(seconds * 1000))),
  };
}

function days({ elapsed, add }: OpenTime, workingDays: () => WorkingDays, offsetOf: (at: number) => number) {
  const numberOf = (when: Date | Day) => (typeof when === 'string' ? dayNumber(when) : localDay(offsetOf, openable(when)));
  const openable = (at: Date) => {
    elapsed(at.getTime()); // refuses a date nobody can count
    return at.getTime();
  };
  const closing = (day: number) => {
    const [begun, over] = [startOfDay(offsetOf, day), startOfDay(offsetOf, day + 1)];
    const open = elapsed(over) - elapsed(begun);
    return new Date(open > 0 ? add(begun, open) : over);
  };
  return {
    dayOf: (at: Date) => dayText(localDay(offsetOf, openable(at))),
    startOfDay: (day: Day) => new Date(startOfDay(offsetOf, dayNumber(day))),
    closingTime: (day: Day) => closing(dayNumber(day)),
    isWorkingDay: (when: Date | Day) => workingDays().isWorking(numberOf(when)),
    addWorkingDays: (when: Date | Day, count: number) => dayText(workingDays().add(numberOf(when), count)),
    workingDaysBetween: (after: Date | Day, until: Date | Day) => workingDays().count(numberOf(after), numberOf(until)),
    workingDayOnOrAfter: (when: Date | Day) => dayText(workingDays().onOrAfter(numberOf(when))),
    deadline: (from: Date, count: number) => closing(workingDays().add(numberOf(from), count)),
  };
}

function provisionalTest(published: Calendar['published'], startOf: (day: number) => number): Calendar['isProvisional'] {
  if (!published) return () => false;
  const from = startOf(dayNumber(published.from));
  const until = startOf(dayNumber(published.to) + 1);
  return (first, last) => first.getTime() < from || last.getTime() > until;
}

function holidaysOf(file: CalendarFile, name: string, { holidays }: CalendarDefinition): HolidayList | null {
  if (holidays === null) return null;
  const list = file.holidayLists[holidays];
  if (!list) throw new Error(`calendar ${name} follows the holiday list ${holidays}, which the profile does not hold`);
  return list;
}

function wholeDaySeconds(hours: CalendarDefinition['wholeDay']): number {
  return minutesOf(hours).reduce((sum, minute, i) => sum + (i % 2 === 1 ? minute : -minute), 0) * 60;
}
