import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

import type { Punctuation } from './scanner.ts';
import { quoteRecord, RecordScanner, splitRecord } from './scanner.ts';

/** Why a record never reached the rules. */
export type StructureFault =
  | 'unclosedQuote'
  | 'textAfterQuote'
  | 'tooFewFields'
  | 'tooManyFields'
  | 'tooLong'
  | 'nulByte'
  | 'badEncoding'
  | 'badJson';

/** Takes the records that cannot be read. `raw` is only valid during the call. */
export type OnBroken = (line: number, fault: StructureFault, raw: Uint8Array) => void;

interface Block {
  readonly offset: number;
  readonly bytes: number;
  readonly firstLine: number;
}

const BLOCK_BYTES = 1024 * 1024;
const REPLACEMENT = Buffer.from('\uFFFD');

/**
 * A staged source: well-formed records of a constant number of fields, each with its line number in the source before it.
 * Everything a CSV engine could read in two ways has been rejected or quoted anew, so that the engine's count and ours agree.
 */
export class Stage {
  /** Records staged. */
  records = 0;
  /** A quoted field spans lines, so the file must not be read from several places at once. */
  multiline = false;
  readonly path: string;
  readonly punctuation: Punctuation;

  readonly #onBroken: OnBroken;
  readonly #decoded: boolean;
  readonly #fd: number;
  readonly #blocks: Block[] = [];
  #buffer: Buffer;
  #used = 0;
  #offset = 0;
  #starts: number[] = [];
  #lines: number[] = [];

  /** @param decoded the bytes come from a decoder that writes U+FFFD for what it could not read */
  constructor(path: string, punctuation: Punctuation, onBroken: OnBroken, decoded = false) {
    this.path = path;
    this.punctuation = { delimiter: punctuation.delimiter, quote: '"', newline: 'lf' };
    this.#onBroken = onBroken;
    this.#decoded = decoded;
    this.#fd = openSync(path, 'w+');
    this.#buffer = Buffer.allocUnsafe(BLOCK_BYTES * 2);
  }

  /** Stages one record as it stands in `data`. */
  add(line: number, data: Buffer, start: number, end: number): void {
    this.#begin(line, end - start);
    data.copy(this.#buffer, this.#used, start, end);
    this.#finish(end - start);
  }

  /** Stages one record from its values, all quoted. */
  addValues(line: number, values: readonly string[]): void {
    const record = Buffer.from(quoteRecord(values, this.punctuation.delimiter));
    this.multiline ||= record.includes(0x0a) || record.includes(0x0d);
    this.add(line, record, 0, record.length);
  }

  /** Writes what is still in memory. No record may follow. */
  finish(): void {
    this.#flush();
    this.#buffer = Buffer.alloc(0);
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Finds the text of staged records by their line numbers, which must rise from call to call. */
  reader(): (line: number) => Buffer {
    let current = -1;
    let records = new Map<number, Buffer>();
    return (line) => {
      let index = Math.max(current, 0);
      while (index + 1 < this.#blocks.length && (this.#blocks[index + 1]?.firstLine ?? 0) <= line) index++;
      if (index !== current) records = this.#readBlock(index);
      current = index;
      const record = records.get(line);
      if (!record) throw new Error(`line ${line} was never staged in ${this.path}`);
      return Buffer.from(record); // a copy, or every block that was read would stay in memory
    };
  }

  #begin(line: number, bytes: number): void {
    if (this.#used + bytes + 24 > this.#buffer.length) this.#makeRoom(bytes + 24);
    this.#starts.push(this.#used);
    this.#lines.push(line);
    this.#used = writeNumber(this.#buffer, this.#used, line);
    this.#buffer[this.#used++] = this.punctuation.delimiter.charCodeAt(0);
  }

  #finish(bytes: number): void {
    this.#used += bytes;
    this.#buffer[this.#used++] = 0x0a;
    if (this.#used >= BLOCK_BYTES) this.#flush();
  }

  #makeRoom(bytes: number): void {
    this.#flush();
    if (bytes > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(bytes);
  }

  #flush(): void {
    if (!this.#isSound(this.#buffer.subarray(0, this.#used))) this.#dropBroken();
    if (this.#used > 0) {
      this.#blocks.push({ offset: this.#offset, bytes: this.#used, firstLine: this.#lines[0] ?? 0 });
      writeFully(this.#fd, this.#buffer.subarray(0, this.#used));
      this.#offset += this.#used;
      this.records += this.#starts.length;
    }
    this.#used = 0;
    this.#starts = [];
    this.#lines = [];
  }

  #isSound(bytes: Buffer): boolean {
    return isUtf8(bytes) && !bytes.includes(0) && !(this.#decoded && bytes.includes(REPLACEMENT));
  }

  /** Looks at every record of an unsound block and keeps the sound ones. */
  #dropBroken(): void {
    const starts = this.#starts;
    const lines = this.#lines;
    const total = this.#used;
    this.#starts = [];
    this.#lines = [];
    this.#used = 0;
    for (const [index, start] of starts.entries()) {
      const record = this.#buffer.subarray(start, starts[index + 1] ?? total);
      const line = lines[index] ?? 0;
      if (this.#isSound(record)) {
        this.#starts.push(this.#used);
        this.#lines.push(line);
        this.#buffer.copyWithin(this.#used, start, start + record.length);
        this.#used += record.length;
      } else {
        this.#onBroken(
          line,
          record.includes(0) ? 'nulByte' : 'badEncoding',
          record.subarray(record.indexOf(this.punctuation.delimiter) + 1, -1),
        );
      }
    }
  }

  #readBlock(index: number): Map<number, Buffer> {
    const block = this.#blocks[index];
    const records = new Map<number, Buffer>();
    if (!block) return records;
    const bytes = Buffer.alloc(block.bytes);
    readSync(this.#fd, bytes, 0, block.bytes, block.offset);
    const scanner = new RecordScanner(this.punctuation);
    for (let start = 0; start < bytes.length; start = scanner.next) {
      scanner.scan(bytes, start, true);
      const comma = bytes.indexOf(this.punctuation.delimiter, start);
      records.set(Number(bytes.toString('latin1', start, comma)), bytes.subarray(comma + 1, scanner.end));
    }
    return records;
  }
}

/** Quotes a record anew, byte for byte, whatever its encoding. */
export function requote(data: Buffer, start: number, end: number, punctuation: Punctuation): Buffer {
  const fields = splitRecord(data.toString('latin1', start, end), punctuation);
  return Buffer.from(quoteRecord(fields, punctuation.delimiter), 'latin1');
}

function writeNumber(buffer: Buffer, at: number, value: number): number {
  let digits = 1;
  for (let limit = 10; limit <= value; limit *= 10) digits++;
  let rest = value;
  for (let position = at + digits - 1; position >= at; position--) {
    buffer[position] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return at + digits;
}

function writeFully(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}
