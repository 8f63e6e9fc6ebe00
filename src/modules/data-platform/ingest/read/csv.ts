import type { Dialect } from '../model.ts';
import { openText } from './decode.ts';
import { RecordScanner } from './scanner.ts';
import { type OnBroken, requote, Stage, type StructureFault } from './stage.ts';

/** What staging a CSV file needs to know. */
export interface CsvSource {
  readonly path: string;
  readonly dialect: Dialect;
  /** Fields in each record. */
  readonly columns: number;
  /** Longest record in bytes. */
  readonly recordBytes: number;
}

/**
 * Stages a CSV file. Blank lines are no records; a record that cannot be read goes to `onBroken` and the reading goes on after it:
 * after the first line of an unclosed quote, otherwise at the end of the record.
 */
export async function stageCsv(source: CsvSource, stagePath: string, onBroken: OnBroken, onBytes: (bytes: number) => void): Promise<Stage> {
  const stage = new Stage(stagePath, source.dialect, onBroken, source.dialect.encoding !== 'utf-8');
  const reader = new CsvReader(source, stage, onBroken);
  for await (const chunk of openText(source.path, source.dialect.encoding, onBytes)) reader.push(chunk);
  reader.end();
  stage.finish();
  return stage;
}

/** Feeds bytes, in pieces of any size, to a stage. */
export class CsvReader {
  readonly #source: CsvSource;
  readonly #scanner: RecordScanner;
  readonly #stage: Stage;
  readonly #onBroken: OnBroken;
  readonly #newline: number;
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  /** Physical lines before the first record. */
  #toSkip: number;
  /** Inside a record that is too long, up to its next newline. */
  #swallowing = false;

  constructor(source: CsvSource, stage: Stage, onBroken: OnBroken) {
    this.#source = source;
    this.#scanner = new RecordScanner(source.dialect);
    this.#stage = stage;
    this.#onBroken = onBroken;
    this.#newline = source.dialect.newline === 'lf' ? 0x0a : 0x0d;
    this.#toSkip = source.dialect.firstLine - 1;
  }

  push(chunk: Buffer): void {
    const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = data.subarray(this.#consume(data, false));
  }

  end(): void {
    this.#consume(this.#rest, true);
    this.#rest = Buffer.alloc(0);
  }

  /** @returns how many bytes are done with */
  #consume(data: Buffer, last: boolean): number {
    const scanner = this.#scanner;
    let start = this.#skipLines(data);
    while (start < data.length) {
      if (!scanner.scan(data, start, last)) {
        if (data.length - start <= this.#source.recordBytes) return start;
        scanner.scan(data, start, true);
        this.#giveUp(data, start);
      } else if (scanner.fault === 'unclosedQuote') {
        this.#giveUp(data, start);
      } else {
        this.#take(data, start);
      }
      this.#line += scanner.lines;
      start = scanner.next;
      if (this.#swallowing) start = this.#swallow(data, start);
    }
    return start;
  }

  #take(data: Buffer, start: number): void {
    const { end, fields, multiline, unusual, fault } = this.#scanner;
    if (end === start) return;
    const broken = fault ?? this.#misfit(fields, end - start);
    if (broken) {
      this.#onBroken(this.#line, broken, data.subarray(start, end));
      return;
    }
    this.#stage.multiline ||= multiline;
    if (unusual) {
      const record = requote(data, start, end, this.#source.dialect);
      this.#stage.add(this.#line, record, 0, record.length);
    } else {
      this.#stage.add(this.#line, data, start, end);
    }
  }

  #misfit(fields: number, bytes: number): StructureFault | null {
    if (bytes > this.#source.recordBytes) return 'tooLong';
    if (fields === this.#source.columns) return null;
    return fields < this.#source.columns ? 'tooFewFields' : 'tooManyFields';
  }

  /** Rejects the first physical line of a record whose end is out of reach. */
  #giveUp(data: Buffer, start: number): void {
    const newline = data.indexOf(this.#newline, start);
    const end = newline < 0 ? data.length : newline;
    const fault = this.#scanner.fault === 'unclosedQuote' && end - start <= this.#source.recordBytes ? 'unclosedQuote' : 'tooLong';
    this.#onBroken(this.#line, fault, data.subarray(start, data[end - 1] === 0x0d ? end - 1 : end));
    this.#scanner.lines = newline < 0 ? 0 : 1;
    this.#scanner.next = newline < 0 ? data.length : newline + 1;
    this.#swallowing = newline < 0;
  }

  #swallow(data: Buffer, start: number): number {
    const newline = data.indexOf(this.#newline, start);
    if (newline < 0) return data.length;
    this.#swallowing = false;
    this.#line++;
    return newline + 1;
  }

  #skipLines(data: Buffer): number {
    let start = this.#swallowing ? this.#swallow(data, 0) : 0;
    while (this.#toSkip > 0 && start < data.length) {
      const newline = data.indexOf(this.#newline, start);
      if (newline < 0) return data.length;
      start = newline + 1;
      this.#toSkip--;
      this.#line++;
    }
    return start;
  }
}
