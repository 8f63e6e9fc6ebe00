import { sqlText as text } from '../engine.ts';
import type { Field } from '../model.ts';

/** A way to write days: what it looks like, as a regular expression, and how it is read. */
interface TimeFormat {
  readonly pattern: string;
  readonly strptime: string;
}

/** Ways to write a day that we read. Ambiguous ones (01/02/2024) are only read the way the steward says. */
export const dateFormats: Readonly<Record<string, TimeFormat>> = {
  'YYYY-MM-DD': { pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}', strptime: '%Y-%m-%d' },
  'YYYY/MM/DD': { pattern: '[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}', strptime: '%Y/%m/%d' },
  YYYYMMDD: { pattern: '[0-9]{8}', strptime: '%Y%m%d' },
  'DD/MM/YYYY': { pattern: '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}', strptime: '%d/%m/%Y' },
  'MM/DD/YYYY': { pattern: '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}', strptime: '%m/%d/%Y' },
  'DD-MM-YYYY': { pattern: '[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}', strptime: '%d-%m-%Y' },
  'DD.MM.YYYY': { pattern: '[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}', strptime: '%d.%m.%Y' },
  'DD/MM/YY': { pattern: '[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}', strptime: '%d/%m/%y' },
  'DD-Mon-YYYY': { pattern: '[0-9]{1,2}-[A-Za-z]{3}-[0-9]{4}', strptime: '%d-%b-%Y' },
  YYYY年MM月DD日: { pattern: '[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日', strptime: '%Y年%m月%d日' },
};

/** Ways to write the time after a day. */
const CLOCKS: readonly TimeFormat[] = [
  { pattern: '[0-9]{1,2}:[0-9]{2}', strptime: '%H:%M' },
  { pattern: '[0-9]{1,2}:[0-9]{2}:[0-9]{2}', strptime: '%H:%M:%S' },
  { pattern: '[0-9]{1,2}:[0-9]{2}:[0-9]{2}[.][0-9]{1,6}', strptime: '%H:%M:%S.%f' },
];

/** Words for yes and no, in lower case. */
export const TRUE_WORDS = ['true', 'yes', 'y', 't', '1', '是'];
export const FALSE_WORDS = ['false', 'no', 'n', 'f', '0', '否'];

/** The engine's type of a field. */
export function engineType(field: Field): string {
  switch (field.type) {
    case 'text':
      return 'VARCHAR';
    case 'integer':
      return 'BIGINT';
    case 'decimal':
      return `DECIMAL(${precisionOf(field)},${scaleOf(field)})`;
    case 'boolean':
      return 'BOOLEAN';
    case 'date':
      return 'DATE';
    case 'datetime':
      return 'TIMESTAMP';
  }
}

/** The expression that reads a field's text as its type, or gives NULL when the text is something else. Nothing is guessed or cut. */
export function readAs(field: Field, raw: string): string {
  switch (field.type) {
    case 'text':
      return raw;
    case 'integer':
    case 'decimal':
      return readNumber(field, raw);
    case 'boolean':
      return `CASE WHEN lower(${raw}) IN (${words(TRUE_WORDS)}) THEN true WHEN lower(${raw}) IN (${words(FALSE_WORDS)}) THEN false END`;
    case 'date':
      return readDate(field.format ?? 'YYYY-MM-DD', raw);
    case 'datetime':
      return readDatetime(field.format ?? 'YYYY-MM-DD', raw);
  }
}

export function precisionOf(field: Field): number {
  return field.precision ?? 18;
}

export function scaleOf(field: Field): number {
  return field.scale ?? 2;
}

/** A cast rounds silently, so a number with more digits than the field keeps is refused before it, unless the steward wants it rounded. */
function readNumber(field: Field, raw: string): string {
  const scale = field.type === 'integer' ? 0 : scaleOf(field);
  const fraction = field.excess === 'round' ? '[0-9]+' : scale === 0 ? '0+' : `[0-9]{1,${scale}}0*`;
  if (field.format === 'grouped') return readGrouped(field, raw, fraction);
  const pattern = field.type === 'integer' ? '-?[0-9]+' : `-?[0-9]+([.]${fraction})?`;
  return `CASE WHEN regexp_full_match(${raw}, ${text(pattern)}) THEN TRY_CAST(${raw} AS ${engineType(field)}) END`;
}

/** Spaces, separators and currency signs are taken off; brackets mean below zero, as bookkeepers write it. */
function readGrouped(field: Field, raw: string, fraction: string): string {
  const digits = `([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.](${fraction})?)?`;
  const sign = '[£$€¥￥]?';
  const pattern = ` *(-? *${sign} *-?${digits}|[(] *${sign} *${digits} *[)]) *`;
  const bare = `rtrim(translate(${raw}, ' ,£$€¥￥()', ''), '.')`;
  const signed = `CASE WHEN contains(${raw}, '(') THEN '-' || ${bare} ELSE ${bare} END`;
  return `CASE WHEN regexp_full_match(${raw}, ${text(pattern)}) THEN TRY_CAST(${signed} AS ${engineType(field)}) END`;
}

function readDate(format: string, raw: string): string {
  const { pattern, strptime } = formatOf(format);
  const read = format === 'YYYY-MM-DD' ? `TRY_CAST(${raw} AS DATE)` : `TRY_CAST(try_strptime(${raw}, ${text(strptime)}) AS DATE)`;
  return `CASE WHEN regexp_full_match(${raw}, ${text(pattern)}) THEN ${read} END`;
}

/** A time zone, when there is one, is applied: the value kept is UTC. Without one the value is kept as local time. */
function readDatetime(format: string, raw: string): string {
  const { pattern, strptime } = formatOf(format);
  const bare = `(${pattern})([ T](${CLOCKS.map((clock) => clock.pattern).join('|')}))?`;
  if (format === 'YYYY-MM-DD') {
    const zoned = `${bare}(Z|[+-][0-9]{2}:[0-9]{2})`;
    const local = `CASE WHEN regexp_full_match(${raw}, ${text(bare)}) THEN TRY_CAST(${raw} AS TIMESTAMP)`;
    return `${local} WHEN regexp_full_match(${raw}, ${text(zoned)}) THEN ${applyZone(raw)} END`;
  }
  const formats = [strptime, ...CLOCKS.map((clock) => `${strptime} ${clock.strptime}`)].map(text);
  return `CASE WHEN regexp_full_match(${raw}, ${text(bare)}) THEN try_strptime(replace(${raw}, 'T', ' '), [${formats.join(', ')}]) END`;
}

/** A cast to TIMESTAMP drops the offset, so it is taken off by hand. */
function applyZone(raw: string): string {
  const local = `TRY_CAST(regexp_replace(${raw}, '(Z|.{6})$', '') AS TIMESTAMP)`;
  const minutes = `TRY_CAST(${raw}[-5:-4] AS INTEGER) * 60 + TRY_CAST(${raw}[-2:] AS INTEGER)`;
  return `CASE WHEN ${raw} LIKE '%Z' THEN TRY_CAST(rtrim(${raw}, 'Z') AS TIMESTAMP) WHEN ${raw}[-6] = '-' THEN ${local} + to_minutes(${minutes}) ELSE ${local} - to_minutes(${minutes}) END`;
}

function formatOf(format: string): TimeFormat {
  const known = dateFormats[format];
  if (!known) throw new Error(`unchecked date format ${format}`);
  return known;
}

function words(values: readonly string[]): string {
  return values.map(text).join(', ');
}
