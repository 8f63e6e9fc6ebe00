import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { ArchiveWriter } from './archive.ts';
import type { Stored } from './format.ts';

/**
 * Puts all files below a folder into the archive. Names that begin with a dot hold what can be made again and stay out.
 * @param prefix first step of the names inside the archive
 */
export async function addFolder(archive: ArchiveWriter, folder: string, prefix: string): Promise<Stored[]> {
  const stored: Stored[] = [];
  for await (const file of walk(folder)) {
    const handle = await open(file).catch(ignoreGone);
    if (!handle) continue;
    const name = [prefix, ...path.relative(folder, file).split(path.sep)].join('/');
    stored.push(await addFile(archive, handle, name).finally(() => handle.close()));
  }
  return stored;
}

/** Writes a file of a backup below a folder, durably. @returns what was written, to be compared with the manifest */
export async function extractFile(folder: string, name: string, body: AsyncIterable<Buffer>): Promise<Omit<Stored, 'name'>> {
  const target = path.join(folder, ...name.split('/').slice(1));
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const counted = async function* () {
    for await (const chunk of body) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  };
  await pipeline(Readable.from(counted()), createWriteStream(target, { mode: 0o600, flags: 'wx', flush: true }));
  return { size, sha256: hash.digest('hex') };
}

/** Whether there is no file below the folder. */
export async function isEmptyFolder(folder: string): Promise<boolean> {
  for await (const _ of walk(folder)) return false;
  return true;
}

/** A file may still grow while it is read, such as an upload under way; what it held when it was opened is kept. */
async function addFile(archive: ArchiveWriter, handle: FileHandle, name: string): Promise<Stored> {
  const { size } = await handle.stat();
  const hash = createHash('sha256');
  const body = async function* () {
    if (size === 0) return;
    for await (const chunk of handle.createReadStream({ end: size - 1, autoClose: false, highWaterMark: 1024 * 1024 })) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
  };
  await archive.add(name, size, body());
  return { name, size, sha256: hash.digest('hex') };
}

async function* walk(folder: string): AsyncGenerator<string> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(ignoreGone)) ?? [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(full);
    else if (entry.isFile()) yield full;
  }
}

function ignoreGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null; // cleaned away meanwhile: nothing in the snapshot needs it
  throw error;
}
