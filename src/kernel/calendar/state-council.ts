import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { Bilingual } from '../core/index.ts';
import { type Day, dayNumber } from './days.ts';
import type { HolidayList, HolidayYear } from './definition.ts';

const require = createRequire(import.meta.url);

interface Published {
  /** `YYYY-MM-DD` -> `English name,中文名,days by law`. */
  readonly holidays: Readonly<Record<Day, string>>;
  readonly workdays: Readonly<Record<Day, string>>;
}

/** The State Council's yearly holiday notices, as the package chinese-days transcribes them, with the notices it names. */
export function readStateCouncilHolidays(): HolidayList {
  const published = require('chinese-days/dist/chinese-days.json') as Published;
  const { version } = require('chinese-days/package.json') as { version: string };
  const notices = readNotices(readFileSync(require.resolve('chinese-days/src/holidays/generate.ts'), 'utf8'));
  const years = [...new Set(Object.keys(published.holidays).map(yearOf))].sort((a, b) => a - b);
  return {
    source: {
      en: `Yearly notices of the General Office of the State Council on public holidays, as transcribed by chinese-days ${version} (MIT)`,
      zh: `国务院办公厅历年部分节假日安排通知，数据整理自 chinese-days ${version}（MIT 许可）`,
    },
    from: `${years[0]}-01-01`,
    to: `${years.at(-1)}-12-31`,
    years: years.map((year) => readYear(year, notices.get(year) ?? [], published)),
  };
}

function readYear(year: number, notices: string[], { holidays, workdays }: Published): HolidayYear {
  const daysOff: HolidayYear['daysOff'] = [];
  for (const day of daysOfYear(holidays, year)) {
    const name = nameOf(holidays[day] as string);
    const last = daysOff.at(-1);
    if (last?.name.zh === name.zh && dayNumber(day) === dayNumber(last.to) + 1) last.to = day;
    else daysOff.push({ name, from: day, to: day });
  }
  return { year, notices, daysOff, makeUpDays: daysOfYear(workdays, year) };
}

/** Addresses in the comment above each year's block. */
function readNotices(source: string): Map<number, string[]> {
  const notices = new Map<number, string[]>();
  let addresses: string[] = [];
  for (const [, address, year] of source.matchAll(/\*\s+(https?:\/\/\S+)|\.y\((\d{4})\)/g)) {
    if (address) addresses.push(address);
    if (!year) continue;
    notices.set(Number(year), addresses);
    addresses = [];
  }
  return notices;
}

function daysOfYear(days: Readonly<Record<Day, string>>, year: number): Day[] {
  return Object.keys(days)
    .filter((day) => yearOf(day) === year)
    .sort();
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

function nameOf(names: string): Bilingual {
  const [en = '', zh = ''] = names.split(',');
  return { en, zh };
}
