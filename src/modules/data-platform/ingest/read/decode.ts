import { createReadStream } from 'node:fs';

import iconv from 'iconv-lite';

import type { Encoding } from '../model.ts';

const CHUNK_BYTES = 4 * 1024 * 1024;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** Reads a text file as UTF-8 without byte order mark. UTF-8 passes unchecked, byte for byte; other encodings get U+FFFD where they are broken. */
export async function* openText(path: string, encoding: Encoding, onBytes: (bytes: number) => void = () => {}): AsyncGenerator<Buffer> {
  const decoder = encoding === 'utf-8' ? null : iconv.getDecoder(encoding, { stripBOM: true });
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    onBytes(chunk.length);
    const text = decoder ? Buffer.from(decoder.write(chunk)) : chunk;
    yield first ? withoutMark(text) : text;
    first = false;
  }
  const rest = decoder?.end();
  if (rest) yield Buffer.from(rest);
}

function withoutMark(text: Buffer): Buffer {
  return text.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? text.subarray(BYTE_ORDER_MARK.length) : text;
}
