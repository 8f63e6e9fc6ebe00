import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

import type { FileReply } from '#kernel';

import { dataErrors } from './errors.ts';
import { csvLine, type Manifest, placesOf, type Reject } from './ingest/index.ts';
import { folders } from './places.ts';
import type { Readable as ReadableVersion } from './rows.ts';

type VersionFiles = Pick<ReadableVersion, 'dataset' | 'version'>;

/** A refused row with the cell at fault, so that people need not look for it. */
export interface Refusal {
  readonly file: string;
  readonly line: number;
  readonly field: string | null;
  readonly faults: readonly string[];
  readonly raw: string;
  /** Text of the cell at fault; null where the whole row is, or where it cannot be cut into its columns. */
  readonly value: string | null;
}

/** The first refused rows of a version. @throws data-platform.noVersion when none were refused */
export async function firstRefusals(storage: string, version: VersionFiles, limit: number): Promise<Refusal[]> {
  const { manifest } = version.version;
  const found: Refusal[] = [];
  for await (const reject of readRejects(storage, version)) {
    found.push({ ...pick(reject), value: cellAtFault(reject, manifest) });
    if (found.length === limit) break;
  }
  return found;
}

/** All refused rows as CSV that is safe to open in a spreadsheet: place, reasons, and the row as it came. */
export function refusalsAsCsv(storage: string, version: VersionFiles): FileReply {
  const { dataset, version: row } = version;
  if (!row.manifest.rejects) throw dataErrors.noVersion();
  return {
    stream: Readable.from(csvOf(storage, version)),
    type: 'text/csv; charset=utf-8',
    fileName: `${dataset.key}-v${row.number}-refused.csv`,
    etag: `${row.manifest.rejects.sha256}-csv`,
  };
}

async function* csvOf(storage: string, version: VersionFiles): AsyncGenerator<string> {
  // the mark makes spreadsheets read Chinese as UTF-8
  yield `\uFEFF${csvLine(['file', 'line', 'field', 'value', 'faults', 'row'])}`;
  for await (const reject of readRejects(storage, version)) {
    const { file, line, field, faults, raw } = reject;
    yield csvLine([file, line, field, cellAtFault(reject, version.version.manifest), faults.join(' '), raw]);
  }
}

async function* readRejects(storage: string, { dataset, version }: VersionFiles): AsyncGenerator<Reject> {
  const { rejects } = version.manifest;
  if (!rejects) return;
  const file = createReadStream(path.join(folders.version(storage, dataset.id, version.content_hash), rejects.name));
  try {
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY }))
      if (line) yield JSON.parse(line) as Reject;
  } finally {
    file.destroy();
  }
}

function pick({ file, line, field, faults, raw }: Reject): Omit<Refusal, 'value'> {
  return { file, line, field, faults, raw: raw.slice(0, ROW_CHARACTERS) };
}

const ROW_CHARACTERS = 2_000;

/** The cell that the first fault is about. */
export function cellAtFault({ field, file, raw }: Reject, { schema, sources }: Manifest): string | null {
  const source = sources.find(({ name }) => name === file) ?? sources[0];
  const spec = schema.find(({ name }) => name === field);
  if (!source || !spec) return null;
  const [column = -1] = placesOf([spec], source.columns);
  const cells = column < 0 ? null : source.kind === 'csv' ? cellsOf(raw, source.columns.length) : jsonCells(raw, source.columns);
  return cells?.[column] ?? null;
}

/** The manifest does not keep the delimiter: the one that gives as many cells as there are columns is it. */
function cellsOf(raw: string, width: number): string[] | null {
  for (const delimiter of [',', ';', '\t', '|']) {
    const cells = split(raw.replace(/\r?\n$/, ''), delimiter);
    if (cells.length === width) return cells;
  }
  return null;
}

function split(raw: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < raw.length; at++) {
    const sign = raw[at] as string;
    if (sign === '"' && quoted && raw[at + 1] === '"') cell += raw[++at];
    else if (sign === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (sign === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

function jsonCells(raw: string, columns: readonly string[]): string[] | null {
  try {
    const row: unknown = JSON.parse(raw);
    if (Array.isArray(row)) return row.map(asText);
    return typeof row === 'object' && row ? columns.map((name) => asText((row as Record<string, unknown>)[name])) : null;
  } catch {
    return null;
  }
}

const asText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
