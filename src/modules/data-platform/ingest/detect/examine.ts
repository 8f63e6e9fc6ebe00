import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { type Engine, openEngine, sqlName, sqlText } from '../engine.ts';
import { IngestFault } from '../fault.ts';
import type { Limits } from '../limits.ts';
import type { Dialect, SourceFile, SourceKind } from '../model.ts';
import { expandGzip, expandZip } from '../read/archive.ts';
import { openText } from '../read/decode.ts';
import { fieldsOf, readJson } from '../read/json.ts';
import { distinctNames } from '../read/names.ts';
import { readWorkbook } from '../read/xlsx.ts';
import { detectDialect, sampleWith } from './dialect.ts';
import type { EncodingGuess } from './encoding.ts';
import { identify } from './kind.ts';

/** A source as far as it was looked at. */
export interface Examined {
  readonly name: string;
  /** What is read: the file itself, or what it was packed around. */
  readonly path: string;
  readonly packedAs: 'zip' | 'gzip' | null;
  readonly kind: SourceKind;
  readonly bytes: number;
  readonly encoding: EncodingGuess | null;
  /** Null for what is not CSV. */
  readonly dialect: Dialect | null;
  /** Column names, all different. */
  readonly columns: readonly string[];
  /** Columns whose names were empty or double in the file. */
  readonly renamed: number;
  readonly sample: readonly (readonly string[])[];
  /** Sampled records that do not have the columns' number of fields. */
  readonly ragged: number;
  /** The sample is all there is. */
  readonly whole: boolean;
}

type Content = Pick<Examined, 'dialect' | 'columns' | 'renamed' | 'sample' | 'ragged' | 'whole'>;

const SAMPLE_BYTES = 4 * 1024 * 1024;
const SAMPLE_ROWS = 10_000;

/**
 * Finds out how a source file is to be read.
 * @param scratch folder for what is unpacked
 * @throws emptyFile, binaryFile, fileTooLarge, zipBomb, badArchive, archiveOfMany, headerOnly, tooManyColumns, badJson, badParquet, badWorkbook
 */
export async function examine(source: SourceFile, scratch: string, limits: Limits): Promise<Examined> {
  const name = source.name ?? basename(source.path);
  const packed = await identify(source.path, limits);
  const packedAs = packed.kind === 'zip' || packed.kind === 'gzip' ? packed.kind : null;
  const path = packedAs ? await unpack(source.path, packedAs, packed.bytes, scratch, limits) : source.path;
  const { kind, text } = packedAs ? await identify(path, { ...limits, fileBytes: limits.expandedBytes }) : packed;
  if (kind === 'zip' || kind === 'gzip') throw new IngestFault('badArchive', { reason: 'an archive inside an archive' });
  const encoding = source.dialect ? { encoding: source.dialect.encoding, evidence: 'valid' as const } : text;
  const content = await contentOf(kind, path, encoding, source.dialect, scratch, limits);
  if (content.columns.length > limits.columns)
    throw new IngestFault('tooManyColumns', { columns: content.columns.length, limit: limits.columns });
  if (content.whole && content.sample.length === 0) throw new IngestFault('headerOnly', { file: name });
  return { name, path, packedAs, kind, bytes: packed.bytes, encoding, ...content };
}

async function unpack(path: string, kind: 'zip' | 'gzip', bytes: number, scratch: string, limits: Limits): Promise<string> {
  const target = join(scratch, `unpacked-${basename(path).replaceAll(/[^\w.-]/g, '_')}`);
  if (kind === 'zip') await expandZip(path, target, limits);
  else await expandGzip(path, target, bytes, limits);
  return target;
}

function contentOf(
  kind: SourceKind,
  path: string,
  text: EncodingGuess | null,
  dialect: Dialect | undefined,
  scratch: string,
  limits: Limits,
): Promise<Content> {
  switch (kind) {
    case 'csv':
      return csvContent(path, text, dialect, limits);
    case 'json':
    case 'ndjson':
      return jsonContent(kind, path, text, limits);
    case 'parquet':
      return withParquet(path, scratch, limits, parquetContent);
    case 'xlsx':
      return workbookContent(path, limits);
  }
}

async function csvContent(path: string, text: EncodingGuess | null, given: Dialect | undefined, limits: Limits): Promise<Content> {
  const encoding = text?.encoding ?? 'utf-8';
  const { bytes, whole } = await beginning(path, encoding);
  const sample = given ? sampleWith(bytes, given, whole) : detectDialect(bytes, encoding, whole);
  if (sample.width > limits.columns) throw new IngestFault('tooManyColumns', { columns: sample.width, limit: limits.columns });
  const columns = distinctNames(sample.header);
  return {
    dialect: sample.dialect,
    columns,
    renamed: columns.filter((column, index) => column !== sample.header[index]).length,
    sample: sample.records.filter(({ fields }) => fields.length === sample.width).map(({ fields }) => fields),
    ragged: sample.ragged,
    whole: whole && sample.records.length === 0,
  };
}

async function beginning(path: string, encoding: Dialect['encoding']): Promise<{ bytes: Buffer; whole: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of openText(path, encoding)) {
    if (bytes >= SAMPLE_BYTES) return { bytes: Buffer.concat(chunks), whole: false };
    chunks.push(chunk);
    bytes += chunk.length;
  }
  return { bytes: Buffer.concat(chunks), whole: true };
}

async function jsonContent(kind: 'json' | 'ndjson', path: string, text: EncodingGuess | null, limits: Limits): Promise<Content> {
  const columns = new Set<string>();
  const records: Map<string, string>[] = [];
  let ragged = 0;
  let whole = true;
  for await (const record of readJson({ path, kind, encoding: text?.encoding ?? 'utf-8', recordBytes: limits.recordBytes })) {
    const fields = record.tooLong ? null : fieldsOf(record.text);
    if (fields) records.push(fields);
    else ragged++;
    for (const column of fields?.keys() ?? []) columns.add(column);
    if (columns.size > limits.columns) throw new IngestFault('tooManyColumns', { columns: columns.size, limit: limits.columns });
    whole = records.length + ragged < SAMPLE_ROWS;
    if (!whole) break;
  }
  if (records.length === 0 && ragged > 0) throw new IngestFault('badJson', { after: 0 });
  const names = [...columns];
  return {
    dialect: null,
    columns: names,
    renamed: 0,
    ragged,
    whole,
    sample: records.map((record) => names.map((name) => record.get(name) ?? '')),
  };
}

async function parquetContent(engine: Engine, path: string): Promise<Content> {
  const described = await engine.rows(`DESCRIBE SELECT * FROM read_parquet(${sqlText(path)})`);
  const columns = described.map((row) => String(row['column_name']));
  const texts = columns.map((column) => `CAST(${sqlName(column)} AS VARCHAR) AS ${sqlName(column)}`);
  const rows = await engine.rows(`SELECT ${texts.join(', ')} FROM read_parquet(${sqlText(path)}) LIMIT ${SAMPLE_ROWS}`);
  const sample = rows.map((row) => columns.map((column) => String(row[column] ?? '')));
  return { dialect: null, columns, renamed: 0, ragged: 0, whole: rows.length < SAMPLE_ROWS, sample };
}

/** Works on a Parquet file with an engine of its own. @throws badParquet */
export async function withParquet<Result>(
  path: string,
  scratch: string,
  limits: Limits,
  work: (engine: Engine, path: string) => Promise<Result>,
): Promise<Result> {
  await stat(path);
  const engine = await openEngine([dirname(path), scratch], scratch, limits);
  try {
    return await work(engine, path);
  } catch (error) {
    throw new IngestFault('badParquet', { reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) });
  } finally {
    engine.close();
  }
}

async function workbookContent(path: string, limits: Limits): Promise<Content> {
  const rows: string[][] = [];
  let whole = true;
  await readWorkbook(path, limits, ({ cells }) => {
    rows.push(cells);
    whole = rows.length <= SAMPLE_ROWS;
    return whole;
  });
  const { header, body, names } = headOfSheet(rows);
  const columns = distinctNames(names);
  const renamed = columns.filter((column, index) => column !== header[index]).length;
  return { dialect: null, columns, renamed, ragged: 0, whole, sample: body.map((row) => columns.map((_, index) => row[index] ?? '')) };
}

/** In a sheet the header is the first row at least half as wide as the widest; title rows stand above it. */
export function headOfSheet(rows: readonly (readonly string[])[]): {
  header: readonly string[];
  names: string[];
  body: readonly (readonly string[])[];
} {
  const width = rows.slice(0, 200).reduce((most, row) => Math.max(most, row.length), 0);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.filter((value) => value !== '').length >= width / 2),
  );
  const header = rows[at] ?? [];
  return { header, names: Array.from({ length: width }, (_, index) => header[index] ?? ''), body: rows.slice(at + 1) };
}
