import { calendarErrors } from './errors.ts';

/** A day on the calendar, `YYYY-MM-DD`. */
export type Day = string;

export const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Days since 1970-01-01.
 * @throws calendar.notADay
 */
export function dayNumber(day: Day): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || dayText(at / DAY_MS) !== day) throw calendarErrors.notADay({ day: String(day).slice(0, 40) });
  return at / DAY_MS;
}

/** The day that is `number` days after 1970-01-01. */
export function dayText(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}
