import type { Field } from '../model.ts';

/** What a value can be read as. The order is the order of preference. */
export type Reading = Pick<Field, 'type' | 'format'>;

const DATE_FORMATS: readonly (readonly [string, RegExp, (parts: number[]) => [number, number, number]])[] = [
  ['YYYY-MM-DD', /^(\d{4})-(\d{2})-(\d{2})$/, ([y = 0, m = 0, d = 0]) => [y, m, d]],
  ['YYYY/MM/DD', /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, ([y = 0, m = 0, d = 0]) => [y, m, d]],
  ['DD/MM/YYYY', /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, ([d = 0, m = 0, y = 0]) => [y, m, d]],
  ['MM/DD/YYYY', /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, ([m = 0, d = 0, y = 0]) => [y, m, d]],
  ['DD-MM-YYYY', /^(\d{1,2})-(\d{1,2})-(\d{4})$/, ([d = 0, m = 0, y = 0]) => [y, m, d]],
  ['DD.MM.YYYY', /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, ([d = 0, m = 0, y = 0]) => [y, m, d]],
  ['DD/MM/YY', /^(\d{1,2})\/(\d{1,2})\/(\d{2})$/, ([d = 0, m = 0, y = 0]) => [2000 + y, m, d]],
  ['YYYY年MM月DD日', /^(\d{4})年(\d{1,2})月(\d{1,2})日$/, ([y = 0, m = 0, d = 0]) => [y, m, d]],
  ['YYYYMMDD', /^((?:19|20)\d{2})(\d{2})(\d{2})$/, ([y = 0, m = 0, d = 0]) => [y, m, d]],
];
const NAMED_MONTH = /^(\d{1,2})-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(\d{4})$/i;
const CLOCK = /[ T](\d{1,2}):(\d{2})(:\d{2}(\.\d{1,6})?)?$/;
const ZONE = /(Z|[+-]\d{2}:\d{2})$/;
const PLAIN_INTEGER = /^-?(0|[1-9]\d{0,17})$/;
const PLAIN_DECIMAL = /^-?\d{1,30}\.\d+$/;
const GROUPED = /^ *[-(]? *[£$€¥￥]? *-?(\d{1,3}(,\d{3})+|\d{1,18})(\.\d*)? *\)? *$/;
const WORDS = /^(true|false|yes|no|y|n|是|否)$/i;

/** Texts that people write where there is no value. */
export const MISSING = new Set(['NA', 'N/A', 'n/a', 'na', 'NULL', 'null', 'None', '-', '--', '#N/A', '无', '空', '暂无']);

/** All readings a value allows. A number with a leading zero is a code, and so a text. */
export function readingsOf(value: string): Reading[] {
  if (value.length > 60) return [];
  const readings: Reading[] = [];
  if (WORDS.test(value)) readings.push({ type: 'boolean' });
  for (const format of dateFormatsOf(value)) readings.push({ type: 'date', format });
  for (const format of datetimeFormatsOf(value)) readings.push({ type: 'datetime', format });
  if (PLAIN_INTEGER.test(value)) readings.push({ type: 'integer' });
  if (PLAIN_INTEGER.test(value) || PLAIN_DECIMAL.test(value)) readings.push({ type: 'decimal' });
  if (GROUPED.test(value) && /\d/.test(value) && !/^0\d/.test(value)) readings.push({ type: 'decimal', format: 'grouped' });
  return readings;
}

/** Whether a value is surely no name: a number, a day or a time. */
export function looksTyped(value: string): boolean {
  return readingsOf(value).some(({ type }) => type !== 'boolean');
}

function dateFormatsOf(value: string): string[] {
  const found = DATE_FORMATS.filter(([, pattern, order]) => {
    const match = pattern.exec(value);
    return match !== null && isDay(...order(match.slice(1).map(Number)));
  }).map(([format]) => format);
  return NAMED_MONTH.test(value) ? [...found, 'DD-Mon-YYYY'] : found;
}

function datetimeFormatsOf(value: string): string[] {
  const bare = value.replace(ZONE, '');
  const clock = CLOCK.exec(bare);
  if (!clock || Number(clock[1]) > 23 || Number(clock[2]) > 59) return [];
  const formats = dateFormatsOf(bare.slice(0, clock.index));
  return bare === value ? formats : formats.filter((format) => format === 'YYYY-MM-DD');
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
