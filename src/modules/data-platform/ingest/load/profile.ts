import { sqlName as column, type Engine, type EngineRow } from '../engine.ts';
import type { Field, FieldProfile } from '../model.ts';
import { isFormula } from '../spreadsheet.ts';
import { engineType } from './types.ts';

/** Most values that count as a code list. */
const CODES = 200;
/** Most buckets kept of a histogram; the rarest are left out. */
const BUCKETS = 400;
/** Byte codes of what makes a spreadsheet run a cell: tab, carriage return, + - = @. */
const FORMULA_STARTS = '9, 13, 43, 45, 61, 64';
const NUMBER = '[-+]?[0-9][0-9,. ]*%?';

/** What one scan of a version's files says about each field, and the answers to further questions in the same scan. */
export interface Scan {
  readonly rows: number;
  readonly profiles: readonly FieldProfile[];
  /** Answers to `questions`, in their order. */
  readonly answers: readonly EngineRow[string][];
}

/** Reads a version's files once for null counts, extremes, distinct values and further questions, then once a field for its histogram. */
export async function scanVersion(engine: Engine, files: string, fields: readonly Field[], questions: readonly string[]): Promise<Scan> {
  const figures = fields.flatMap((field, index) => figuresOf(field, index));
  const asked = questions.map((question, index) => `${question} AS q${index}`);
  const [row = {}] = await engine.rows(`SELECT count(*) AS n, ${[...figures, ...asked].join(', ')} FROM ${files}`);
  const profiles: FieldProfile[] = [];
  for (const [index, field] of fields.entries()) profiles.push(await profileOf(engine, files, field, row, index));
  return { rows: Number(row['n']), profiles, answers: questions.map((_, index) => row[`q${index}`] ?? null) };
}

function figuresOf(field: Field, index: number): string[] {
  const value = column(field.name);
  const extremes =
    field.type === 'text' ? [] : [`CAST(min(${value}) AS VARCHAR) AS a${index}`, `CAST(max(${value}) AS VARCHAR) AS z${index}`];
  return [`count(${value}) AS c${index}`, `approx_count_distinct(${value}) AS d${index}`, ...extremes];
}

async function profileOf(engine: Engine, files: string, field: Field, row: EngineRow, index: number): Promise<FieldProfile> {
  const distinct = Number(row[`d${index}`]);
  const buckets = bucketsOf(field, distinct);
  return {
    name: field.name,
    type: engineType(field),
    nulls: Number(row['n']) - Number(row[`c${index}`]),
    distinct,
    min: textOf(row[`a${index}`]),
    max: textOf(row[`z${index}`]),
    buckets,
    ...(await histogramOf(engine, files, field, buckets)),
  };
}

function bucketsOf(field: Field, distinct: number): FieldProfile['buckets'] {
  if (field.type === 'date' || field.type === 'datetime') return 'months';
  if (distinct <= CODES * 0.9) return 'values';
  return field.type === 'text' ? 'lengths' : 'octaves';
}

/** Buckets do not depend on the data, so that two versions can be compared bucket by bucket. */
async function histogramOf(
  engine: Engine,
  files: string,
  field: Field,
  buckets: FieldProfile['buckets'],
): Promise<Pick<FieldProfile, 'histogram' | 'formulas'>> {
  const value = column(field.name);
  const bucket = {
    values: `left(CAST(${value} AS VARCHAR), 100)`,
    lengths: `length(${value})`,
    months: `date_trunc('month', ${value})`,
    octaves: `CASE WHEN ${value} = 0 THEN 0 ELSE sign(${value}) * (1000 + floor(log2(abs(CAST(${value} AS DOUBLE))) * 4)) END`,
  }[buckets];
  const formulas =
    buckets === 'lengths'
      ? `count(*) FILTER (ascii(${value}) IN (${FORMULA_STARTS}) AND NOT regexp_full_match(${value}, '${NUMBER}'))`
      : '0';
  const groups = `SELECT ${bucket} AS b, count(*) AS n, ${formulas} AS f FROM ${files} WHERE ${value} IS NOT NULL GROUP BY 1`;
  const rows = await engine.rows(`SELECT CAST(b AS VARCHAR) AS bucket, n, f FROM (${groups}) ORDER BY n DESC, 1`);
  const counts = rows.map(({ bucket: key, n, f }) => ({ name: nameOf(String(key), buckets), count: Number(n), formulas: Number(f) }));
  return {
    histogram: Object.fromEntries(counts.slice(0, BUCKETS).map(({ name, count }) => [name, count])),
    formulas:
      field.type !== 'text'
        ? 0
        : counts.reduce((sum, one) => sum + (buckets === 'values' && isFormula(one.name) ? one.count : one.formulas), 0),
  };
}

function nameOf(bucket: string, buckets: FieldProfile['buckets']): string {
  if (buckets === 'months') return bucket.slice(0, 7);
  return buckets === 'octaves' ? String(Number(bucket)) : bucket;
}

function textOf(value: EngineRow[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
