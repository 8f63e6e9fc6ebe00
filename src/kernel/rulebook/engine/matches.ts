import { dayNumber, isoDay } from './days.ts';
import type { InputColumn, Value } from './rule-set.ts';
import type { Interval, Literal, Order, Test } from './unary.ts';

type ColumnType = InputColumn['type'];

/**
 * A value as tests see it: days as numbers, and undefined for a value of another type, which fails every comparison but is
 * unequal to everything, as in ZEN.
 */
export function comparable(value: Value | undefined, type: ColumnType): Literal | undefined {
  if (value === null || value === undefined) return null;
  if (type === 'date') {
    const day = typeof value === 'string' ? dayNumber(value) : Number.NaN;
    return Number.isNaN(day) ? undefined : day;
  }
  return typeof value === type ? value : undefined;
}

/** Whether a cell's test holds for a comparable value: the plain reading, without compilation. */
export function matches(test: Test, value: Literal | undefined): boolean {
  switch (test.kind) {
    case 'any':
      return true;
    case 'in':
      return (value === undefined ? false : test.values.includes(value)) !== test.negated;
    case 'order':
      return typeof value === 'number' && compare(value, test.order, test.bound);
    case 'interval':
      return typeof value === 'number' && within(value, test.interval) !== test.negated;
    case 'all':
      return test.tests.every((part) => matches(part, value));
    case 'some':
      return test.tests.some((part) => matches(part, value));
  }
}

function compare(value: number, order: Order, bound: number): boolean {
  if (order === '<') return value < bound;
  if (order === '<=') return value <= bound;
  return order === '>' ? value > bound : value >= bound;
}

function within(value: number, { from, to, fromOpen, toOpen }: Interval): boolean {
  return (fromOpen ? value > from : value >= from) && (toOpen ? value < to : value <= to);
}

/**
 * Writes a test as a cell again.
 * @param days true writes a day as its number, for engines that cannot order ISO days
 */
export function printTest(test: Test, type: ColumnType, days = false): string {
  const show = (value: Literal) => printLiteral(value, type, days);
  switch (test.kind) {
    case 'any':
      return '';
    case 'in':
      return printMembers(test.values.map(show), test.negated);
    case 'order':
      return `${test.order} ${show(test.bound)}`;
    case 'interval': {
      const { from, to, fromOpen, toOpen } = test.interval;
      return `${test.negated ? 'not in ' : ''}${fromOpen ? '(' : '['}${show(from)}..${show(to)}${toOpen ? ')' : ']'}`;
    }
    case 'all':
      return test.tests.map((part) => explicit(part, type, days)).join(' and ');
    case 'some':
      return test.tests.map((part) => printTest(part, type, days)).join(', ');
  }
}

/** Inside `and` a single value needs its `==`. */
function explicit(test: Test, type: ColumnType, days: boolean): string {
  const isSingle = test.kind === 'in' && !test.negated && test.values.length === 1;
  return `${isSingle ? '== ' : ''}${printTest(test, type, days)}`;
}

function printMembers(values: readonly string[], negated: boolean): string {
  if (values.length === 1) return negated ? `!= ${values[0]}` : `${values[0]}`;
  return `${negated ? 'not ' : ''}in [${values.join(', ')}]`;
}

function printLiteral(value: Literal, type: ColumnType, days: boolean): string {
  if (type === 'date' && typeof value === 'number') return days ? String(value) : `"${isoDay(value)}"`;
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'string') return value.includes('"') ? `'${value}'` : `"${value}"`;
  return String(value);
}

/** Without an exponent, which cells do not have. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}
