import { createHash, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

import { engineType, type Field, type Manifest } from '../../../src/modules/data-platform/ingest/index.ts';
import type { Check, House } from './house.ts';
import { canonicalRow, hashOf, parseCsv } from './source.ts';

type Cell = string | number | null;

/** The current version of a dataset as everybody downloads it, against the rows that its files hold. @param rows canonical, in order */
export async function checkDownloads(
  house: House,
  key: string,
  fields: readonly Field[],
  rows: readonly string[],
  check: Check,
): Promise<void> {
  const { version } = await house.json<{ version: { number: number; contentHash: string } }>(`/api/data/datasets/${key}`, 'public');
  const at = `/data/${key}/v${version.number}`;
  const manifestBytes = await house.bytes(`${at}/manifest.json`, 'public');
  const hash = createHash('sha256').update(manifestBytes).digest('hex');
  check(`${key}: content hash is the SHA-256 of the manifest`, hash === version.contentHash, hash);
  const manifest: Manifest = JSON.parse(manifestBytes.toString());
  const parquet = await readParquet(await house.bytes(`${at}.parquet`, 'public'));
  checkTypes(key, fields, manifest, parquet.types, check);
  const wanted = hashOf(rows);
  const csv = readCsv((await house.bytes(`${at}.csv`, 'public')).toString(), fields);
  const files: readonly (readonly [string, readonly (readonly Cell[])[]])[] = [
    ['CSV', csv.rows],
    ['JSON', readJson((await house.bytes(`${at}.json`, 'public')).toString(), fields)],
    ['Parquet', parquet.rows],
  ];
  for (const [format, found] of files) {
    const canonical = found.map((cells) => canonicalRow(fields, cells) ?? '');
    const note = `${found.length} rows, ${hashOf(canonical).slice(0, 16)}${format === 'CSV' ? `, ${csv.defused} formulas defused` : ''}`;
    check(
      `${key}: ${format} re-read equals the source files row by row`,
      hashOf(canonical) === wanted && found.length === rows.length,
      note,
    );
  }
}

function checkTypes(
  key: string,
  fields: readonly Field[],
  { schema }: Manifest,
  stored: Readonly<Record<string, string>>,
  check: Check,
): void {
  const declared = Object.fromEntries(fields.map((field) => [field.name, engineType(field)]));
  const kept = Object.fromEntries(schema.map((field) => [field.name, engineType(field)]));
  const right = JSON.stringify(declared) === JSON.stringify(kept) && JSON.stringify(declared) === JSON.stringify(stored);
  check(`${key}: types in manifest and Parquet are as declared`, right, [...new Set(Object.values(stored))].join(', '));
}

/** An apostrophe keeps spreadsheets from running a cell; whoever wants the value takes it off. */
function readCsv(text: string, fields: readonly Field[]): { rows: string[][]; defused: number } {
  const [header = [], ...rows] = parseCsv(text);
  if (JSON.stringify(header) !== JSON.stringify(fields.map(({ name }) => name))) throw new Error(`CSV header: ${header.join(', ')}`);
  let defused = 0;
  const plain = rows.map((row) =>
    row.map((cell, at) => {
      if (fields[at]?.type !== 'text' || !/^'[=+\-@\t\r]/.test(cell)) return cell;
      defused += 1;
      return cell.slice(1);
    }),
  );
  return { rows: plain, defused };
}

function readJson(text: string, fields: readonly Field[]): Cell[][] {
  return (JSON.parse(text) as Record<string, Cell>[]).map((row) => fields.map(({ name }) => row[name] ?? null));
}

async function readParquet(bytes: Buffer): Promise<{ types: Record<string, string>; rows: Cell[][] }> {
  const file = path.join(tmpdir(), `accept-${randomUUID()}.parquet`);
  await writeFile(file, bytes);
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const described = await connection.runAndReadAll(`DESCRIBE FROM read_parquet('${file}')`);
    const types = described.getRowObjectsJson().map((row) => [String(row['column_name']), String(row['column_type'])] as const);
    const rows = await connection.runAndReadAll(`FROM read_parquet('${file}')`);
    return { types: Object.fromEntries(types), rows: rows.getRowsJson() as Cell[][] };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(file);
  }
}
