import { sqlName, sqlText } from '../engine.ts';
import type { Field } from '../model.ts';
import type { Stage } from '../read/stage.ts';
import type { Columns } from './checks.ts';
import { readAs } from './types.ts';

/** A staged source with the column that each field takes; -1 where the source has none. */
export interface MappedStage {
  readonly stage: Stage;
  /** Columns the source has. */
  readonly width: number;
  readonly columns: readonly number[];
}

/** A row's address is one number: the source's index times 2^40, plus its line. */
const LINES = 2 ** 40;

/** Finds source and line of a row. */
export function rowAt(address: number): { source: number; line: number } {
  return { source: Math.floor(address / LINES), line: address % LINES };
}

/**
 * The query that reads all staged sources as one relation: the address `place`, and per field its text `r0, r1, …` and its value `v0, v1, …`.
 * @param recordBytes longest record in the sources
 */
export function stagedRelation(stages: readonly MappedStage[], fields: readonly Field[], recordBytes: number): string {
  const sources = stages.map((mapped, index) => readStage(mapped, index, fields, recordBytes)).join(' UNION ALL ');
  const values = fields.map((field, index) => `${readAs(field, `r${index}`)} AS v${index}`);
  return `SELECT place, ${fields.map((_, index) => `r${index}`).join(', ')}, ${values.join(', ')} FROM (${sources})`;
}

/** Where a check finds fields in the staged relation. */
export function stagedColumns(fields: readonly Field[]): Columns {
  const places = new Map(fields.map((field, index) => [field, { raw: `r${index}`, value: `v${index}` }]));
  return (field) => places.get(field) ?? { raw: null, value: 'NULL' };
}

/** Where a check finds fields in the version's files. */
export const versionColumns: Columns = (field) => ({ raw: null, value: sqlName(field.name) });

/** The staged file's grammar is strict and known, so that nothing is detected, padded or skipped: a misreading fails the load. */
function readStage({ stage, width, columns }: MappedStage, index: number, fields: readonly Field[], recordBytes: number): string {
  const types = ["'line': 'BIGINT'", ...Array.from({ length: width }, (_, column) => `'c${column}': 'VARCHAR'`)].join(', ');
  const options = [
    'auto_detect = false',
    'header = false',
    'strict_mode = true',
    `delim = ${sqlText(stage.punctuation.delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `new_line = '\\n'`,
    `max_line_size = ${recordBytes * 2 + 1024}`,
    `parallel = ${!stage.multiline}`,
    `columns = {${types}}`,
  ];
  const texts = fields.map((field, at) => `${textOf(field, columns[at] ?? -1)} AS r${at}`);
  return `SELECT ${index * LINES} + line AS place, ${texts.join(', ')} FROM read_csv(${sqlText(stage.path)}, ${options.join(', ')})`;
}

function textOf({ missing }: Field, column: number): string {
  if (column < 0) return 'CAST(NULL AS VARCHAR)';
  if (!missing?.length) return `c${column}`;
  return `CASE WHEN c${column} IN (${missing.map(sqlText).join(', ')}) THEN NULL ELSE c${column} END`;
}
