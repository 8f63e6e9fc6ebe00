import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import type { FileReply } from '#kernel';

import { dataErrors } from './errors.ts';
import { formulaCondition, sqlName, sqlText } from './ingest/index.ts';
import { fileMark } from './integrity.ts';
import { folders } from './places.ts';
import type { Reader } from './query/reader.ts';
import type { Readable } from './rows.ts';

export const FORMATS = ['csv', 'json', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

const TYPES: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

const YEAR_S = 31_536_000;

/** Makes files from versions, once for each process: one that lay there before, or that was written to since, is made again. */
export function createDownloads(reader: Reader) {
  const making = new Map<string, Promise<string>>();
  const made = new Map<string, string>();

  const makeOnce = async (readable: Readable, format: Format, file: string) => {
    if (made.get(file) === (await fileMark(file).catch(() => null))) return;
    const running = making.get(file) ?? make(reader, readable, format, file).finally(() => making.delete(file));
    making.set(file, running);
    made.set(file, await fileMark(await running));
  };

  return {
    /** One file of a version in a format. */
    async open(storage: string, readable: Readable, format: Format): Promise<FileReply> {
      const { dataset, version, columns } = readable;
      const stored = format === 'parquet' ? storedWhole(storage, readable) : null;
      if (stored) return stored;
      const file = path.join(folders.exports(storage, dataset.id, version.content_hash), `${nameFor(columns)}.${format}`);
      await makeOnce(readable, format, file);
      const { size } = await stat(file);
      const open = dataset.published_at !== null;
      const fileName = `${dataset.key}-v${version.number}.${format}`;
      const etag = `${version.content_hash}-${nameFor(columns)}-${format}`;
      return { stream: createReadStream(file), type: TYPES[format], fileName, size, etag, ...(open && { maxAge: YEAR_S }) };
    },

    /** The rejected rows of a version, one JSON line each. */
    async rejects(storage: string, { dataset, version }: Pick<Readable, 'dataset' | 'version'>): Promise<FileReply> {
      const { rejects } = version.manifest;
      if (!rejects) throw dataErrors.noVersion();
      const file = path.join(folders.version(storage, dataset.id, version.content_hash), rejects.name);
      return {
        stream: createReadStream(file),
        type: 'application/x-ndjson; charset=utf-8',
        fileName: `${dataset.key}-v${version.number}-rejects.ndjson`,
        size: rejects.bytes,
        etag: rejects.sha256,
      };
    },

    /** The manifest whose SHA-256 is the version's content hash. */
    async manifest(storage: string, { dataset, version }: Pick<Readable, 'dataset' | 'version'>): Promise<FileReply> {
      const file = path.join(folders.version(storage, dataset.id, version.content_hash), 'manifest.json');
      const { size } = await stat(file);
      return { stream: createReadStream(file), type: 'application/json; charset=utf-8', size, etag: version.content_hash };
    },
  };
}

export type Downloads = ReturnType<typeof createDownloads>;

/** The Parquet file as it was loaded, whose hash the manifest names; null for readers who may not see every column. */
function storedWhole(storage: string, { dataset, version, columns }: Readable): FileReply | null {
  const { files, schema } = version.manifest;
  const [part, ...more] = files;
  if (!part || more.length > 0 || columns.length !== schema.length) return null;
  const file = path.join(folders.version(storage, dataset.id, version.content_hash), part.name);
  const fileName = `${dataset.key}-v${version.number}.parquet`;
  const open = dataset.published_at !== null;
  return {
    stream: createReadStream(file),
    type: TYPES.parquet,
    fileName,
    size: part.bytes,
    etag: part.sha256,
    ...(open && { maxAge: YEAR_S }),
  };
}

/** Sizes in bytes of those files of a version that have been made for readers of these columns; null for the others. */
export async function sizesOfFiles(
  storage: string,
  { dataset_id, content_hash }: Readable['version'],
  columns: Readable['columns'],
): Promise<Record<Format, number | null>> {
  const sizeOf = async (format: Format) => {
    const file = path.join(folders.exports(storage, dataset_id, content_hash), `${nameFor(columns)}.${format}`);
    const found = await stat(file).catch(() => null);
    return found?.size ?? null;
  };
  return { csv: await sizeOf('csv'), json: await sizeOf('json'), parquet: await sizeOf('parquet') };
}

/** Readers who may see other columns get another file. */
function nameFor(columns: Readable['columns']): string {
  return createHash('sha256').update(JSON.stringify(columns)).digest('hex').slice(0, 16);
}

async function make(reader: Reader, { columns, relation }: Readable, format: Format, file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  try {
    await reader.run(copySql(columns, relation, format, draft));
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
  return file;
}

/** In CSV a cell that a spreadsheet would run gets an apostrophe in front; JSON and Parquet have the value as it was loaded. */
function copySql(columns: Readable['columns'], relation: string, format: Format, file: string): string {
  const plain = columns.map(({ name }) => sqlName(name));
  const safe = columns.map(({ name, type }) => {
    const cell = sqlName(name);
    return type === 'text' ? `CASE WHEN ${formulaCondition(cell)} THEN '''' || ${cell} ELSE ${cell} END AS ${cell}` : cell;
  });
  const options = {
    csv: 'FORMAT csv, HEADER true',
    json: 'FORMAT json, ARRAY true',
    parquet: 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880',
  };
  const select = `SELECT ${(format === 'csv' ? safe : plain).join(', ')} FROM ${relation}`;
  return `COPY (${select}) TO ${sqlText(file)} (${options[format]})`;
}
