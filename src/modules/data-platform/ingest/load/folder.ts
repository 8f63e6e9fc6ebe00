import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { VersionFile } from '../model.ts';

/** How the name of an unfinished load's folder begins. */
export const UNFINISHED = '.loading-';

/** Makes an unfinished load's folder. A crash leaves only this behind, for `sweepOrphans`. */
export async function beginFolder(target: string): Promise<{ folder: string; scratch: string }> {
  const folder = join(target, `${UNFINISHED}${randomUUID()}`);
  const scratch = join(folder, 'scratch');
  await mkdir(scratch, { recursive: true });
  return { folder, scratch };
}

/**
 * Turns an unfinished folder into a version: everything is on disk before the rename, and the rename before the return.
 * When the same version exists already, it is kept and the new folder dropped.
 */
export async function publishFolder(folder: string, target: string, version: string): Promise<string> {
  const final = join(target, version);
  await rm(join(folder, 'scratch'), { recursive: true, force: true });
  await syncPath(folder);
  try {
    await rename(folder, final);
  } catch (error) {
    if (!isTaken(error)) throw error;
    await rm(folder, { recursive: true, force: true });
  }
  await syncPath(target);
  return final;
}

/** Makes a file or folder durable. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @returns lower-case hexadecimal SHA-256 of a file */
export async function fileHash(path: string, onBytes: (bytes: number) => void = () => {}): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    onBytes(chunk.length);
  }
  return hash.digest('hex');
}

/** Describes one finished file of a version, and makes it durable. */
export async function describeFile(folder: string, name: string, rows: number): Promise<VersionFile> {
  const path = join(folder, name);
  await syncPath(path);
  return { name, rows, bytes: (await stat(path)).size, sha256: await fileHash(path) };
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}
