import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { DAY_MS } from './days.ts';
import type { CalendarFile, Hours } from './definition.ts';
import { changeClock, earliestDue, escalationAt, openCalendar, type Pause, readClock, startClock } from './index.ts';
import { compareWithMinuteWalker } from './oracle/histories.ts';
import { layOut } from './timeline.ts';

const TITLE = { en: 'Test', zh: '测试' };
const HOUR = 3600;
const ALL_DAY: Hours = [{ from: '00:00', to: '24:00' }];
const OFFICE: Hours = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];

function definition(zone: string, weekday: Hours, weekend: Hours, holidays: string | null) {
  const week = {
    monday: weekday,
    tuesday: weekday,
    wednesday: weekday,
    thursday: weekday,
    friday: weekday,
    saturday: weekend,
    sunday: weekend,
  };
  return { title: TITLE, source: TITLE, zone, week, wholeDay: weekday, holidays };
}

/** Spring Festival 2026 as published: 15 to 23 February off; Saturdays 14 and 28 February worked. */
const file: CalendarFile = {
  default: 'office',
  begins: '2025-01-01',
  calendars: {
    office: definition('Asia/Shanghai', OFFICE, [], 'list'),
    plain: definition('Asia/Shanghai', OFFICE, [], null),
    always: definition('Asia/Shanghai', ALL_DAY, ALL_DAY, null),
    berlin: definition('Europe/Berlin', ALL_DAY, ALL_DAY, null),
    berlinNights: definition('Europe/Berlin', [{ from: '01:30', to: '04:00' }], [{ from: '01:30', to: '04:00' }], null),
    lordHowe: definition('Australia/Lord_Howe', ALL_DAY, ALL_DAY, null),
    never: definition('Asia/Shanghai', [], [], null),
  },
  holidayLists: {
    list: {
      source: TITLE,
      from: '2025-01-01',
      to: '2026-12-31',
      years: [
        {
          year: 2026,
          notices: [],
          daysOff: [{ name: TITLE, from: '2026-02-15', to: '2026-02-23' }],
          makeUpDays: ['2026-02-14', '2026-02-28'],
        },
      ],
    },
  },
};

const office = openCalendar(file);
const always = openCalendar(file, 'always');

/** A moment in Shanghai. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const iso = (date: Date | null) => date && new Date(date.getTime() + 8 * HOUR * 1000).toISOString().slice(0, 16).replace('T', ' ');
const due = (from: string, hours: number) => iso(office.add(at(from), hours * HOUR));

describe('a working calendar', () => {
  it('counts only open hours', () => assert.equal(due('2026-03-02 10:00', 3), '2026-03-02 14:00'));
  it('goes over the weekend', () => assert.equal(due('2026-03-06 16:00', 2), '2026-03-09 10:00'));
  it('leaves a deadline on a closing time there: it does not jump to the next morning', () => {
    assert.equal(due('2026-03-06 16:00', 1), '2026-03-06 17:00');
    assert.equal(due('2026-03-06 11:00', 1), '2026-03-06 12:00');
  });
  it('gives the moment itself for no time at all while open, else the next opening', () => {
    assert.equal(due('2026-03-06 16:00', 0), '2026-03-06 16:00');
    assert.equal(due('2026-03-06 17:00', 0), '2026-03-09 09:00');
    assert.equal(due('2026-03-07 08:00', 0), '2026-03-09 09:00');
  });
  it('does not ignore holidays', () => assert.equal(due('2026-02-14 16:00', 2), '2026-02-24 10:00'));
  it('works on make-up days (调休)', () => assert.equal(due('2026-02-13 16:00', 2), '2026-02-14 10:00'));
  it('loses no minute at midnight in a 24/7 calendar', () => {
    assert.equal(iso(always.add(at('2026-03-02 23:30'), 48 * HOUR)), '2026-03-04 23:30');
    assert.equal(always.between(at('2026-03-01 00:00'), at('2026-03-31 00:00')), 30 * 24 * HOUR);
    assert.equal(iso(always.add(at('2026-03-02 12:00'), 12 * HOUR)), '2026-03-03 00:00');
  });
  it('is one single interval when it never closes', () => {
    const { starts, ends } = layOut(() => [0, 24 * 60], [{ from: 0, until: 30 * DAY_MS, offset: 8 * HOUR * 1000 }]);
    assert.deepEqual([[...starts], [...ends]], [[0], [30 * DAY_MS]]);
  });
  it('counts real hours when clocks change: a day in Berlin has 23, 24 or 25', () => {
    const berlin = openCalendar(file, 'berlin');
    const hours = (day: string, next: string) => berlin.between(berlin.startOfDay(day), berlin.startOfDay(next)) / HOUR;
    assert.deepEqual(
      [hours('2026-03-29', '2026-03-30'), hours('2026-03-28', '2026-03-29'), hours('2026-10-25', '2026-10-26')],
      [23, 24, 25],
    );
  });
  it('skips open hours that the clocks skip, and counts twice those they repeat', () => {
    const nights = openCalendar(file, 'berlinNights');
    const open = (day: string, next: string) => nights.between(nights.startOfDay(day), nights.startOfDay(next)) / HOUR;
    assert.deepEqual(
      [open('2026-03-28', '2026-03-29'), open('2026-03-29', '2026-03-30'), open('2026-10-25', '2026-10-26')],
      [2.5, 1.5, 3.5],
    );
  });
  it('knows the half hour of Lord Howe', () => {
    const lordHowe = openCalendar(file, 'lordHowe');
    const length = lordHowe.between(lordHowe.startOfDay('2026-10-04'), lordHowe.startOfDay('2026-10-05'));
    assert.equal(length / HOUR, 23.5);
  });
  it('grows with the years asked for', () => assert.equal(office.dayOf(office.add(at('2026-03-02 10:00'), 7 * HOUR * 2600)), '2036-02-18'));
  it('keeps milliseconds', () =>
    assert.equal(office.add(new Date('2026-03-02T02:00:00.123Z'), 0.5).toISOString(), '2026-03-02T02:00:00.623Z'));
  it('changes its version with any fact it rests on', () => {
    const other = structuredClone(file);
    other.holidayLists['list']?.years[0]?.makeUpDays.pop();
    assert.notEqual(openCalendar(other).version, office.version);
    assert.equal(openCalendar(structuredClone(file)).version, office.version);
  });

  it('adds in two steps what it adds in one, and measures what it has added, to the millisecond', () => {
    const moments = fc.date({ min: at('2025-02-01 00:00'), max: at('2027-06-01 00:00'), noInvalidDate: true });
    const seconds = fc.integer({ min: 1, max: 400 * HOUR * 1000 }).map((milliseconds) => milliseconds / 1000);
    const calendars = fc.constantFrom(...Object.keys(file.calendars).filter((name) => name !== 'never'));
    const property = fc.property(moments, seconds, seconds, calendars, (from, first, second, name) => {
      const calendar = openCalendar(file, name);
      const [once, twice] = [calendar.add(from, first + second), calendar.add(calendar.add(from, first), second)];
      assert.equal(once.getTime(), twice.getTime());
      assert.ok(Math.abs(calendar.between(from, once) - first - second) < 0.0011);
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it('refuses what it cannot count, in both languages', () => {
    const code = failure;
    assert.equal(
      code(() => openCalendar(file, '__proto__')),
      'calendar.unknownCalendar',
    );
    assert.equal(
      code(() => office.add(new Date(Number.NaN), 1)),
      'calendar.outOfRange',
    );
    assert.equal(
      code(() => office.add(new Date('1999-01-01'), 1)),
      'calendar.outOfRange',
    );
    assert.equal(
      code(() => office.add(at('2026-03-02 10:00'), 1e15)),
      'calendar.outOfRange',
    );
    assert.equal(
      code(() => office.add(at('2026-03-02 10:00'), -1)),
      'calendar.badDuration',
    );
    assert.equal(
      code(() => office.add(at('2026-03-02 10:00'), Number.NaN)),
      'calendar.badDuration',
    );
    assert.equal(
      code(() => office.isWorkingDay('2026-02-30')),
      'calendar.notADay',
    );
    assert.equal(
      code(() => office.addWorkingDays('2026-02-20', 0.5)),
      'calendar.badDayCount',
    );
    assert.equal(
      code(() => office.addWorkingDays('2026-02-20', 1e9)),
      'calendar.outOfRange',
    );
    assert.equal(
      code(() => openCalendar(file, 'never').add(at('2026-03-02 10:00'), 1)),
      'calendar.outOfRange',
    );
  });
  it('does not open with hours that overlap or run backwards', () => {
    const wrong = structuredClone(file);
    for (const hours of [[{ from: '12:00', to: '09:00' }], [OFFICE[0], { from: '11:00', to: '13:00' }]]) {
      Object.assign(wrong.calendars['plain'] ?? {}, { wholeDay: hours, week: { ...wrong.calendars['plain']?.week, monday: hours } });
      assert.throws(() => openCalendar(structuredClone(wrong), 'plain'), /in order and apart/);
    }
  });
});

describe('working days', () => {
  it('are counted from the day after, over holidays and make-up days', () => {
    assert.equal(office.addWorkingDays('2026-02-13', 1), '2026-02-14');
    assert.equal(office.addWorkingDays('2026-02-13', 2), '2026-02-24');
    assert.equal(office.addWorkingDays('2026-02-24', -2), '2026-02-13');
    assert.equal(office.addWorkingDays('2026-02-15', 0), '2026-02-15');
  });
  it('between two days include the last and not the first', () => {
    assert.equal(office.workingDaysBetween('2026-02-13', '2026-02-24'), 2);
    assert.equal(office.workingDaysBetween('2026-02-24', '2026-02-13'), -2);
  });
  it('are days of the zone: 17:00 UTC on Friday is already Saturday', () =>
    assert.equal(office.isWorkingDay(new Date('2026-03-06T17:00:00Z')), false));
  it('end a period at the closing time of the last one', () =>
    assert.equal(iso(office.deadline(at('2026-02-13 10:00'), 15)), '2026-03-12 17:00'));
  it('move a last day that is off to the next working day', () => {
    assert.equal(office.workingDayOnOrAfter('2026-02-15'), '2026-02-24');
    assert.equal(office.workingDayOnOrAfter('2026-02-14'), '2026-02-14');
  });
  it('have their hours, so that a clock can run in working days', () => assert.equal(office.secondsOf(3), 21 * HOUR));
});

describe('a clock', () => {
  const paused = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to) });
  const read = (hours: number, from: string, pauses: Pause[], now: string) =>
    readClock({ ...startClock(office, hours * HOUR, at(from)), pauses }, at(now));

  it('has no due time while it is paused, and counts on from where it was on resume', () => {
    const pauses = [paused('2026-03-02 11:00', '2026-03-03 10:00')];
    assert.deepEqual(
      [read(4, '2026-03-02 10:00', pauses, '2026-03-02 16:00').state, iso(read(4, '2026-03-02 10:00', pauses, '2026-03-02 16:00').dueAt)],
      ['paused', null],
    );
    assert.equal(iso(read(4, '2026-03-02 10:00', pauses, '2026-03-03 10:00').dueAt), '2026-03-03 14:00');
  });
  it('counts overlapping pauses once', () => {
    const pauses = [paused('2026-03-02 14:00', '2026-03-02 16:00'), paused('2026-03-02 11:00', '2026-03-02 15:00')];
    const { activeSeconds, dueAt } = read(4, '2026-03-02 10:00', pauses, '2026-03-02 17:00');
    assert.deepEqual([activeSeconds, iso(dueAt)], [2 * HOUR, '2026-03-03 11:00']);
  });
  it('subtracts only open hours for a pause over a weekend', () => {
    const reading = read(4, '2026-03-06 15:00', [paused('2026-03-06 16:00', '2026-03-09 10:00')], '2026-03-09 12:00');
    assert.deepEqual([reading.activeSeconds, iso(reading.dueAt)], [3 * HOUR, '2026-03-09 14:00']);
  });
  it('leaves the pending time right when the policy changes to another calendar', () => {
    const pauses = [paused('2026-03-06 16:00', '2026-03-09 10:00')];
    const clock = { ...startClock(office, 4 * HOUR, at('2026-03-06 15:00')), pauses };
    const change = { calendar: always, allowedSeconds: 6 * HOUR, onChange: 'carry' } as const;
    const carried = changeClock(clock, change, at('2026-03-07 12:00')); // while paused: one hour is used
    assert.deepEqual(readClock(carried, at('2026-03-08 12:00')).state, 'paused');
    assert.equal(iso(readClock(carried, at('2026-03-09 11:00')).dueAt), '2026-03-09 15:00');
  });
  it('keeps, restarts or carries on re-assignment, as the policy says', () => {
    const clock = startClock(office, 7 * HOUR, at('2026-03-02 10:00'));
    const after = (onChange: 'keep' | 'restart' | 'carry') =>
      iso(
        readClock(
          changeClock(clock, { calendar: office, allowedSeconds: 14 * HOUR, onChange }, at('2026-03-02 14:00')),
          at('2026-03-02 15:00'),
        ).dueAt,
      );
    assert.deepEqual(
      { keep: after('keep'), restart: after('restart'), carry: after('carry') },
      { keep: '2026-03-03 10:00', restart: '2026-03-04 14:00', carry: '2026-03-04 10:00' },
    );
  });
  it('is on time while no more was used than allowed: until the opening after a deadline on closing time', () => {
    assert.equal(read(1, '2026-03-06 16:00', [], '2026-03-09 09:00').onTime, true);
    assert.equal(read(1, '2026-03-06 16:00', [], '2026-03-09 09:01').onTime, false);
  });
  it('leaves a deadline that has passed where it was, whatever pause comes later', () => {
    const reading = read(1, '2026-03-02 10:00', [paused('2026-03-02 14:00', null)], '2026-03-02 16:00');
    assert.deepEqual([reading.onTime, iso(reading.dueAt)], [false, '2026-03-02 11:00']);
  });
  it('of a new policy that allows less than was used is late from the change on', () => {
    const clock = startClock(office, 7 * HOUR, at('2026-03-02 09:00'));
    const shorter = changeClock(clock, { calendar: office, allowedSeconds: HOUR, onChange: 'carry' }, at('2026-03-02 12:00'));
    assert.deepEqual(
      [readClock(shorter, at('2026-03-02 12:30')).onTime, iso(readClock(shorter, at('2026-03-02 12:30')).dueAt)],
      [false, '2026-03-02 12:00'],
    );
  });
  it('stands still once stopped', () => {
    const clock = { ...startClock(office, 2 * HOUR, at('2026-03-02 10:00')), stoppedAt: at('2026-03-02 11:00') };
    const reading = readClock(clock, at('2026-03-20 11:00'));
    assert.deepEqual([reading.state, reading.activeSeconds, reading.onTime], ['stopped', HOUR, true]);
  });
  it('is provisional when due past the last published holidays', () => {
    const reading = read(14, '2026-12-31 10:00', [], '2026-12-31 11:00');
    assert.deepEqual([iso(reading.dueAt), reading.provisional], ['2027-01-04 10:00', true]);
  });
  it('escalates when the office opens, never at midnight or after hours', () => {
    const office24 = startClock(openCalendar(file), 8 * HOUR, at('2026-03-06 13:00')); // half is used at closing time on Friday
    assert.equal(iso(escalationAt(office24, 0.5, at('2026-03-06 13:00'))), '2026-03-09 09:00');
    assert.equal(iso(escalationAt(office24, 1.5, at('2026-03-06 13:00'))), '2026-03-10 10:00');
  });
  it('for an update never hides the clock of the first response', () => {
    const response = read(2, '2026-03-02 10:00', [], '2026-03-02 11:00');
    const update = read(1, '2026-03-02 16:00', [], '2026-03-02 16:30');
    assert.equal(iso(earliestDue([update, response])), '2026-03-02 12:00');
    assert.equal(earliestDue([{ ...response, state: 'stopped' }]), null);
  });
  it('refuses a pause that ends before it begins', () =>
    assert.equal(
      failure(() => read(1, '2026-03-02 10:00', [paused('2026-03-02 12:00', '2026-03-02 11:00')], '2026-03-02 16:00')),
      'calendar.pauseBackwards',
    ));

  it('agrees with a minute walker on 20,000 random histories', () =>
    compareWithMinuteWalker({ calendars: 60, historiesEach: 330, days: 10 }, 20_260_214));
  it('agrees with a minute walker on 200 random histories of up to four months', () =>
    compareWithMinuteWalker({ calendars: 10, historiesEach: 20, days: 120 }, 20_251_011));
});

function failure(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'no failure';
}
