import { type Static, Type } from 'typebox';

import { BilingualText, closed, Day, nullable, profileFile } from '../core/index.ts';

const MINUTE_OF_DAY = '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$';
const clockTime = Type.String({ pattern: MINUTE_OF_DAY });

/** Open hours of one day by the wall clock, half-open, in order and apart; a night shift is one span before and one after `24:00`. */
const Hours = Type.Array(closed({ from: clockTime, to: clockTime }));

const CalendarDefinition = closed({
  title: BilingualText,
  source: BilingualText,
  /** IANA time zone, such as `Asia/Shanghai`. */
  zone: Type.String({ minLength: 1 }),
  week: closed({ monday: Hours, tuesday: Hours, wednesday: Hours, thursday: Hours, friday: Hours, saturday: Hours, sunday: Hours }),
  /** Hours of a whole working day: those of a make-up day (调休), and what "one working day" means to a counted clock. */
  wholeDay: Hours,
  /** The holiday list it follows, or null when holidays do not matter, as for a duty room. */
  holidays: nullable(Type.String()),
});

const HolidayYear = closed({
  year: Type.Integer(),
  notices: Type.Array(Type.String()),
  daysOff: Type.Array(closed({ name: BilingualText, from: Day, to: Day })),
  makeUpDays: Type.Array(Day),
});

const HolidayList = closed({
  source: BilingualText,
  /** First and last day that published notices cover. */
  from: Day,
  to: Day,
  years: Type.Array(HolidayYear),
});

const CalendarFile = closed({
  default: Type.String(),
  /** First day that can be counted. */
  begins: Day,
  calendars: Type.Record(Type.String(), CalendarDefinition),
  holidayLists: Type.Record(Type.String(), HolidayList),
});

export type Hours = Static<typeof Hours>;
export type CalendarDefinition = Static<typeof CalendarDefinition>;
export type HolidayYear = Static<typeof HolidayYear>;
export type HolidayList = Static<typeof HolidayList>;
export type CalendarFile = Static<typeof CalendarFile>;

/** Working hours, zones and holiday lists of a jurisdiction: `profiles/<jurisdiction>/calendar.json`. */
export const calendarFile = profileFile('calendar', CalendarFile);
