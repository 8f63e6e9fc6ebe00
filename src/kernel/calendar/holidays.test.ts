import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import chineseDays from 'chinese-days';

import { openProfile } from '../core/index.ts';
import { dayNumber, dayText } from './days.ts';
import { calendarFile, openCalendar } from './index.ts';
import { readStateCouncilHolidays } from './state-council.ts';

const file = openProfile(new URL('../../../profiles/zhejiang/', import.meta.url))(calendarFile);
const office = openCalendar(file, 'office');

describe('the holidays of the profile', () => {
  it('are those that chinese-days transcribes from the notices of the State Council', () =>
    assert.deepEqual(file.holidayLists['state-council'], readStateCouncilHolidays()));

  it('make every single day from 2004 to 2026 a working day exactly when chinese-days says so', () => {
    const differing: string[] = [];
    for (let day = dayNumber('2004-01-01'); day <= dayNumber('2026-12-31'); day += 1) {
      if (office.isWorkingDay(dayText(day)) !== chineseDays.isWorkday(dayText(day))) differing.push(dayText(day));
    }
    assert.deepEqual(differing, []);
  });

  it('count the make-up Saturdays 2026-02-14 and 2025-10-11 as working days', () =>
    assert.deepEqual(
      ['2026-02-14', '2025-10-11', '2026-02-15', '2026-02-21'].map((day) => office.isWorkingDay(day)),
      [true, true, false, false],
    ));

  it('name the notice for every year since 2006', () =>
    assert.deepEqual(
      file.holidayLists['state-council']?.years.filter(
        ({ year, notices }) => year > 2005 && !notices.some((url) => url.includes('gov.cn')),
      ),
      [],
    ));

  it('are published until the end of 2026: what reaches further is provisional', () => {
    const start = new Date('2026-12-30T02:00:00Z');
    assert.equal(office.isProvisional(start, new Date('2026-12-31T15:59:59Z')), false);
    assert.equal(office.isProvisional(start, new Date('2027-01-04T02:00:00Z')), true);
    assert.equal(openCalendar(file, 'always').isProvisional(start, new Date('2029-01-01T00:00:00Z')), false);
  });
});
