import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { quietUntil } from './quiet.ts';

const NIGHT = { from: '22:00', to: '07:00' };
const until = (at: string, hours = NIGHT, zone = 'Asia/Shanghai') => quietUntil(hours, new Date(at), zone)?.toISOString() ?? null;

describe('quiet hours', () => {
  it('hold from their first minute to before their last, through midnight', () => {
    assert.equal(until('2026-11-23T13:59:59Z'), null);
    assert.equal(until('2026-11-23T14:00:00Z'), '2026-11-23T23:00:00.000Z');
    assert.equal(until('2026-11-23T22:59:59Z'), '2026-11-23T23:00:00.000Z');
    assert.equal(until('2026-11-23T23:00:00Z'), null);
    assert.equal(until('2026-11-23T04:30:00Z', { from: '12:00', to: '14:00' }), '2026-11-23T06:00:00.000Z');
  });

  it('end by the wall clock in nights when clocks are changed', () => {
    assert.equal(until('2026-03-28T23:30:00Z', NIGHT, 'Europe/Berlin'), '2026-03-29T05:00:00.000Z', 'an hour less');
    assert.equal(until('2026-10-24T22:30:00Z', NIGHT, 'Europe/Berlin'), '2026-10-25T06:00:00.000Z', 'an hour more');
  });

  it('are what a walk from minute to minute finds, anywhere and at any time', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
    const zone = fc.constantFrom('Asia/Shanghai', 'Asia/Kathmandu', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe');
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, zone, moment, (from, to, timeZone, now) => {
        fc.pre(from !== to);
        const found = quietUntil({ from, to }, now, timeZone);
        const walked = walk(from, to, timeZone, now);
        // where the end falls into the hour that is skipped or comes twice, either side of it is right
        const apart = found && walked ? Math.abs(found.getTime() - walked.getTime()) : found === walked ? 0 : Number.NaN;
        assert.ok(apart === 0 || (apart <= 3_600_000 && changesClocks(timeZone, now)), `${found?.toISOString()} ${walked?.toISOString()}`);
      }),
      { numRuns: 60 },
    );
  });
});

function walk(from: string, to: string, timeZone: string, now: Date): Date | null {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const isQuiet = (at: Date) => {
    const time = format.format(at);
    return from < to ? time >= from && time < to : time >= from || time < to;
  };
  if (!isQuiet(now)) return null;
  let at = new Date(Math.ceil((now.getTime() + 1) / 60_000) * 60_000);
  while (isQuiet(at)) at = new Date(at.getTime() + 60_000);
  return at;
}

function changesClocks(timeZone: string, now: Date): boolean {
  const offset = (at: number) => new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(at);
  return [0, 12, 24, 36].some((hours) => offset(now.getTime() + hours * 3_600_000) !== offset(now.getTime()));
}
