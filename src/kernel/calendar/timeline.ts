import { DAY_MS } from './days.ts';
import type { OffsetStretch } from './zone.ts';

/** Open minutes of one day by the wall clock: from, until, from, until, … in minutes after midnight. */
export type DayMinutes = readonly number[];

/**
 * The open intervals of a calendar, half-open `[starts[i], ends[i])` in epoch milliseconds, sorted, touching ones joined.
 * `sums[i]` is the open time of the first `i` intervals.
 */
export interface Timeline {
  readonly from: number;
  readonly until: number;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly sums: Float64Array;
}

/**
 * Lays out when a calendar is open. An instant is open when the wall clock of its zone shows open hours, so an hour that clocks
 * repeat counts twice and one that they skip does not count.
 */
export function layOut(hoursOf: (day: number) => DayMinutes, stretches: readonly OffsetStretch[]): Timeline {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const stretch of stretches) {
    const lastDay = Math.floor((stretch.until + stretch.offset - 1) / DAY_MS);
    for (let day = Math.floor((stretch.from + stretch.offset) / DAY_MS); day <= lastDay; day += 1) {
      layOutDay(hoursOf(day), day * DAY_MS - stretch.offset, stretch, starts, ends);
    }
  }
  const sums = new Float64Array(starts.length + 1);
  for (let i = 0; i < starts.length; i += 1) sums[i + 1] = at(sums, i) + at(ends, i) - at(starts, i);
  const [from, until] = [stretches[0]?.from ?? 0, stretches.at(-1)?.until ?? 0];
  return { from, until, starts: Float64Array.from(starts), ends: Float64Array.from(ends), sums };
}

/** Open milliseconds from the beginning of the timeline until `t`, which must lie within it. */
export function elapsed({ starts, ends, sums }: Timeline, t: number): number {
  const i = countUpTo(starts, t);
  return i === 0 ? 0 : at(sums, i - 1) + Math.min(t, at(ends, i - 1)) - at(starts, i - 1);
}

/**
 * The moment at which `open` more milliseconds of open time have passed since `t`, or null when the timeline ends before.
 * It may be a closing time, and stays there. With `open` 0 it is `t` itself while open, else the next opening.
 */
export function add(line: Timeline, t: number, open: number): number | null {
  if (open === 0) return nextOpening(line, t);
  const target = elapsed(line, t) + open;
  const k = countBelow(line.sums, target);
  return k < line.sums.length ? at(line.starts, k - 1) + target - at(line.sums, k - 1) : null;
}

/** `t` itself while open, else the next opening, or null when the timeline ends before. */
function nextOpening({ starts, ends }: Timeline, t: number): number | null {
  const i = countUpTo(starts, t);
  if (i > 0 && t < at(ends, i - 1)) return t;
  return starts[i] ?? null;
}

function layOutDay(minutes: DayMinutes, midnight: number, { from, until }: OffsetStretch, starts: number[], ends: number[]): void {
  for (let i = 0; i < minutes.length; i += 2) {
    const start = Math.max(from, midnight + at(minutes, i) * 60_000);
    const end = Math.min(until, midnight + at(minutes, i + 1) * 60_000);
    if (start >= end) continue;
    if (ends.at(-1) === start) ends[ends.length - 1] = end;
    else {
      starts.push(start);
      ends.push(end);
    }
  }
}

/** How many of the sorted values are `<= limit`. */
function countUpTo(values: Float64Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(values, middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the sorted values are `< limit`, which is the least index that reaches it. */
function countBelow(values: Float64Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(values, middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An element that is known to exist. */
function at(values: ArrayLike<number>, index: number): number {
  return values[index] as number;
}
