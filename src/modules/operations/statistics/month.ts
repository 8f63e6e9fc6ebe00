import { localDate, localMoment } from '#kernel';

/** A calendar month as `YYYY-MM`. */
export type Month = string;

/** What a month looks like in an address. */
export const MONTH = '^(20[2-9][0-9])-(0[1-9]|1[0-2])$';

/** The month that a zone's calendar shows at an instant. */
export function monthAt(zone: string, at: Date): Month {
  return localDate(zone, at).slice(0, 7);
}

/** The month so many months later; earlier when negative. */
export function monthAfter(month: Month, months = 1): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** First instant of a month, and of the one after it. */
export function spanOf(zone: string, month: Month): { readonly from: Date; readonly to: Date } {
  return { from: localMoment(zone, `${month}-01`, '00:00'), to: localMoment(zone, `${monthAfter(month)}-01`, '00:00') };
}

/** When a month is closed: at the start of this day of the next one. */
export function closesAt(zone: string, month: Month, day: number): Date {
  return localMoment(zone, `${monthAfter(month)}-${String(day).padStart(2, '0')}`, '00:00');
}

/** Months from the first to the last, both included. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const months = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}
