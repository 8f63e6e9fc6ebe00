import { join } from 'node:path';

import { type Engine, type EngineRow, openEngine, sqlName, sqlText } from './engine.ts';
import { IngestFault } from './fault.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { Field, Manifest } from './model.ts';
import { readManifest } from './verify.ts';

/** Which versions to compare, by which key, and which page of differences to show. */
export interface DiffRequest {
  readonly from: string;
  readonly to: string;
  /** Fields that name a row. Rows without a key, or with one that is not unique, are counted and left out. */
  readonly key: readonly string[];
  /** Show only these differences; the counts are always of all. */
  readonly change?: RowDifference['change'];
  readonly offset?: number;
  readonly pageSize?: number;
  /** Folder for intermediate results. */
  readonly scratch: string;
  readonly limits?: Partial<Limits>;
}

/** One row that differs. Values are as JSON; absent on the side where the row is not. */
export interface RowDifference {
  readonly change: 'added' | 'removed' | 'changed';
  readonly key: Readonly<Record<string, unknown>>;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What differs between two versions. */
export interface DiffResult {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows without a usable key, before and after. */
  readonly unkeyed: { readonly before: number; readonly after: number };
  readonly page: readonly RowDifference[];
}

interface Side {
  readonly files: string;
  readonly fields: readonly Field[];
}

/** Compares two versions row by row over the fields they share. @throws badRule when a version lacks a key field */
export async function diffVersions(request: DiffRequest): Promise<DiffResult> {
  const before = sideOf(request.from, await readManifest(request.from));
  const after = sideOf(request.to, await readManifest(request.to));
  for (const name of request.key) for (const side of [before, after]) requireField(side, name);
  const engine = await openEngine([request.from, request.to], request.scratch, { ...defaultLimits, ...request.limits });
  try {
    return await compare(engine, before, after, request);
  } finally {
    engine.close();
  }
}

async function compare(
  engine: Engine,
  before: Side,
  after: Side,
  { key, change: only, offset = 0, pageSize = 50 }: DiffRequest,
): Promise<DiffResult> {
  const shared = before.fields.filter(({ name }) => !key.includes(name) && after.fields.some((field) => field.name === name));
  await engine.run(`CREATE TEMP TABLE before AS ${keyedRows(before, key, shared)}`);
  await engine.run(`CREATE TEMP TABLE after AS ${keyedRows(after, key, shared)}`);
  const on = key.map((_, index) => `b.k${index} = a.k${index}`).join(' AND ');
  const keys = key.map((_, index) => `coalesce(a.k${index}, b.k${index}) AS k${index}`).join(', ');
  const change = `CASE WHEN b.n IS NULL THEN 'added' WHEN a.n IS NULL THEN 'removed' WHEN a.content != b.content THEN 'changed' ELSE 'unchanged' END`;
  const joined = `SELECT ${keys}, ${change} AS change FROM (FROM before WHERE n = 1) b FULL JOIN (FROM after WHERE n = 1) a ON ${on}`;
  const counts = await engine.rows(`SELECT change, count(*) AS n FROM (${joined}) GROUP BY change`);
  const count = (name: string) => Number(counts.find((row) => row['change'] === name)?.['n'] ?? 0);
  const order = key.map((_, index) => `k${index}`).join(', ');
  const page = `SELECT * FROM (${joined}) WHERE ${only ? `change = ${sqlText(only)}` : "change != 'unchanged'"} ORDER BY change, ${order} LIMIT ${Math.trunc(pageSize)} OFFSET ${Math.trunc(offset)}`;
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    unkeyed: { before: await countUnkeyed(engine, before, 'before'), after: await countUnkeyed(engine, after, 'after') },
    page: await readPage(engine, page, before, after, key),
  };
}

/** One row per key, with a hash of the other fields: two 64-bit hashes, so that a chance collision among a million rows is out of reach. */
function keyedRows({ files }: Side, key: readonly string[], shared: readonly Field[]): string {
  const keys = key.map((name, index) => `${sqlName(name)} AS k${index}`);
  const values = shared.map(({ name }) => sqlName(name));
  const content =
    values.length === 0
      ? "'0'"
      : `hash(${values.join(', ')})::UHUGEINT * 18446744073709551616::UHUGEINT + hash('again', ${[...values].reverse().join(', ')})`;
  const present = key.map((name) => `${sqlName(name)} IS NOT NULL`).join(' AND ');
  return `SELECT ${keys.join(', ')}, count(*) AS n, any_value(${content}) AS content FROM ${files} WHERE ${present} GROUP BY ${key.map(sqlName).join(', ')}`;
}

async function countUnkeyed(engine: Engine, { files }: Side, table: string): Promise<number> {
  const [row] = await engine.rows(`SELECT (SELECT count(*) FROM ${files}) - (SELECT count(*) FROM ${table} WHERE n = 1) AS n`);
  return Number(row?.['n']);
}

async function readPage(engine: Engine, page: string, before: Side, after: Side, key: readonly string[]): Promise<RowDifference[]> {
  await engine.run(`CREATE TEMP TABLE page AS SELECT row_number() OVER () AS place, * FROM (${page})`);
  const rows = await engine.rows('SELECT * FROM page ORDER BY place');
  const old = await rowsOfPage(engine, before, key);
  const fresh = await rowsOfPage(engine, after, key);
  return rows.map((row) => ({
    change: row['change'] as RowDifference['change'],
    key: Object.fromEntries(key.map((name, index) => [name, row[`k${index}`]])),
    before: row['change'] === 'added' ? null : (old.get(String(row['place'])) ?? null),
    after: row['change'] === 'removed' ? null : (fresh.get(String(row['place'])) ?? null),
  }));
}

async function rowsOfPage(engine: Engine, { files, fields }: Side, key: readonly string[]): Promise<Map<string, EngineRow>> {
  const on = key.map((name, index) => `side.${sqlName(name)} = page.k${index}`).join(' AND ');
  const values = fields.map(({ name }, index) => `side.${sqlName(name)} AS f${index}`).join(', ');
  const rows = await engine.rows(`SELECT page.place AS place, ${values} FROM ${files} side JOIN page ON ${on}`);
  return new Map(
    rows.map((row) => [String(row['place']), Object.fromEntries(fields.map(({ name }, index) => [name, row[`f${index}`] ?? null]))]),
  );
}

function sideOf(folder: string, { files, schema }: Manifest): Side {
  const paths = files.map(({ name }) => sqlText(join(folder, name)));
  return { files: `read_parquet([${paths.join(', ')}])`, fields: schema };
}

function requireField({ fields }: Side, name: string): void {
  if (!fields.some((field) => field.name === name)) throw new IngestFault('badRule', { rule: 'key', reason: `no field ${name}` });
}
