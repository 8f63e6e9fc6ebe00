import type { Field } from '../model.ts';
import { MISSING, type Reading, readingsOf } from './values.ts';

/** A column as we understood it. The steward corrects what is wrong. */
export interface InferredColumn {
  readonly field: Field;
  /** Share of values that are missing. */
  readonly nullShare: number;
  /** Different values in the sample. */
  readonly distinct: number;
  /** Values that do not fit the type; those rows would be rejected. */
  readonly exceptions: number;
  /** Days could be read in another order too (01/02/2024). */
  readonly ambiguous: boolean;
  readonly samples: readonly string[];
  readonly min: string | null;
  readonly max: string | null;
  /** Cells a spreadsheet would run as a formula. */
  readonly formulas: number;
}

/** A type is taken when at most this share of the values does not fit. */
const TOLERANCE = 0.02;
const FORMULA = /^[=+@\t\r-]/;

/** Infers name, type and format of each column from sample values. @param names one per column */
export function inferColumns(names: readonly string[], rows: readonly (readonly string[])[]): InferredColumn[] {
  return names.map((name, index) =>
    inferColumn(
      name,
      rows.map((row) => row[index] ?? ''),
    ),
  );
}

function inferColumn(name: string, values: readonly string[]): InferredColumn {
  const present = values.filter((value) => value !== '');
  const words = present.filter((value) => MISSING.has(value));
  const real = words.length > 0 ? present.filter((value) => !MISSING.has(value)) : present;
  const { reading, exceptions, ambiguous } = bestReading(real);
  const typed = reading.type !== 'text';
  const missing = typed ? [...new Set(words)] : [];
  const counted = typed ? real : present;
  const field: Field = { name, source: [name], ...reading, ...digitsOf(reading, real), ...(missing.length > 0 ? { missing } : {}) };
  return {
    field,
    nullShare: values.length === 0 ? 0 : 1 - counted.length / values.length,
    distinct: new Set(counted).size,
    exceptions,
    ambiguous,
    samples: [...new Set(counted)].slice(0, 5).map((value) => value.slice(0, 100)),
    ...extremes(counted, reading),
    formulas: typed ? 0 : present.filter((value) => FORMULA.test(value) && readingsOf(value).length === 0).length,
  };
}

function bestReading(values: readonly string[]): { reading: Reading; exceptions: number; ambiguous: boolean } {
  const counts = new Map<string, { reading: Reading; count: number }>();
  for (const value of values) for (const reading of readingsOf(value)) count(counts, reading);
  const enough = [...counts.values()].filter(({ count }) => count >= values.length * (1 - TOLERANCE) && count > 0);
  const best = enough.reduce((left, right) => (!left || rank(right) > rank(left) ? right : left), enough[0]);
  if (!best) return { reading: { type: 'text' }, exceptions: 0, ambiguous: false };
  const rivals = enough.filter(({ reading, count }) => count === best.count && reading.type === best.reading.type);
  const ambiguous = rivals.length > 1 && (best.reading.type === 'date' || best.reading.type === 'datetime');
  return { reading: best.reading, exceptions: values.length - best.count, ambiguous };
}

/** More fitting values first; among equals the narrower type, and plain numbers before grouped ones. */
function rank({ reading, count }: { reading: Reading; count: number }): number {
  const order = ['decimal', 'integer', 'datetime', 'date', 'boolean'].indexOf(reading.type);
  const plain = reading.format === 'grouped' || reading.format === 'MM/DD/YYYY' || reading.format === 'YYYYMMDD' ? 0 : 0.5;
  const compact = reading.format === 'YYYYMMDD' ? -4 : 0;
  return count * 10 + order + plain + compact;
}

function count(counts: Map<string, { reading: Reading; count: number }>, reading: Reading): void {
  const key = `${reading.type} ${reading.format ?? ''}`;
  const known = counts.get(key);
  if (known) known.count++;
  else counts.set(key, { reading, count: 1 });
}

/** Digits of a decimal column, with room for numbers a thousand times as large. */
function digitsOf({ type }: Reading, values: readonly string[]): Pick<Field, 'precision' | 'scale'> {
  if (type !== 'decimal') return {};
  const fraction = values.map((value) => /\.(\d*?)0*\)? *$/.exec(value)?.[1]?.length ?? 0);
  const scale = Math.min(Math.max(2, ...spread(fraction)), 12);
  const whole = Math.max(1, ...spread(values.map((value) => value.replace(/\..*$/, '').replace(/\D/g, '').length)));
  return { precision: Math.min(38, Math.max(14, whole + 3 + scale)), scale };
}

function extremes(values: readonly string[], { type }: Reading): { min: string | null; max: string | null } {
  const numeric = type === 'integer' || type === 'decimal';
  const key = (value: string) => Number(value.replace(/[^\d.-]/g, ''));
  const before = (left: string, right: string) => (numeric ? key(left) < key(right) : left < right);
  let min: string | null = null;
  let max: string | null = null;
  for (const value of values) {
    if (min === null || before(value, min)) min = value;
    if (max === null || before(max, value)) max = value;
  }
  return { min: min?.slice(0, 100) ?? null, max: max?.slice(0, 100) ?? null };
}

/** The largest few numbers are enough for a maximum, and a spread of all could overflow the stack. */
function spread(numbers: readonly number[]): number[] {
  return [numbers.reduce((left, right) => Math.max(left, right), 0)];
}
