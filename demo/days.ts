import chineseDays from 'chinese-days';

/** A day on the calendar as `YYYY-MM-DD`. */
export type Day = string;

const DAY_MS = 86_400_000;

/** The day `count` days later, or earlier when negative. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** How many days `to` lies after `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Every day from `from` to `to`, both included. */
export function eachDay(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
}

/** Working days in a range, with the make-up days (调休) of the official calendar. */
export function workingDays(from: Day, to: Day): Day[] {
  return eachDay(from, to).filter((day) => chineseDays.isWorkday(day));
}

/** The first day of the month that lies `count` months after the month of `day`. */
export function monthStart(day: Day, count = 0): Day {
  const date = new Date(Date.parse(`${day.slice(0, 7)}-01`));
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 10);
}

/** Where in the year a day lies, 0 on 1 January to just under 1 on 31 December. */
export function seasonOf(day: Day): number {
  return daysBetween(`${day.slice(0, 4)}-01-01`, day) / 366;
}
