import { type FileHandle, open } from 'node:fs/promises';

import { IngestFault } from '../fault.ts';
import type { Limits } from '../limits.ts';
import type { SourceKind } from '../model.ts';
import { detectEncoding, type EncodingGuess } from './encoding.ts';

const HEAD_BYTES = 4 * 1024 * 1024;
const WINDOW_BYTES = 256 * 1024;
const WINDOWS = 4;

/** What a file turned out to be. */
export interface FileKind {
  readonly kind: SourceKind | 'zip' | 'gzip';
  readonly bytes: number;
  /** Null for what is no text. */
  readonly text: EncodingGuess | null;
  readonly head: Buffer;
}

const SIGNATURES: readonly (readonly [string, string])[] = [
  ['25504446', 'PDF'],
  ['89504e47', 'PNG'],
  ['ffd8ff', 'JPEG'],
  ['47494638', 'GIF'],
  ['d0cf11e0a1b11ae1', 'Excel 97-2003 / OLE'],
  ['377abcaf271c', '7z'],
  ['526172211a07', 'RAR'],
  ['425a68', 'bzip2'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'Zstandard'],
  ['7f454c46', 'ELF'],
  ['53514c69746520666f726d6174', 'SQLite'],
];

/**
 * Finds out what a file is from its bytes, whatever its name says.
 * @throws emptyFile, binaryFile, fileTooLarge
 */
export async function identify(path: string, limits: Limits): Promise<FileKind> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > limits.fileBytes) throw new IngestFault('fileTooLarge', { bytes: size, limit: limits.fileBytes });
    const samples = await sample(file, size);
    return { bytes: size, head: samples[0] ?? Buffer.alloc(0), ...kindOf(samples) };
  } finally {
    await file.close();
  }
}

function kindOf(samples: readonly Buffer[]): Pick<FileKind, 'kind' | 'text'> {
  const head = samples[0] ?? Buffer.alloc(0);
  const packed = packedKind(head);
  if (packed) return { kind: packed, text: null };
  const signature = SIGNATURES.find(([hex]) => head.subarray(0, hex.length / 2).toString('hex') === hex);
  if (signature) throw new IngestFault('binaryFile', { found: signature[1] });
  const text = detectEncoding(samples);
  const plain = text.encoding.startsWith('utf-16') ? head.filter((byte) => byte !== 0) : head;
  if (isBinary(plain)) throw new IngestFault('binaryFile', { found: 'binary' });
  const beginning = Buffer.from(plain.subarray(0, 65_536))
    .toString('latin1')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart();
  if (beginning === '') throw new IngestFault('emptyFile');
  return { kind: textKind(beginning), text };
}

function packedKind(head: Buffer): 'parquet' | 'xlsx' | 'zip' | 'gzip' | null {
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.subarray(0, 4).toString('hex') !== '504b0304' && head.subarray(0, 4).toString('hex') !== '504b0506') return null;
  return head.includes('[Content_Types].xml') || head.includes('xl/workbook.xml') ? 'xlsx' : 'zip';
}

/** Text has hardly any control characters; a stray NUL in an otherwise sound file only costs its row. */
function isBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  const length = Math.min(bytes.length, 65_536);
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1a) controls++;
  }
  return controls > Math.max(8, length * 0.01);
}

function textKind(beginning: string): SourceKind {
  if (/^\[\s*(\{|\]|$)/.test(beginning)) return 'json';
  if (!beginning.startsWith('{')) return 'csv';
  const firstLine = beginning.slice(0, Math.max(beginning.indexOf('\n'), 0) || undefined);
  return isObject(firstLine) || !/^\{\s*(["}]|$)/.test(beginning) ? 'ndjson' : 'json';
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

async function sample(file: FileHandle, size: number): Promise<Buffer[]> {
  const samples = [await readAt(file, 0, Math.min(size, HEAD_BYTES))];
  if (size <= HEAD_BYTES) return samples;
  const step = Math.floor((size - HEAD_BYTES) / WINDOWS);
  for (let index = 1; index <= WINDOWS; index++) samples.push(await readAt(file, HEAD_BYTES + index * step - WINDOW_BYTES, WINDOW_BYTES));
  return samples;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, Math.max(position, 0));
  return buffer.subarray(0, bytesRead);
}
