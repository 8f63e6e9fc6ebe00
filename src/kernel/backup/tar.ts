import { backupErrors } from './errors.ts';

/**
 * The POSIX ustar format, so that any `tar` can list and open a backup by hand. Sizes beyond 8 GiB are written in base 256, as GNU tar
 * and libarchive do.
 */

/** Bytes per block. Headers fill one, contents are padded to whole ones, and two empty ones end the archive. */
const BLOCK = 512;

/** The end of an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** One file in an archive. The body must be read to its end before the next entry is asked for. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
  readonly body: AsyncIterable<Buffer>;
}

/** The header before a file's bytes. @throws backup.nameTooLong */
export function tarHeader(name: string, size: number, at: Date): Buffer {
  const header = Buffer.alloc(BLOCK);
  const { prefix, rest } = splitName(name);
  header.write(rest, 0, 100, 'utf8');
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  writeSize(header, size);
  header.write(
    `${Math.floor(at.getTime() / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  );
  header.write('        ', 148); // the checksum counts itself as blanks
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345, 155, 'utf8');
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Zeroes that fill up the last block of a file. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/**
 * Reads an archive in one pass.
 * @throws Error saying what is wrong with the format, such as a missing end
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const input = createReader(source);
  for (;;) {
    const header = await input.exactly(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const entry = parseHeader(header);
    let left = entry.size;
    async function* body(): AsyncGenerator<Buffer> {
      while (left > 0) {
        const chunk = await input.atMost(left);
        left -= chunk.length;
        yield chunk;
      }
    }
    yield { ...entry, body: body() };
    if (left > 0) throw new Error(`${entry.name} was not read to its end`);
    await input.exactly(tarPadding(entry.size).length);
  }
  await input.exactly(BLOCK);
  await input.end();
}

function splitName(name: string): { prefix: string; rest: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', rest: name };
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100) return { prefix, rest };
  }
  throw backupErrors.nameTooLong({ name });
}

function writeSize(header: Buffer, size: number): void {
  if (size < 8 ** 11) header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(size), 128);
  }
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const stated = Number.parseInt(header.toString('latin1', 148, 156), 8);
  const blank = Buffer.from(header);
  blank.write('        ', 148);
  if (stated !== checksumOf(blank)) throw new Error('the header of an entry is damaged');
  const [prefix, rest] = [textAt(header, 345, 155), textAt(header, 0, 100)];
  const size = header[124] === 0x80 ? Number(header.readBigUInt64BE(128)) : Number.parseInt(header.toString('latin1', 124, 135), 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('the header of an entry states no size');
  return { name: prefix ? `${prefix}/${rest}` : rest, size };
}

function textAt(header: Buffer, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

const checksumOf = (header: Buffer) => header.reduce((sum, byte) => sum + byte, 0);

/** Cuts a stream of chunks into the pieces that are asked for. */
function createReader(source: AsyncIterable<Buffer>) {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const fill = async (): Promise<boolean> => {
    while (rest.length === 0) {
      const { value, done } = await chunks.next();
      if (done) return false;
      rest = value as Buffer;
    }
    return true;
  };
  const atMost = async (length: number): Promise<Buffer> => {
    if (!(await fill())) throw new Error('the file ends in the middle');
    const piece = rest.subarray(0, length);
    rest = rest.subarray(piece.length);
    return piece;
  };
  return {
    atMost,
    async exactly(length: number): Promise<Buffer> {
      const pieces: Buffer[] = [];
      for (let missing = length; missing > 0; ) {
        const piece = await atMost(missing);
        pieces.push(piece);
        missing -= piece.length;
      }
      return Buffer.concat(pieces);
    },
    async end(): Promise<void> {
      if (await fill()) throw new Error('something follows after the end');
    },
  };
}
