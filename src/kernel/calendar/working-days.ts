import { dayNumber, dayText } from './days.ts';
import { calendarErrors } from './errors.ts';
import type { DayRule } from './rule.ts';

/** Counts days on which a calendar is open at all; days are numbers since 1970-01-01. */
export interface WorkingDays {
  isWorking(day: number): boolean;
  /** Working days in `(after, until]`; negative when `until` is earlier. */
  count(after: number, until: number): number;
  /** The `days`-th working day after `from`, or before it when negative; `from` itself when 0. */
  add(from: number, days: number): number;
  /** @throws calendar.outOfRange when the calendar never opens again */
  onOrAfter(day: number): number;
}

/** Working days between two limits, prefix sums over all of them. Inputs outside are refused. */
export function countWorkingDays(hoursOf: DayRule, begins: string, ends: string): WorkingDays {
  const first = dayNumber(begins);
  const { upTo, days } = tabulate(hoursOf, first, dayNumber(ends));
  const refuse = () => calendarErrors.outOfRange({ from: begins, to: dayText(first + upTo.length - 2) });
  /** Working days before `day`. */
  const before = (day: number): number => {
    const count = upTo[day - first];
    if (count === undefined) throw refuse();
    return count;
  };
  const nth = (index: number): number => {
    const day = days[index];
    if (day === undefined) throw refuse();
    return day;
  };
  const isWorking = (day: number) => before(day + 1) > before(day);
  const add = (from: number, count: number) => {
    if (!Number.isSafeInteger(count)) throw calendarErrors.badDayCount();
    if (count === 0) return from;
    return count > 0 ? nth(before(from + 1) + count - 1) : nth(before(from) + count);
  };
  return { isWorking, add, count: (after, until) => before(until + 1) - before(after + 1), onOrAfter: (day) => nth(before(day)) };
}

function tabulate(hoursOf: DayRule, first: number, last: number): { upTo: Int32Array; days: number[] } {
  const upTo = new Int32Array(last - first + 2);
  const days: number[] = [];
  for (let day = first; day <= last; day += 1) {
    if (hoursOf(day).length > 0) days.push(day);
    upTo[day - first + 1] = days.length;
  }
  return { upTo, days };
}
