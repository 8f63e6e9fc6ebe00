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

/** Where a record's text stands in its block, and where the next record begins. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly next: number;
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
    let index = -1;
    let block = Buffer.alloc(0);
    let from = 0;
    return (line) => {
      const holding = this.#blockOf(line, Math.max(index, 0));
      if (holding !== index) {
        index = holding;
        block = this.#readBlock(index);
        from = 0;
      }
      const found = this.multiline ? this.#scanFor(block, from, line) : this.#searchFor(block, from, line);
      from = found.next;
      return Buffer.from(block.subarray(found.start, found.end)); // a copy, or every block that was read would stay in memory
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

  #blockOf(line: number, from: number): number {
    let index = from;
    while (index + 1 < this.#blocks.length && (this.#blocks[index + 1]?.firstLine ?? 0) <= line) index++;
    return index;
  }

  #readBlock(index: number): Buffer<ArrayBuffer> {
    const { bytes, offset } = this.#blocks[index] ?? { bytes: 0, offset: 0 };
    const block = Buffer.alloc(bytes);
    for (let done = 0; done < bytes; ) done += readSync(this.#fd, block, done, bytes - done, offset + done);
    return block;
  }

  /** Where no field holds a line break, a line number after a newline begins a record. */
  #searchFor(block: Buffer, from: number, line: number): Span {
    const number = `${line}${this.punctuation.delimiter}`;
    const first = from === 0 && block.toString('latin1', 0, number.length) === number;
    const newline = first ? -1 : block.indexOf(`\n${number}`, Math.max(from - 1, 0), 'latin1');
    if (!first && newline < 0) throw this.#lost(line);
    const start = newline + 1 + number.length;
    const end = block.indexOf(0x0a, start);
    return { start, end, next: end + 1 };
  }

  #scanFor(block: Buffer, from: number, line: number): Span {
    const scanner = new RecordScanner(this.punctuation);
    for (let start = from; start < block.length; start = scanner.next) {
      scanner.scan(block, start, true);
      const delimiter = block.indexOf(this.punctuation.delimiter, start);
      if (Number(block.toString('latin1', start, delimiter)) === line)
        return { start: delimiter + 1, end: scanner.end, next: scanner.next };
    }
    throw this.#lost(line);
  }

  #lost(line: number): Error {
    return new Error(`line ${line} was never staged in ${this.path}`);
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
