import { type Clock, calendarFile, openCalendar, readClock, startClock } from '../src/kernel/calendar/index.ts';
import { lookAtMinutes, type Minutes, walk } from '../src/kernel/calendar/oracle/minute-walker.ts';
import { openProfile } from '../src/kernel/core/index.ts';

const MINUTE = 60_000;
const DEADLINES = 1_000_000;
const WALKED = 2_000;
const TARGET = 1_000_000;

/** Deadlines per second on one thread, without and with pauses, beside a walk from minute to minute on the same clocks. */
export async function* run(): AsyncIterable<object> {
  const file = openProfile(new URL('../profiles/zhejiang/', import.meta.url))(calendarFile);
  const definition = file.calendars['office'];
  const list = file.holidayLists['state-council'];
  if (!definition || !list) throw new Error('the profile has no office calendar');
  const calendar = openCalendar(file, 'office');
  const first = Date.parse('2026-01-01T00:00:00Z') / MINUTE;
  const minutes = lookAtMinutes(definition, list, first, 300 * 24 * 60);

  for (const pauses of [0, 3]) {
    const clocks = Array.from({ length: 1000 }, (_, i) => clockOf(i, pauses));
    const readings = clocks.map((clock) => ({
      clock: {
        ...startClock(calendar, clock.allowed * 60, minute(clock.start)),
        pauses: clock.pauses.map(([from, to]) => ({ from: minute(from), to: minute(to) })),
      },
      at: minute(clock.end),
    }));
    perSecond(DEADLINES / 5, (i) => read(readings, i)); // warm up
    const fast = perSecond(DEADLINES, (i) => read(readings, i));
    const slow = perSecond(WALKED, (i) => walked(clocks, minutes, i));
    yield figure(pauses === 0 ? 'deadlines without pauses' : `deadlines with ${pauses} pauses`, fast, slow);
  }
  const starts = Array.from({ length: 1000 }, (_, i) => minute(first + i * 97));
  const added = perSecond(DEADLINES, (i) => calendar.add(starts[i % 1000] as Date, 50_400).getTime());
  yield figure('deadlines by addition alone', added, null);

  /** A clock of 14 working hours that runs for ten days, with pauses that overlap. */
  function clockOf(i: number, count: number) {
    const start = first + 9 * 60 + i * 211;
    const pauses = Array.from({ length: count }, (_, k): [number, number] => [start + 400 + k * 1300, start + 400 + k * 1300 + 1700]);
    return { start, allowed: 840, end: start + 14_400, pauses };
  }
}

interface Walkable {
  readonly start: number;
  readonly allowed: number;
  readonly end: number;
  readonly pauses: readonly [number, number][];
}

function read(readings: readonly { clock: Clock; at: Date }[], i: number): number {
  const { clock, at } = readings[i % readings.length] as (typeof readings)[number];
  return readClock(clock, at).dueAt?.getTime() ?? 0;
}

function walked(clocks: readonly Walkable[], calendar: Minutes, i: number): number {
  const { pauses, end, ...clock } = clocks[i % clocks.length] as Walkable;
  const history = { ...clock, calendar, changes: [], pauses: pauses.map(([from, to]) => ({ from, to })) };
  const { due } = walk(history, end);
  return typeof due === 'number' ? due : 0;
}

/** Calls per second; the results are added up, so that none can be left out. */
function perSecond(calls: number, work: (i: number) => number): number {
  let sum = 0;
  const begun = performance.now();
  for (let i = 0; i < calls; i += 1) sum += work(i);
  const seconds = (performance.now() - begun) / 1000;
  if (!(sum > 0)) throw new Error('nothing was counted');
  return calls / seconds;
}

function figure(name: string, value: number, comparison: number | null): object {
  return {
    suite: 'calendar',
    figure: name,
    value: Math.round(value),
    unit: 'deadlines/s, one thread',
    comparison: comparison === null ? null : { name: 'minute walker', value: Math.round(comparison) },
    ratio: comparison === null ? null : Number((value / comparison).toFixed(1)),
    target: TARGET,
    met: value >= TARGET,
  };
}

function minute(number: number): Date {
  return new Date(number * MINUTE);
}
