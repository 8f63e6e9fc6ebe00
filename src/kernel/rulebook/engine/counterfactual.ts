import type { CompiledRules } from './compile.ts';
import { isoDay } from './days.ts';
import { comparable, matches } from './matches.ts';
import { decideSubject, type Outcome } from './outcome.ts';
import type { InputColumn, Subject, Value } from './rule-set.ts';
import type { Literal, Test } from './unary.ts';

/** One changed input. */
export interface Change {
  readonly field: string;
  readonly from: Value;
  readonly to: Value;
}

/** The smallest change of one cell's value that takes its row away, and what would hold then. */
export interface Clearing {
  readonly change: Change;
  readonly outcome: Outcome;
}

/** The nearest value that makes a cell's test fail, confirmed by deciding the changed subject; null when there is none. */
export function nearestClearing(rules: CompiledRules, subject: Subject, row: number, column: number): Clearing | null {
  const input = rules.set.inputs[column] as InputColumn;
  const test = rules.rows[row]?.tests[column] as Test;
  const from = subject[input.field] ?? null;
  const current = comparable(from, input.type) as Literal;
  const candidates = candidatesOf(rules, input, column, current).filter((value) => value !== current && !matches(test, value));
  const [nearest] = candidates.toSorted((one, other) => distance(one, current) - distance(other, current));
  if (nearest === undefined) return null;
  const change = { field: input.field, from, to: input.type === 'date' && typeof nearest === 'number' ? isoDay(nearest) : nearest };
  const outcome = decideSubject(rules, { ...subject, [input.field]: change.to });
  return outcome.hits.includes(row) ? null : { change, outcome };
}

/**
 * Values worth trying. Between two neighbouring bounds a test does not change, so the bounds and one step beside each suffice for
 * numbers and days; for texts, every value somebody wrote down. Null is the last resort.
 */
function candidatesOf({ rows, set }: CompiledRules, input: InputColumn, column: number, current: Literal): Literal[] {
  const written = rows.flatMap(({ tests }) => literalsOf(tests[column] as Test));
  const empty = input.nullable ? [null] : [];
  if (input.type === 'boolean') return [current !== true, ...empty];
  if (input.type === 'string') return [...(input.values ?? []).map(({ value }) => value), ...written, ...empty];
  const step = input.type === 'number' ? (set.inputs[column]?.step ?? 1) : 1;
  const near = typeof current === 'number' ? [current] : [];
  return [
    ...[...written, ...near].flatMap((bound) => (typeof bound === 'number' ? [bound, beside(bound, -step), beside(bound, step)] : [])),
    ...empty,
  ];
}

/** Rounds away the dust of binary fractions: 0.3 - 0.1 is 0.2. */
const beside = (bound: number, step: number) => Number((bound + step).toPrecision(15));

function literalsOf(test: Test): Literal[] {
  switch (test.kind) {
    case 'any':
      return [];
    case 'in':
      return [...test.values];
    case 'order':
      return [test.bound];
    case 'interval':
      return [test.interval.from, test.interval.to];
    default:
      return test.tests.flatMap(literalsOf);
  }
}

function distance(value: Literal, current: Literal): number {
  if (value === null) return Number.POSITIVE_INFINITY;
  return typeof value === 'number' && typeof current === 'number' ? Math.abs(value - current) : 0;
}
