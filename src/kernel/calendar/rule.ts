import { dayNumber } from './days.ts';
import type { CalendarDefinition, HolidayList, Hours } from './definition.ts';
import type { DayMinutes } from './timeline.ts';

/** Which minutes of each local day (days since 1970-01-01) a calendar is open. */
export type DayRule = (day: number) => DayMinutes;

/** Weekly hours, overruled by days off and by make-up days (调休), which are whole working days whatever the weekday. */
export function dayRule({ week, wholeDay }: CalendarDefinition, holidays: HolidayList | null): DayRule {
  const ofWeekday = [week.sunday, week.monday, week.tuesday, week.wednesday, week.thursday, week.friday, week.saturday].map(minutesOf);
  const special = specialDays(holidays, minutesOf(wholeDay));
  return (day) => special.get(day) ?? (ofWeekday[weekday(day)] as DayMinutes);
}

/**
 * Open minutes of a day as from, until, from, until, …
 * @throws Error when the spans overlap or are out of order
 */
export function minutesOf(hours: Hours): DayMinutes {
  const minutes = hours.flatMap(({ from, to }) => [minuteOf(from), minuteOf(to)]);
  const wrong = minutes.findIndex((minute, i) => i % 2 === 1 && minute <= (minutes[i - 1] as number));
  const overlap = minutes.findIndex((minute, i) => i > 0 && i % 2 === 0 && minute < (minutes[i - 1] as number));
  if (wrong >= 0 || overlap >= 0) throw new Error(`calendar hours must be in order and apart: ${JSON.stringify(hours)}`);
  return minutes;
}

function specialDays(holidays: HolidayList | null, wholeDay: DayMinutes): Map<number, DayMinutes> {
  const special = new Map<number, DayMinutes>();
  for (const { daysOff, makeUpDays } of holidays?.years ?? []) {
    for (const { from, to } of daysOff) {
      for (let day = dayNumber(from); day <= dayNumber(to); day += 1) special.set(day, []);
    }
    for (const day of makeUpDays) special.set(dayNumber(day), wholeDay);
  }
  return special;
}

/** 0 is Sunday; 1970-01-01 was a Thursday. */
function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function minuteOf(clockTime: string): number {
  const [hours, minutes] = clockTime.split(':');
  return Number(hours) * 60 + Number(minutes);
}
