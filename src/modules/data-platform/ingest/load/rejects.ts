import { isUtf8 } from 'node:buffer';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

import type { Reject } from '../model.ts';

const FLUSH_BYTES = 1024 * 1024;
/** Longest text of a rejected row that is kept. */
const RAW_BYTES = 32 * 1024;

/** Writes rejected rows as NDJSON, one row a line, whatever they hold. */
export class RejectWriter {
  rows = 0;
  readonly #counts = new Map<string, number>();
  readonly #fd: number;
  #pending: string[] = [];
  #bytes = 0;

  constructor(path: string) {
    this.#fd = openSync(path, 'w');
  }

  /** How many rows were at fault with each rule. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  add(place: Pick<Reject, 'file' | 'line' | 'field'>, faults: readonly string[], raw: Uint8Array): void {
    for (const fault of faults) this.#counts.set(fault, (this.#counts.get(fault) ?? 0) + 1);
    const reject: Reject = { ...place, rule: faults[0] ?? '', faults, ...rawText(raw) };
    const line = `${JSON.stringify(reject)}\n`;
    this.rows++;
    this.#bytes += line.length;
    this.#pending.push(line);
    if (this.#bytes >= FLUSH_BYTES) this.#flush();
  }

  /** Makes all that was added durable. */
  close(): void {
    this.#flush();
    fsyncSync(this.#fd);
    closeSync(this.#fd);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending.join(''));
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#fd, bytes, written);
    this.#pending = [];
    this.#bytes = 0;
  }
}

function rawText(raw: Uint8Array): Pick<Reject, 'raw' | 'rawBase64' | 'rawBytes'> {
  const kept = Buffer.from(raw.subarray(0, RAW_BYTES));
  return {
    raw: kept.toString('utf8'),
    ...(isUtf8(raw) ? {} : { rawBase64: kept.toString('base64') }),
    ...(raw.length > RAW_BYTES ? { rawBytes: raw.length } : {}),
  };
}
