import { errors } from '../errors.ts';
import type { Column, Columns } from './columns.ts';
import { dayNumber } from './days.ts';
import type { Mask } from './mask.ts';
import type { InputColumn, RuleSet, Subject } from './rule-set.ts';
import { type ColumnCode, conditionOf, maskStatements } from './source.ts';
import { parseTable, type TableRow } from './table.ts';
import type { Literal } from './unary.ts';

/**
 * How a missing compulsory input counts: `as-is` as in ZEN; `certain` keeps the rows that hit whatever it is; `possible` adds
 * those that would hit for some value. The rows in `possible` but not in `certain` are unknown.
 */
export type Reading = 'as-is' | 'certain' | 'possible';

/** A rule set compiled once: its decision table is one function. */
export interface CompiledRules {
  readonly set: RuleSet;
  readonly rows: readonly TableRow[];
  /** The rows that hit one subject, as ZEN would say. */
  readonly hits: (subject: Subject) => Mask;
  /** The same under another reading of missing compulsory inputs. */
  readonly read: Readonly<Record<Reading, (subject: Subject) => Mask>>;
  /** The columnar twin of `hits`: binds columns, then answers by position. @throws rulebook.noColumn */
  readonly over: (columns: Columns, reading?: Reading) => (i: number) => Mask;
}

/**
 * Compiles a rule set.
 * @throws rulebook.invalid naming row and column of every mistake
 */
export function compileRuleSet(candidate: unknown): CompiledRules {
  const { set, rows } = parseTable(candidate);
  const made: Partial<Record<Reading, (subject: Subject) => Mask>> = {};
  const reader = (reading: Reading) => {
    made[reading] ??= compileSubject(set.inputs, rows, reading);
    return made[reading];
  };
  return {
    set,
    rows,
    hits: reader('as-is'),
    read: {
      'as-is': reader('as-is'),
      certain: (subject) => reader('certain')(subject),
      possible: (subject) => reader('possible')(subject),
    },
    over: (columns, reading = 'as-is') => compileColumns(set.inputs, rows, columns, reading),
  };
}

const MISSING = { 'as-is': 'as-is', certain: 'miss', possible: 'hit' } as const;

const missingIn = (column: InputColumn, reading: Reading): ColumnCode['missing'] => (column.nullable ? 'as-is' : MISSING[reading]);

function compileSubject(inputs: readonly InputColumn[], rows: readonly TableRow[], reading: Reading): (subject: Subject) => Mask {
  const used = usedColumns(rows);
  const head = inputs.map(({ field, type }, at) => (used.has(at) ? `const raw${at} = subject.${field}; ${readValue(type, at)}` : ''));
  const codes = inputs.map((column, at) => subjectCode(at, missingIn(column, reading)));
  const body = [...head.filter(Boolean), maskStatements(conditionsOf(rows, codes))].join('\n');
  return build<(subject: Subject) => Mask>(`return (subject) => {\n${body}\n};`, dayNumber);
}

function readValue(type: InputColumn['type'], at: number): string {
  if (type === 'number') return `const v${at} = typeof raw${at} === 'number' ? raw${at} : NaN;`;
  if (type === 'date') return `const v${at} = typeof raw${at} === 'string' ? dayNumber(raw${at}) : NaN;`;
  return `const v${at} = raw${at};`;
}

const subjectCode = (at: number, missing: ColumnCode['missing']): ColumnCode => ({
  value: `v${at}`,
  isNull: `(raw${at} === null || raw${at} === undefined)`,
  guard: null,
  encode: literalSource,
  missing,
});

function compileColumns(
  inputs: readonly InputColumn[],
  rows: readonly TableRow[],
  { byField }: Columns,
  reading: Reading,
): (i: number) => Mask {
  const used = usedColumns(rows);
  const bound = inputs.map((input, at) => (used.has(at) ? columnOf(byField, input) : null));
  const names = bound.flatMap((column, at) =>
    column ? [`c${at} = columns[${at}].values`, ...(column.valid ? [`m${at} = columns[${at}].valid`] : [])] : [],
  );
  const head = bound.map((column, at) =>
    column ? `const v${at} = c${at}[i];${column.valid ? ` const z${at} = ((m${at}[i >> 5] >>> (i & 31)) & 1) === 0;` : ''}` : '',
  );
  const codes = inputs.map((input, at) => columnCode(at, bound[at] ?? null, missingIn(input, reading)));
  const body = [...head.filter(Boolean), maskStatements(conditionsOf(rows, codes))].join('\n');
  return build<(i: number) => Mask>(`${names.length > 0 ? `const ${names.join(', ')};` : ''}\nreturn (i) => {\n${body}\n};`, bound);
}

function columnOf(byField: Columns['byField'], { field, type }: InputColumn): Column {
  const column = byField[field];
  if (column?.type !== type) throw errors.noColumn({ field, type });
  return column;
}

const columnCode = (at: number, column: Column | null, missing: ColumnCode['missing']): ColumnCode => ({
  value: `v${at}`,
  isNull: column?.valid ? `z${at}` : 'false',
  guard: column?.valid ? `!z${at}` : null,
  encode: (literal) => columnLiteral(literal, column?.dictionary ?? null),
  missing,
});

/** A text that no subject has gets the code -1, which nothing equals. */
function columnLiteral(literal: Literal, dictionary: readonly string[] | null): string {
  if (typeof literal === 'boolean') return literal ? '1' : '0';
  return typeof literal === 'string' ? String(dictionary?.indexOf(literal) ?? -1) : literalSource(literal);
}

const literalSource = (literal: Literal): string => JSON.stringify(literal);

const usedColumns = (rows: readonly TableRow[]) =>
  new Set(rows.flatMap(({ tests }) => tests.flatMap(({ kind }, at) => (kind === 'any' ? [] : [at]))));

const conditionsOf = (rows: readonly TableRow[], codes: readonly ColumnCode[]) =>
  rows.map(({ tests }) => tests.map((test, at) => conditionOf(test, codes[at] as ColumnCode)));

/**
 * Turns generated text into a function. This is safe although the rules come from people: the text is made from a checked syntax
 * tree in which only numbers, JSON-escaped texts and declared column names (plain identifiers) occur. It runs on the server, where
 * the pages' content security policy does not apply.
 */
function build<Made>(source: string, given: typeof dayNumber | readonly (Column | null)[]): Made {
  const name = typeof given === 'function' ? 'dayNumber' : 'columns';
  return new Function(name, `'use strict';\n${source}`)(given) as Made;
}
