import { randomSource } from '../engine/random.ts';
import type { InputColumn, RuleSet, Subject, Value } from '../engine/rule-set.ts';
import { parseTest } from '../engine/unary.ts';
import { sampleRuleSet } from './samples.ts';

type Random = ReturnType<typeof randomSource>;
type Type = InputColumn['type'];

const TEXTS = ['a', 'b', 'c', '', 'x,y', 'a and b', '$', '中文', '[1..2]', 'null', '5', "it's"];
const NUMBERS = [-1000, -5, -1.5, -1, 0, 0.1, 0.5, 1, 2, 2.5, 3, 4, 5, 6, 7, 100, 1000.25, 123456789012345];
const DAYS = ['1970-01-01', '1969-12-31', '2023-12-31', '2024-01-01', '2024-02-28', '2024-02-29', '2024-03-01', '2026-11-20'];
const TYPES: readonly Type[] = ['number', 'string', 'boolean', 'date'];

/** A random decision table of up to `rows` rows over all types and operators, from a seed. */
export function randomRuleSet(seed: number, rows: number): RuleSet {
  const random = randomSource(seed);
  const inputs = Array.from({ length: 1 + random.below(5) }, (_, at) => ({
    field: `f${at}`,
    type: pick(random, TYPES),
    nullable: random.below(3) > 0,
  }));
  const table = Array.from({ length: 1 + random.below(rows) }, (_, row) => {
    const cells = inputs.map(({ field, ...column }) => [field, random.below(3) === 0 ? '' : randomCell(random, column)] as const);
    return [`R${row + 1}`, Object.fromEntries(cells), { row: `R${row + 1}` }] as const;
  });
  return sampleRuleSet(inputs, table, { hitPolicy: 'collect', reduce: { row: { by: 'unique' } } });
}

/** A random subject for a rule set: often on a boundary, sometimes null, sometimes missing, sometimes of another type. */
export function randomSubject(set: RuleSet, seed: number, wellTyped = false): Subject {
  const random = randomSource(seed);
  const subject: Record<string, Value> = {};
  for (const { field, type } of set.inputs) {
    const dice = random.below(12);
    if (dice === 0) subject[field] = null;
    else if (dice === 1 && !wellTyped) subject[field] = randomValue(random, pick(random, TYPES));
    else if (dice > 2) subject[field] = randomValue(random, type);
  }
  return subject;
}

/** A random cell that the column's type allows: comparisons joined by `and`, then further tests or single values after commas. */
export function randomCell(random: Random, column: Pick<InputColumn, 'type' | 'nullable'>): string {
  const value = () => literal(random, column);
  if (random.below(4) === 0) return list(random, 3, value, ',');
  const first = list(random, 3, () => randomTest(random, column), ' and ');
  const further = Array.from({ length: random.below(3) }, () => (random.below(2) === 0 ? value() : randomTest(random, column)));
  const cell = [first, ...further].join(', ');
  return isAllowed(cell, column) ? cell : first;
}

/** Intervals before tests that take an empty value are refused, as the table of refusals shows. */
function isAllowed(cell: string, column: Pick<InputColumn, 'type' | 'nullable'>): boolean {
  try {
    return parseTest(cell, column) !== null;
  } catch {
    return false;
  }
}

function randomTest(random: Random, column: Pick<InputColumn, 'type' | 'nullable'>): string {
  const ordered = column.type === 'number' || column.type === 'date';
  const prefix = random.below(4) === 0 ? '$ ' : '';
  const gap = random.below(3) === 0 ? '' : ' ';
  switch (random.below(ordered ? 7 : 4)) {
    case 0:
      return `${prefix}==${gap}${literal(random, column)}`;
    case 1:
      return `${prefix}!=${gap}${literal(random, column)}`;
    case 2:
      return `${prefix}in${gap}[${list(random, 3, () => literal(random, column), ', ')}]`;
    case 3:
      return `${prefix}not in [${list(random, 3, () => literal(random, column), ',')}]`;
    case 4:
      return interval(random, column.type);
    case 5:
      return column.nullable || random.below(2) === 0 ? `in ${interval(random, column.type)}` : `not in ${interval(random, column.type)}`;
    default:
      return `${prefix}${pick(random, ['<', '<=', '>', '>='])}${gap}${literal(random, { ...column, nullable: false })}`;
  }
}

function interval(random: Random, type: Type): string {
  const values: readonly (string | number)[] = type === 'date' ? [...DAYS].sort() : NUMBERS;
  const from = random.below(values.length - 1);
  const to = from + 1 + random.below(values.length - from - 1);
  return `${pick(random, ['[', '('])}${JSON.stringify(values[from])}..${JSON.stringify(values[to])}${pick(random, [']', ')'])}`;
}

function literal(random: Random, { type, nullable }: Pick<InputColumn, 'type' | 'nullable'>): string {
  return nullable && random.below(6) === 0 ? 'null' : JSON.stringify(randomValue(random, type));
}

function randomValue(random: Random, type: Type): Value {
  if (type === 'number') return pick(random, NUMBERS);
  if (type === 'boolean') return random.below(2) === 0;
  return pick(random, type === 'date' ? DAYS : TEXTS);
}

const list = (random: Random, most: number, make: () => string, between: string) =>
  Array.from({ length: 1 + random.below(most) }, make).join(between);

const pick = <Item>(random: Random, items: readonly Item[]): Item => items[random.below(items.length)] as Item;
