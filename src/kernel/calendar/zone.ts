import { DAY_MS } from './days.ts';

/** A stretch of time, half-open in epoch milliseconds, during which a zone's clocks keep one offset from UTC (also milliseconds). */
export interface OffsetStretch {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
export type OffsetOf = (at: number) => number;

const kept = new Map<string, OffsetOf>();

/**
 * A zone's offsets, from the time-zone data that Node carries.
 * @throws RangeError when there is no such IANA zone
 */
export function zoneOffset(zone: string): OffsetOf {
  const known = kept.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsetOf: OffsetOf = (at) => readOffset(format.format(at));
  kept.set(zone, offsetOf);
  return offsetOf;
}

/** Cuts a span of time wherever the zone's clocks are put forward or back. No zone has ever done both within one day. */
export function offsetStretches(offsetOf: OffsetOf, from: number, until: number): OffsetStretch[] {
  const stretches: OffsetStretch[] = [];
  let begun = from;
  let offset = offsetOf(from);
  for (let at = from; at < until; ) {
    const next = Math.min(at + DAY_MS, until);
    if (offsetOf(next) === offset) {
      at = next;
      continue;
    }
    at = firstChange(offsetOf, at, next);
    if (at >= until) break;
    stretches.push({ from: begun, until: at, offset });
    begun = at;
    offset = offsetOf(at);
  }
  stretches.push({ from: begun, until, offset });
  return stretches;
}

/** The first instant of a local day: the earliest at which the zone's wall calendar shows it or a later day. */
export function startOfDay(offsetOf: OffsetOf, day: number): number {
  const midnight = day * DAY_MS;
  for (const { from, until, offset } of offsetStretches(offsetOf, midnight - 2 * DAY_MS, midnight + 2 * DAY_MS)) {
    const at = Math.max(from, midnight - offset);
    if (at < until) return at;
  }
  throw new Error(`day ${day} never begins`);
}

/** The local day at an instant, as days since 1970-01-01. */
export function localDay(offsetOf: OffsetOf, at: number): number {
  return Math.floor((at + offsetOf(at)) / DAY_MS);
}

/** Clocks change on whole seconds; `last` already shows another offset than `first`. */
function firstChange(offsetOf: OffsetOf, first: number, last: number): number {
  const offset = offsetOf(first);
  let [same, changed] = [Math.floor(first / 1000), Math.ceil(last / 1000)];
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (offsetOf(middle * 1000) === offset) same = middle;
    else changed = middle;
  }
  return changed * 1000;
}

/** Reads `GMT+08:00`, `GMT-03:30`, `GMT+08:05:43` (before 1901) or plain `GMT` at the end of a formatted date. */
function readOffset(formatted: string): number {
  const [, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(formatted) ?? [];
  if (!sign) return 0;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
  return (sign === '-' ? -size : size) * 1000;
}

/**
 * The instant at which a zone's clocks show a time of a day. A time that is skipped when clocks are put forward is the instant at which
 * they would have shown it, had they not been.
 * @param day `YYYY-MM-DD`
 * @param time `HH:MM`
 */
export function localMoment(zone: string, day: string, time: string): Date {
  const offsetOf = zoneOffset(zone);
  const wall = Date.parse(`${day}T${time}:00Z`);
  return new Date(wall - offsetOf(wall - offsetOf(wall)));
}

/** The day, `YYYY-MM-DD`, that a zone's calendar shows at an instant. */
export function localDate(zone: string, at: Date): string {
  return new Date(at.getTime() + zoneOffset(zone)(at.getTime())).toISOString().slice(0, 10);
}
