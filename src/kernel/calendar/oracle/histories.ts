import assert from 'node:assert/strict';

import fc from 'fast-check';

import { type Calendar, openCalendar } from '../calendar.ts';
import { type Clock, changeClock, earliestDue, type OnChange, readClock, startClock } from '../clock.ts';
import { dayNumber, dayText } from '../days.ts';
import type { CalendarDefinition, CalendarFile, Hours } from '../definition.ts';
import { type History, lookAtMinutes, type Minutes, moveOn, walk } from './minute-walker.ts';

const DAY = 24 * 60;

/** Random days off and make-up days lie this close to the first day. */
const LISTED_DAYS = 16;
type Value<Drawn> = Drawn extends fc.Arbitrary<infer V> ? V : never;

const TITLE = { en: 'Random', zh: '随机' };

/** First days of the weeks looked at: most of them just before clocks change somewhere. */
const SEASONS = ['2026-03-02', '2026-03-20', '2026-09-25', '2025-10-20', '2025-12-20', '2026-06-10'];
const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns', 'Africa/Casablanca', 'UTC'];

const clockTime = fc.oneof({ arbitrary: fc.constantFrom(0, DAY, 60, 120, 150, 180), weight: 2 }, { arbitrary: fc.nat(DAY), weight: 3 });
const hours: fc.Arbitrary<Hours> = fc.oneof(
  { arbitrary: fc.constant<Hours>([{ from: '00:00', to: '24:00' }]), weight: 1 },
  { arbitrary: fc.uniqueArray(clockTime, { maxLength: 6 }).map(pairUp), weight: 4 },
);

/** So that no calendar stays closed for ever, which `add` refuses. */
const someHours = hours.filter((spans) => spans.length > 0);

/** Two calendars that share a random holiday list, and when they are looked at. */
function calendarsArb() {
  const day = fc.nat(LISTED_DAYS);
  const definition = fc.record({
    title: fc.constant(TITLE),
    source: fc.constant(TITLE),
    zone: fc.constantFrom(...ZONES),
    week: fc.record({
      monday: someHours,
      tuesday: hours,
      wednesday: hours,
      thursday: hours,
      friday: hours,
      saturday: hours,
      sunday: hours,
    }),
    wholeDay: hours,
    holidays: fc.constantFrom('list', 'list', 'list', null),
  });
  const daysOff = fc.array(fc.tuple(day, fc.nat(8)), { maxLength: 4 });
  const list = fc.record({ daysOff, makeUpDays: fc.array(day, { maxLength: 4 }) });
  return fc.record({ season: fc.constantFrom(...SEASONS), one: definition, two: definition, list });
}

type Drawn = Value<ReturnType<typeof calendarsArb>>;

/** Times are minutes after the first day looked at; everything happens in the first `span` minutes. */
function historyArb(span: number) {
  const at = fc.nat(span);
  const allowed = fc.oneof(fc.nat(3 * DAY), fc.nat(Math.ceil(span / 2)), fc.constant(0));
  const pause = fc.record({ from: at, lasts: fc.oneof(fc.nat(DAY), fc.nat(span), fc.constant(null)) });
  const change = fc.record({ at, allowed, second: fc.boolean(), onChange: fc.constantFrom<OnChange>('keep', 'restart', 'carry') });
  return fc.record({
    start: at,
    length: fc.nat(span),
    allowed,
    second: fc.boolean(),
    pauses: fc.array(pause, { maxLength: 3 }),
    changes: fc.array(change, { maxLength: 2 }),
  });
}

type DrawnHistory = Value<ReturnType<typeof historyArb>>;

/** How many random histories to compare: on how many pairs of calendars, over how many days. */
export interface Amount {
  readonly calendars: number;
  readonly historiesEach: number;
  readonly days: number;
}

/**
 * Compares clocks with the minute walker.
 * @throws Error with the seed and the first history that differs; a pair of calendars is costly, so nothing is shrunk
 */
export function compareWithMinuteWalker({ calendars, historiesEach, days }: Amount, seed: number): void {
  const histories = fc.array(historyArb(days * DAY), { minLength: historiesEach, maxLength: historiesEach });
  const property = fc.property(calendarsArb(), histories, (drawn, drawnHistories) => {
    const pair = openPair(drawn, days);
    let before = Number.POSITIVE_INFINITY; // merging a case with the one before it
    for (const history of drawnHistories) before = compareTold(pair, drawn, history, days, before);
  });
  const { failed, errorInstance } = fc.check(property, { numRuns: calendars, seed, endOnFailure: true });
  if (failed) throw new Error(`seed ${seed}: ${String(errorInstance)}`);
}

function compareTold(pair: Pair, drawn: Drawn, history: DrawnHistory, days: number, before: number): number {
  try {
    return compare(pair, history, days, before);
  } catch (error) {
    throw new Error(`${String(error)}\n${JSON.stringify({ drawn, history })}`);
  }
}

interface Pair {
  readonly first: number;
  readonly calendars: readonly [Calendar, Calendar];
  readonly minutes: readonly [Minutes, Minutes];
}

function openPair({ season, one, two, list }: Drawn, days: number): Pair {
  const firstDay = dayNumber(season);
  const at = (offset: number) => dayText(firstDay + offset);
  const daysOff = list.daysOff.map(([from, length]) => ({ name: TITLE, from: at(from), to: at(from + length) }));
  const year = { year: 2026, notices: [], daysOff, makeUpDays: list.makeUpDays.map(at) };
  const holidays = { source: TITLE, from: season, to: at(LISTED_DAYS), years: [year] };
  const file: CalendarFile = { default: 'one', begins: at(-3), calendars: { one, two }, holidayLists: { list: holidays } };
  const first = firstDay * DAY;
  const look = (definition: CalendarDefinition) =>
    lookAtMinutes(definition, definition.holidays === null ? null : holidays, first, 2 * days * DAY + 20 * DAY);
  return { first, calendars: [openCalendar(file, 'one'), openCalendar(file, 'two')], minutes: [look(one), look(two)] };
}

/** @returns when the clock is due, in epoch milliseconds, or the due time before it when it has none */
function compare({ first, calendars, minutes }: Pair, drawn: DrawnHistory, days: number, before: number): number {
  const start = first + Math.min(drawn.start, days * DAY - 1);
  const end = Math.min(start + drawn.length, first + days * DAY);
  const changes = drawn.changes
    .map(({ at, ...change }) => ({ ...change, at: start + Math.floor((at * (end - start)) / (days * DAY)) }))
    .sort((a, b) => a.at - b.at);
  const pauses = drawn.pauses.map(({ from, lasts }) => ({ from: first + from, to: lasts === null ? null : first + from + lasts }));
  const pick = <Thing>(things: readonly [Thing, Thing], second: boolean) => things[second ? 1 : 0];

  const history: History = {
    start,
    allowed: drawn.allowed,
    pauses,
    calendar: pick(minutes, drawn.second),
    changes: changes.map((change) => ({ ...change, calendar: pick(minutes, change.second) })),
  };
  const expected = walk(history, end);

  let clock: Clock = {
    ...startClock(pick(calendars, drawn.second), drawn.allowed * 60, moment(start)),
    pauses: pauses.map(({ from, to }) => ({ from: moment(from), to: to === null ? null : moment(to) })),
  };
  for (const { at, second, allowed, onChange } of changes) {
    clock = changeClock(clock, { calendar: pick(calendars, second), allowedSeconds: allowed * 60, onChange }, moment(at));
  }
  const reading = readClock(clock, moment(end));
  assert.equal(reading.activeSeconds, expected.active * 60, 'open time used');
  assert.equal(reading.onTime, expected.active <= expected.allowed, 'on time');
  assert.equal(reading.state, expected.paused ? 'paused' : 'running', 'state');
  if (expected.due !== 'beyond')
    assert.equal(reading.dueAt?.getTime() ?? null, expected.due === null ? null : expected.due * 60_000, 'due');
  compareMerge(reading, before);
  compareAdd(pick(calendars, drawn.second), pick(minutes, drawn.second), end, drawn.allowed);
  return reading.dueAt?.getTime() ?? before;
}

/** A merged case is due when the earlier of the two was. */
function compareMerge(reading: ReturnType<typeof readClock>, before: number): void {
  if (before === Number.POSITIVE_INFINITY) return;
  const merged = earliestDue([reading, { ...reading, state: 'running', dueAt: new Date(before) }]);
  assert.equal(merged?.getTime(), Math.min(before, reading.dueAt?.getTime() ?? before), 'merged');
}

function compareAdd(calendar: Calendar, minutes: Minutes, from: number, allowed: number): void {
  const due = moveOn(minutes, from, allowed);
  if (due !== 'beyond') assert.equal(calendar.add(moment(from), allowed * 60).getTime(), due * 60_000, 'add');
}

function moment(minute: number): Date {
  return new Date(minute * 60_000);
}

/** Turns distinct minutes of a day into hours that are in order and apart; neighbours may touch at no point, yet days may. */
function pairUp(minutes: number[]): Hours {
  const sorted = [...minutes].sort((a, b) => a - b);
  const spans: Hours = [];
  for (let i = 0; i + 1 < sorted.length; i += 2) spans.push({ from: clockText(sorted[i] ?? 0), to: clockText(sorted[i + 1] ?? 0) });
  return spans;
}

function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
