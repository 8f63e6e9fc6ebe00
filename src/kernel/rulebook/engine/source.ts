import type { Interval, Literal, Test } from './unary.ts';

/** How one column appears in compiled code. */
export interface ColumnCode {
  /** Variable of the value; NaN stands for a number that is null or of another type, unless `guard` is set. */
  readonly value: string;
  /** Expression that is true for null. */
  readonly isNull: string;
  /** Expression that must hold before `value` may be compared, where nulls hide behind a real number. */
  readonly guard: string | null;
  /** A literal as it is stored in this column: a dictionary code for text in columns. */
  readonly encode: (literal: Literal) => string;
  /** How a null in a compulsory column counts: as in ZEN, as a miss, or as a possible hit. */
  readonly missing: 'as-is' | 'miss' | 'hit';
}

/** Writes a test as a JavaScript condition. Only encoded literals and the column's own variables reach the text. */
export function conditionOf(test: Test, column: ColumnCode): string {
  const plain = plainCondition(test, column);
  if (test.kind === 'any' || column.missing === 'as-is') return plain;
  return column.missing === 'miss' ? `(!${column.isNull} && ${plain})` : `(${column.isNull} || ${plain})`;
}

function plainCondition(test: Test, column: ColumnCode): string {
  switch (test.kind) {
    case 'any':
      return 'true';
    case 'in':
      return membership(test.values, test.negated, column);
    case 'order':
      return guarded(`${column.value} ${test.order} ${column.encode(test.bound)}`, column);
    case 'interval':
      return guarded(between(test.interval, test.negated, column), column);
    case 'all':
      return `(${test.tests.map((part) => plainCondition(part, column)).join(' && ')})`;
    case 'some':
      return `(${test.tests.map((part) => plainCondition(part, column)).join(' || ')})`;
  }
}

function membership(values: readonly Literal[], negated: boolean, column: ColumnCode): string {
  const isNull = values.includes(null);
  const members = values
    .filter((value) => value !== null)
    .map((value) => `${column.value} ${negated ? '!==' : '==='} ${column.encode(value)}`);
  if (!negated) return `(${[...(isNull ? [column.isNull] : []), ...members.map((member) => guarded(member, column))].join(' || ')})`;
  if (isNull) return `(${[`!${column.isNull}`, ...members].join(' && ')})`;
  const unequal = `(${members.join(' && ')})`;
  return column.guard ? `(${column.isNull} || ${unequal})` : unequal;
}

function between({ from, to, fromOpen, toOpen }: Interval, negated: boolean, { value, encode }: ColumnCode): string {
  if (negated) return `(${value} ${fromOpen ? '<=' : '<'} ${encode(from)} || ${value} ${toOpen ? '>=' : '>'} ${encode(to)})`;
  return `(${value} ${fromOpen ? '>' : '>='} ${encode(from)} && ${value} ${toOpen ? '<' : '<='} ${encode(to)})`;
}

const guarded = (condition: string, { guard }: ColumnCode) => (guard ? `(${guard} && ${condition})` : condition);

/**
 * Writes the statements that fill a mask, one `if` a row, and return it: an unsigned number up to 32 rows, words beyond.
 * @param rows one list of conditions a row; `true` conditions fall away
 */
export function maskStatements(rows: readonly (readonly string[])[]): string {
  const wide = rows.length > 32;
  const lines = rows.map((conditions, row) => {
    const tested = conditions.filter((condition) => condition !== 'true').join(' && ') || 'true';
    return `if (${tested}) ${wide ? `mask[${row >>> 5}]` : 'mask'} |= ${(1 << (row & 31)) >>> 0};`;
  });
  const start = wide ? `const mask = new Uint32Array(${Math.ceil(rows.length / 32)});` : 'let mask = 0;';
  return [start, ...lines, `return mask${wide ? '' : ' >>> 0'};`].join('\n');
}
