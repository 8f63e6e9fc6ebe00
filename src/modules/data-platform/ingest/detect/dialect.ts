import type { Dialect, Encoding } from '../model.ts';
import { RecordScanner, splitRecord } from '../read/scanner.ts';
import { looksTyped } from './values.ts';

type Delimiter = Dialect['delimiter'];

/** The beginning of a CSV file, as far as it was looked at. */
export interface CsvSample {
  readonly dialect: Dialect;
  /** Names as they stand in the header, or none. */
  readonly header: readonly string[];
  /** Records as they stand, with their lines. */
  readonly records: readonly { readonly line: number; readonly fields: readonly string[] }[];
  /** Fields most records have. */
  readonly width: number;
  /** Records of another width, or with broken quotes. */
  readonly ragged: number;
}

interface Split {
  readonly line: number;
  readonly fields: readonly string[];
  readonly broken: boolean;
  readonly nextLine: number;
}

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
const MOST_RECORDS = 20_000;
const TRIAL_RECORDS = 500;
/** Most title lines above a header. */
const MOST_TITLES = 30;

/** Finds delimiter, quote, header and first row in the decoded beginning of a CSV file. @param whole the sample is all of the file */
export function detectDialect(sample: Buffer, encoding: Encoding, whole: boolean): CsvSample {
  const newline = sample.includes(0x0a) || !sample.includes(0x0d) ? 'lf' : 'cr';
  const trials = DELIMITERS.flatMap((delimiter) => quotesIn(sample).map((quote) => ({ delimiter, quote, newline }) as const));
  const scored = trials.map((trial) => ({ trial, score: scoreOf(split(sample, trial, whole, TRIAL_RECORDS)) }));
  const best = scored.reduce((left, right) => (right.score > left.score + 1e-9 ? right : left)).trial;
  return sampleWith(sample, { ...best, encoding }, whole);
}

/** Reads the beginning of a CSV file by punctuation that is known, and finds the header. */
export function sampleWith(sample: Buffer, given: Omit<Dialect, 'headerLine' | 'firstLine'> & Partial<Dialect>, whole: boolean): CsvSample {
  const all = split(sample, given, whole, MOST_RECORDS);
  const width = commonWidth(all);
  const header = given.headerLine === undefined ? findHeader(all, width) : all.find(({ line }) => line === given.headerLine);
  const first = given.firstLine ?? header?.nextLine ?? firstOfWidth(all, width)?.line ?? 1;
  const records = all.filter(({ line }) => line >= first);
  const names = [...(header?.fields ?? []).map((name) => name.trim())];
  // rows wider than a header that we guessed give it unnamed columns; a header that the steward named says how wide rows are
  if (!given.headerLine) while (names.length < width) names.push('');
  return {
    dialect: {
      encoding: given.encoding,
      delimiter: given.delimiter,
      quote: given.quote,
      newline: given.newline,
      headerLine: header?.line ?? 0,
      firstLine: first,
    },
    header: names,
    records,
    width: names.length,
    ragged: records.filter(({ fields, broken }) => broken || fields.length !== names.length).length,
  };
}

function split(sample: Buffer, punctuation: Pick<Dialect, 'delimiter' | 'quote' | 'newline'>, whole: boolean, most: number): Split[] {
  const scanner = new RecordScanner(punctuation);
  const records: Split[] = [];
  let line = 1;
  for (let start = 0; start < sample.length && records.length < most; start = scanner.next) {
    if (!scanner.scan(sample, start, whole)) break;
    const { end, lines, fault } = scanner;
    if (fault === 'unclosedQuote') {
      const newline = sample.indexOf(punctuation.newline === 'lf' ? 0x0a : 0x0d, start);
      scanner.next = newline < 0 ? sample.length : newline + 1;
      scanner.lines = 1;
    }
    if (end > start) {
      const text = sample.toString('utf8', start, end);
      records.push({ line, fields: fault ? [text] : splitRecord(text, punctuation), broken: fault !== null, nextLine: line + lines });
    }
    line += scanner.lines;
  }
  return records;
}

/** Many fields in most records, always as many, with sound quotes. */
function scoreOf(records: readonly Split[]): number {
  const width = commonWidth(records);
  if (width < 2) return 0;
  const sound = records.filter(({ fields, broken }) => !broken && fields.length === width).length;
  return (sound / records.length) ** 2 * Math.log(width + 1);
}

function commonWidth(records: readonly Split[]): number {
  const counts = new Map<number, number>();
  for (const { fields, broken } of records) if (!broken) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] || (next[1] === best[1] && next[0] > best[0]) ? next : best), [1, 0])[0];
}

function quotesIn(sample: Buffer): readonly ('"' | "'")[] {
  return sample.includes(",'") || sample.includes(";'") || sample.includes("\t'") ? ['"', "'"] : ['"'];
}

function firstOfWidth(records: readonly Split[], width: number): Split | undefined {
  return records.find(({ fields, broken }) => !broken && fields.length === width);
}

/** The header is the first full record, unless it looks like the rows below it. A record of fewer names is one when all are texts. */
function findHeader(records: readonly Split[], width: number): Split | undefined {
  const first = records[0];
  if (first && !first.broken && first.fields.length > width && first.fields.every((name) => name !== '' && !looksTyped(name))) return first;
  const at = records.slice(0, MOST_TITLES + 1).findIndex(({ fields, broken }) => !broken && fields.length === width);
  const candidate = records[at];
  if (!candidate) return undefined;
  const below = records.slice(at + 1, at + 201).filter(({ fields }) => fields.length === width);
  return isHeader(candidate, below) ? candidate : undefined;
}

function isHeader({ fields }: Split, below: readonly Split[]): boolean {
  if (fields.some((name) => looksTyped(name))) return false;
  const typed = fields.filter((_, column) => isMostlyTyped(below.map(({ fields: values }) => values[column] ?? ''))).length;
  if (typed > 0 || below.length === 0) return true;
  const repeated = fields.filter((name, column) => name !== '' && below.some(({ fields: values }) => values[column] === name)).length;
  return repeated <= fields.length / 2;
}

function isMostlyTyped(values: readonly string[]): boolean {
  const filled = values.filter((value) => value !== '');
  return filled.length > 0 && filled.filter((value) => looksTyped(value)).length >= filled.length * 0.8;
}
