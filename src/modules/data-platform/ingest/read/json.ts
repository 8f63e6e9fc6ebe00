import { IngestFault } from '../fault.ts';
import type { Encoding } from '../model.ts';
import { openText } from './decode.ts';

/** One record of a JSON file: its line (NDJSON) or number (document), and its text. */
export interface JsonRecord {
  readonly line: number;
  readonly text: Buffer;
  /** The text is longer than a record may be, and cut. */
  readonly tooLong: boolean;
}

/** Where and how JSON records are read. */
export interface JsonSource {
  readonly path: string;
  readonly kind: 'ndjson' | 'json';
  readonly encoding: Encoding;
  readonly recordBytes: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Reads the records of an NDJSON file line by line, or those of a JSON document (an array of objects, or one object) one after another. */
export async function* readJson(source: JsonSource, onBytes?: (bytes: number) => void): AsyncGenerator<JsonRecord> {
  const chunks = openText(source.path, source.encoding, onBytes);
  yield* source.kind === 'ndjson' ? readLines(chunks, source.recordBytes) : readDocument(chunks, source.recordBytes);
}

/** The fields of a record: nested objects by dotted names, lists as JSON text. @returns null when the text is no JSON object */
export function fieldsOf(text: Buffer): Map<string, string> | null {
  try {
    const value: unknown = JSON.parse(text.toString('utf8'));
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
    const fields = new Map<string, string>();
    flatten(value, '', fields, 0);
    return fields;
  } catch {
    return null;
  }
}

function flatten(value: object, prefix: string, fields: Map<string, string>, depth: number): void {
  for (const [key, member] of Object.entries(value)) {
    const nested = member !== null && typeof member === 'object' && !Array.isArray(member) && depth < 8;
    if (nested) flatten(member, `${prefix}${key}.`, fields, depth + 1);
    else fields.set(prefix + key, cell(member));
  }
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : typeof value === 'number' ? plainNumber(value) : JSON.stringify(value);
}

/** JavaScript writes 1e21 where the rules want digits. */
function plainNumber(value: number): string {
  return Number.isSafeInteger(value) || !/e/.test(String(value)) ? String(value) : BigInt(Math.trunc(value)).toString();
}

async function* readLines(chunks: AsyncIterable<Buffer>, recordBytes: number): AsyncGenerator<JsonRecord> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  let cut: Buffer | null = null;
  for await (const chunk of chunks) {
    let data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let newline = data.indexOf(0x0a); newline >= 0; newline = data.indexOf(0x0a)) {
      line++;
      const text = data.subarray(0, newline);
      if (cut) yield { line, text: cut, tooLong: true };
      else if (!isBlank(text)) yield { line, text, tooLong: text.length > recordBytes };
      cut = null;
      data = data.subarray(newline + 1);
    }
    if (data.length > recordBytes) cut ??= Buffer.from(data.subarray(0, 65_536));
    rest = cut ? Buffer.alloc(0) : data;
  }
  line++;
  if (cut) yield { line, text: cut, tooLong: true };
  else if (!isBlank(rest)) yield { line, text: rest, tooLong: false };
}

/** Follows brackets and quotes only; each record is parsed, and judged, on its own. @throws badJson when the document breaks off */
async function* readDocument(chunks: AsyncIterable<Buffer>, recordBytes: number): AsyncGenerator<JsonRecord> {
  const cutter = new DocumentCutter(recordBytes);
  for await (const chunk of chunks) yield* cutter.cut(chunk);
  if (!cutter.complete) throw new IngestFault('badJson', { after: cutter.records });
}

class DocumentCutter {
  records = 0;
  readonly #recordBytes: number;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #depth = 0;
  #inText = false;
  #escaped = false;
  /** Depth at which records stand: 1 in an array, 0 for single objects. */
  #level = -1;

  constructor(recordBytes: number) {
    this.#recordBytes = recordBytes;
  }

  get complete(): boolean {
    return this.#depth === 0 && !this.#inText;
  }

  *cut(chunk: Buffer): Generator<JsonRecord> {
    let start = this.#bytes > 0 ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#inText) {
        this.#passText(byte);
      } else if (byte === QUOTE) {
        this.#inText = true;
      } else if (OPENING.has(byte)) {
        if (this.#level < 0) this.#level = byte === 0x5b ? 1 : 0;
        if (this.#depth === this.#level && start < 0) start = at;
        this.#depth++;
      } else if (CLOSING.has(byte)) {
        this.#depth--;
        if (this.#depth === this.#level && start >= 0) {
          yield this.#record(chunk.subarray(start, at + 1));
          start = -1;
        }
      } else if (this.#depth === this.#level && start < 0 && this.#level >= 0 && byte !== 0x2c && !SPACE.has(byte)) {
        throw new IngestFault('badJson', { after: this.records });
      }
    }
    if (start >= 0) this.#keep(chunk.subarray(start));
  }

  #passText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inText = false;
  }

  #keep(piece: Buffer): void {
    if (this.#bytes <= this.#recordBytes) this.#pieces.push(piece);
    this.#bytes += piece.length;
  }

  #record(last: Buffer): JsonRecord {
    this.#keep(last);
    const record = { line: ++this.records, text: Buffer.concat(this.#pieces), tooLong: this.#bytes > this.#recordBytes };
    this.#pieces = [];
    this.#bytes = 0;
    return record;
  }
}

function isBlank(text: Buffer): boolean {
  return text.every((byte) => SPACE.has(byte));
}
