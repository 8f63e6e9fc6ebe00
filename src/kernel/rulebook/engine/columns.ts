import { errors } from '../errors.ts';
import { dayNumber, isoDay } from './days.ts';
import type { InputColumn, Subject, Value } from './rule-set.ts';

/** One input of many subjects, packed. */
export interface Column {
  readonly type: InputColumn['type'];
  /** Numbers, days since 1970-01-01, 0 or 1, or places in the dictionary. */
  readonly values: Int32Array | Float64Array | Uint8Array;
  /** Bit i (of word i >> 5) is set where there is a value; null when no value is missing. */
  readonly valid: Uint32Array | null;
  /** The texts of a text column. */
  readonly dictionary: readonly string[] | null;
}

/** Many subjects as columns by input field. */
export interface Columns {
  readonly length: number;
  readonly byField: Readonly<Record<string, Column>>;
}

/**
 * Packs subjects into columns.
 * @throws rulebook.wrongInput
 */
export function packColumns(inputs: readonly Pick<InputColumn, 'field' | 'type'>[], subjects: readonly Subject[]): Columns {
  const byField = Object.fromEntries(inputs.map(({ field, type }) => [field, packColumn(field, type, subjects)]));
  return { length: subjects.length, byField };
}

/** The value of a subject in a column, as it was packed. */
export function valueAt({ type, values, valid, dictionary }: Column, i: number): Value {
  if (valid && !(((valid[i >> 5] as number) >>> (i & 31)) & 1)) return null;
  const stored = values[i] as number;
  if (dictionary) return dictionary[stored] as string;
  if (type === 'boolean') return stored === 1;
  return type === 'date' ? isoDay(stored) : stored;
}

/** One subject out of the columns. */
export function subjectAt({ byField }: Columns, i: number): Subject {
  return Object.fromEntries(Object.entries(byField).map(([field, column]) => [field, valueAt(column, i)]));
}

function packColumn(field: string, type: Column['type'], subjects: readonly Subject[]): Column {
  const codes = new Map<string, number>();
  const numbers = new Float64Array(subjects.length);
  const valid = new Uint32Array(Math.ceil(subjects.length / 32));
  let missing = false;
  subjects.forEach((subject, i) => {
    const value = subject[field] ?? null;
    if (value === null) missing = true;
    else {
      valid[i >> 5] = (valid[i >> 5] as number) | (1 << (i & 31));
      numbers[i] = encode(field, type, value, codes);
    }
  });
  return { type, values: narrow(type, numbers), valid: missing ? valid : null, dictionary: type === 'string' ? [...codes.keys()] : null };
}

function encode(field: string, type: Column['type'], value: Value, codes: Map<string, number>): number {
  const number = encodeValue(type, value, codes);
  if (Number.isNaN(number)) throw errors.wrongInput({ field, type });
  return number;
}

function encodeValue(type: Column['type'], value: Value, codes: Map<string, number>): number {
  if (type === 'number') return typeof value === 'number' ? value : Number.NaN;
  if (type === 'boolean') return typeof value === 'boolean' ? Number(value) : Number.NaN;
  if (typeof value !== 'string') return Number.NaN;
  if (type === 'date') return dayNumber(value);
  if (!codes.has(value)) codes.set(value, codes.size);
  return codes.get(value) as number;
}

/** Whole numbers take half the memory and compare faster. */
function narrow(type: Column['type'], numbers: Float64Array): Column['values'] {
  if (type === 'boolean') return Uint8Array.from(numbers);
  return numbers.every((number) => (number | 0) === number && !Object.is(number, -0)) ? Int32Array.from(numbers) : numbers;
}
