import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { fileErrors } from './errors.ts';

/** Where a content lies: `files/ab/cd/abcd…` below the district's folder. @throws RangeError for anything but a SHA-256 */
export function placeOf(storage: string, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError(`not a SHA-256: ${hash}`);
  return path.join(storage, 'files', hash.slice(0, 2), hash.slice(2, 4), hash);
}

/** Bytes that have arrived and have no place yet. */
export interface Draft {
  readonly path: string;
  readonly size: number;
  readonly hash: string;
}

/**
 * Writes what arrives to a draft, durably.
 * @throws files.tooLarge as soon as it is, files.empty, files.broken; then no draft is left
 */
export async function writeDraft(storage: string, source: Readable | readonly Buffer[], maxBytes: number): Promise<Draft> {
  const folder = path.join(storage, 'files', '.incoming');
  await mkdir(folder, { recursive: true });
  const draft = path.join(folder, randomUUID());
  const handle = await open(draft, 'wx', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw fileErrors.tooLarge({ limit: Math.floor(maxBytes / 1024 / 1024) });
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    if (size === 0) throw fileErrors.empty();
    await handle.sync();
    await handle.close();
    return { path: draft, size, hash: hash.digest('hex') };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw isBreak(error) ? fileErrors.broken() : error;
  }
}

/** Gives a draft its place. The same content may already be there. */
export async function moveToPlace(storage: string, draft: Draft): Promise<void> {
  const place = placeOf(storage, draft.hash);
  await mkdir(path.dirname(place), { recursive: true });
  await rename(draft.path, place);
  const folder = await open(path.dirname(place));
  await folder.sync().finally(() => folder.close());
}

/** @throws ENOENT when the disk has lost it */
export async function openContent(storage: string, hash: string): Promise<{ stream: Readable; size: number }> {
  const place = placeOf(storage, hash);
  const { size } = await stat(place);
  return { stream: createReadStream(place), size };
}

/** All contents on disk with when they came, in no order; drafts that were abandoned come as null with their path. */
export async function* contentsOnDisk(storage: string): AsyncGenerator<{ hash: string | null; path: string; at: Date }> {
  const root = path.join(storage, 'files');
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const about = await stat(file).catch(() => null);
    const hash = /^[0-9a-f]{64}$/.test(entry.name) && placeOf(storage, entry.name) === file ? entry.name : null;
    if (about) yield { hash, path: file, at: about.mtime };
  }
}

const isBreak = (error: unknown) =>
  ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'ABORT_ERR'].includes((error as NodeJS.ErrnoException).code ?? '');
