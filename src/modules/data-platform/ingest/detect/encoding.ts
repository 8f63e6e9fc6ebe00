import { isUtf8 } from 'node:buffer';

import type { Encoding } from '../model.ts';

/** An encoding and how sure we are: `mark` by a byte order mark, `valid` because all bytes decode, `likely` by its look. */
export interface EncodingGuess {
  readonly encoding: Encoding;
  readonly evidence: 'mark' | 'valid' | 'likely';
}

/** Finds the encoding of a text file from samples of its bytes. The first sample is the file's beginning. */
export function detectEncoding(samples: readonly Buffer[]): EncodingGuess {
  const head = samples[0] ?? Buffer.alloc(0);
  const marked = byMark(head);
  if (marked) return { encoding: marked, evidence: 'mark' };
  const wide = byZeros(head);
  if (wide) return { encoding: wide, evidence: 'likely' };
  const whole = samples.map(withoutCutEnds);
  if (whole.every((sample) => isUtf8(sample))) return { encoding: 'utf-8', evidence: 'valid' };
  return { encoding: byLook(Buffer.concat(whole)), evidence: 'likely' };
}

function byMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

/** UTF-16 without mark: digits, delimiters and newlines leave a zero in every other byte. */
function byZeros(head: Buffer): Encoding | null {
  const counts = [0, 0];
  const length = Math.min(head.length, 65_536);
  for (let at = 0; at < length; at++) if (head[at] === 0) counts[at % 2] = (counts[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = counts;
  if (odd > length * 0.15 && even < odd * 0.02) return 'utf-16le';
  return even > length * 0.15 && odd < even * 0.02 ? 'utf-16be' : null;
}

/** A sample may begin and end inside a character; whole lines never do. */
function withoutCutEnds(sample: Buffer, index: number): Buffer {
  const start = index === 0 ? 0 : sample.indexOf(0x0a) + 1;
  const end = sample.lastIndexOf(0x0a) + 1;
  return end > start ? sample.subarray(start, end) : sample;
}

/**
 * Mostly sound UTF-8 with some broken bytes stays UTF-8, and its broken rows are rejected. Chinese in GB18030 comes in pairs of
 * high bytes; the accented letters of Windows-1252 stand alone between ASCII.
 */
function byLook(bytes: Buffer): Encoding {
  let high = 0;
  let inUtf8 = 0;
  let inPairs = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    const run = runOfHigh(bytes, at);
    high += run;
    inUtf8 += soundUtf8(bytes, at, run);
    inPairs += run - (run % 2);
    at += run - 1;
  }
  if (inUtf8 >= high * 0.8) return 'utf-8';
  return inPairs >= high * 0.7 ? 'gb18030' : 'windows-1252';
}

function runOfHigh(bytes: Buffer, from: number): number {
  let end = from;
  while ((bytes[end] ?? 0) >= 0x80) end++;
  return end - from;
}

function soundUtf8(bytes: Buffer, from: number, length: number): number {
  return isUtf8(bytes.subarray(from, from + length)) ? length : 0;
}
