import { createReadStream, createWriteStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { type Entry, open, type ZipFile } from 'yauzl';

import { IngestFault } from '../fault.ts';
import type { Limits } from '../limits.ts';

/** What is packed below this size may grow by any ratio. */
const FREE_BYTES = 10 * 1024 * 1024;
const MOST_ENTRIES = 10_000;

/** Expands a gzip file. @throws zipBomb, badArchive */
export async function expandGzip(path: string, target: string, packedBytes: number, limits: Limits): Promise<void> {
  await soundly(() => pipeline(createReadStream(path), createGunzip(), guard(packedBytes, limits), createWriteStream(target)));
}

/** Expands a ZIP archive that holds exactly one file. @throws zipBomb, badArchive, archiveOfMany */
export async function expandZip(path: string, target: string, limits: Limits): Promise<void> {
  await withEntries(path, async (zip, entries) => {
    const files = entries.filter(({ fileName }) => !fileName.endsWith('/') && !fileName.startsWith('__MACOSX/'));
    const [only] = files;
    if (!only || files.length > 1) throw new IngestFault('archiveOfMany', { files: files.length });
    await pipeline(await openEntry(zip, only, limits), createWriteStream(target));
  });
}

/** Reads the directory of a ZIP archive. @throws badArchive, archiveOfMany */
export async function withEntries<Result>(path: string, work: (zip: ZipFile, entries: Entry[]) => Promise<Result>): Promise<Result> {
  return soundly(async () => {
    const zip = await openZip(path);
    try {
      return await work(zip, await listEntries(zip));
    } finally {
      zip.close();
    }
  });
}

/** Opens one packed file; what it expands to is counted while it flows, whatever the archive claims. @throws zipBomb, badArchive */
export async function openEntry(zip: ZipFile, entry: Entry, limits: Limits): Promise<Readable> {
  if ((entry.generalPurposeBitFlag & 1) === 1) throw new IngestFault('badArchive', { reason: 'encrypted' });
  const packed = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
  const guarded = guard(entry.compressedSize, limits);
  packed.on('error', (error) => guarded.destroy(error));
  return packed.pipe(guarded);
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MOST_ENTRIES) throw new IngestFault('archiveOfMany', { files: zip.entryCount });
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', reject);
    zip.readEntry();
  });
}

function guard(packedBytes: number, { expandedBytes, expansionRatio }: Limits): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      const grown = bytes > FREE_BYTES && bytes > packedBytes * expansionRatio;
      if (bytes > expandedBytes || grown)
        done(new IngestFault('zipBomb', { packed: packedBytes, limit: expandedBytes, ratio: expansionRatio }));
      else done(null, chunk);
    },
  });
}

async function soundly<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof IngestFault || isDiskError(error)) throw error;
    throw new IngestFault('badArchive', { reason: error instanceof Error ? error.message : String(error) });
  }
}

/** A full disk is not the archive's fault. */
function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
