import { DAY_MS, dayNumber, dayText } from './days.ts';
import { calendarErrors } from './errors.ts';
import type { DayRule } from './rule.ts';
import * as timeline from './timeline.ts';
import { type OffsetOf, offsetStretches, startOfDay } from './zone.ts';

/** Nothing is counted from this day on; it keeps a hostile date from filling the memory. */
export const LAST_DAY = '2200-01-01';

/** Counts open time; instants are epoch milliseconds, durations milliseconds, so that everything is exact. */
export interface OpenTime {
  /** @throws calendar.outOfRange */
  elapsed(at: number): number;
  /** @throws calendar.outOfRange, calendar.badDuration */
  add(from: number, open: number): number;
}

/** Lays the calendar out to two years beyond `knownUntil`, and further when somebody asks for it. */
export function countOpenTime(hoursOf: DayRule, offsetOf: OffsetOf, begins: string, knownUntil: string): OpenTime {
  const first = startOfDay(offsetOf, dayNumber(begins));
  const last = startOfDay(offsetOf, dayNumber(LAST_DAY));
  const layOutTo = (until: number) => timeline.layOut(hoursOf, offsetStretches(offsetOf, first, Math.min(last, until)));
  let line = layOutTo(Math.max(first, startOfDay(offsetOf, dayNumber(knownUntil))) + 2 * 366 * DAY_MS);

  const refuse = () => calendarErrors.outOfRange({ from: begins, to: dayText(dayNumber(LAST_DAY) - 1) });
  const grow = () => {
    if (line.until >= last) throw refuse();
    line = layOutTo(line.until + (line.until - first));
  };
  const cover = (at: number) => {
    if (!(at >= first && at < last)) throw refuse();
    while (at >= line.until) grow();
  };

  return {
    elapsed(at) {
      cover(at);
      return timeline.elapsed(line, at);
    },
    add(from, open) {
      if (!(open >= 0)) throw calendarErrors.badDuration();
      cover(from);
      for (;;) {
        const due = timeline.add(line, from, open);
        if (due !== null) return due;
        grow();
      }
    },
  };
}
