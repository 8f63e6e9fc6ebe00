import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

import { DomainError } from '../core/index.ts';
import { backupErrors } from './errors.ts';
import { type BackupManifest, FORMAT, readManifest, type Stored } from './format.ts';
import { readTar, TAR_END, type TarEntry, tarHeader, tarPadding } from './tar.ts';

/** Fast, and table rows still shrink to about a fifth; datasets are compressed already. */
const GZIP_LEVEL = 3;

/** A backup that is being written. Nothing is seen under its name before `finish`. */
export interface ArchiveWriter {
  add(name: string, size: number, body: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void>;
  /** Makes the file durable and gives it its name. @returns its size in bytes */
  finish(): Promise<number>;
  abandon(): Promise<void>;
}

/** Begins a backup in a new file that only its owner may read. @throws backup.exists */
export function createArchive(file: string, at: Date): ArchiveWriter {
  if (existsSync(file)) throw backupErrors.exists({ file });
  const draft = `${file}.part`;
  const gzip = createGzip({ level: GZIP_LEVEL });
  const written = pipeline(gzip, createWriteStream(draft, { mode: 0o600, flush: true }));
  written.catch(() => undefined); // the next write tells, or finish
  const write = async (bytes: Buffer) => {
    if (gzip.errored) throw gzip.errored;
    if (!gzip.write(bytes)) await once(gzip, 'drain');
  };
  return {
    async add(name, size, body) {
      await write(tarHeader(name, size, at));
      let length = 0;
      for await (const chunk of body) {
        length += chunk.length;
        await write(chunk);
      }
      if (length !== size) throw new Error(`${name} has ${length} bytes and not ${size}`);
      await write(tarPadding(size));
    },
    async finish() {
      gzip.end(TAR_END);
      await written;
      await rename(draft, file);
      const folder = await open(path.dirname(file));
      await folder.sync().finally(() => folder.close());
      const handle = await open(file);
      return handle
        .stat()
        .then(({ size }) => size)
        .finally(() => handle.close());
    },
    async abandon() {
      gzip.destroy();
      await written.catch(() => undefined);
      await rm(draft, { force: true });
    },
  };
}

/** Reads the entries of a backup in the order they were written. @throws backup.noFile, backup.damaged */
export async function* readArchive(file: string): AsyncGenerator<TarEntry> {
  if (!existsSync(file)) throw backupErrors.noFile({ file });
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
  const gunzip = source.pipe(createGunzip());
  source.once('error', (error) => gunzip.destroy(error));
  let last = 'the beginning';
  const damaged = (error: unknown) =>
    error instanceof DomainError ? error : backupErrors.damaged({ file, entry: last, reason: (error as Error).message });
  async function* named(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      yield* body;
    } catch (error) {
      throw damaged(error);
    }
  }
  try {
    for await (const entry of readTar(gunzip)) {
      last = entry.name;
      yield { ...entry, body: named(entry.body) };
    }
  } catch (error) {
    throw damaged(error);
  } finally {
    source.destroy();
    gunzip.destroy();
    await finished(source).catch(() => undefined);
  }
}

/**
 * Reads a whole backup and compares every part with the manifest, which is its last entry.
 * @throws backup.noFile, backup.damaged naming the first part that is not as it was written
 */
export async function verifyArchive(file: string): Promise<BackupManifest> {
  const seen = new Map<string, { hash: Hash; size: number }>();
  let manifest: BackupManifest | null = null;
  for await (const { name, body } of readArchive(file)) {
    if (name === 'manifest.json') {
      manifest = readManifest(await textOf(body), file);
      continue;
    }
    const key = partOf(name);
    const part = seen.get(key) ?? { hash: createHash('sha256'), size: 0 };
    for await (const chunk of body) {
      part.hash.update(chunk);
      part.size += chunk.length;
    }
    seen.set(key, part);
  }
  if (!manifest) throw backupErrors.damaged({ file, entry: 'manifest.json', reason: 'missing' });
  compare(file, manifest, seen);
  return manifest;
}

/** The rows of a table lie in several entries, `tables/<name>/00000.copy` and so on; everything else in one. */
export function partOf(name: string): string {
  return name.startsWith('tables/') ? name.split('/').slice(0, 2).join('/') : name;
}

function compare(file: string, manifest: BackupManifest, seen: Map<string, { hash: Hash; size: number }>): void {
  const tables = manifest.tables.map(({ name, bytes, sha256 }) => ({ name: `tables/${name}`, size: bytes, sha256 }));
  for (const { name, size, sha256 } of [...tables, ...manifest.files, ...manifest.secrets] satisfies Stored[]) {
    const part = seen.get(name) ?? { hash: createHash('sha256'), size: 0 };
    seen.delete(name);
    if (part.size !== size) throw backupErrors.damaged({ file, entry: name, reason: `${part.size} bytes instead of ${size}` });
    if (part.hash.digest('hex') !== sha256) throw backupErrors.damaged({ file, entry: name, reason: 'SHA-256' });
  }
  for (const [name] of seen) throw backupErrors.damaged({ file, entry: name, reason: `not listed (${FORMAT})` });
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
