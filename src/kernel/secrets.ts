import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Reads a secret of this installation; makes it on first use, readable by its owner only. Processes that start at once agree on one.
 * @param folder `secrets` below the data folder
 * @returns 32 random bytes
 */
export async function loadSecret(folder: string, name: string): Promise<Buffer> {
  const file = path.join(folder, `${name}.secret`);
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return createSecret(folder, file);
    throw error;
  });
  return Buffer.from(kept.trim(), 'base64url');
}

/** Written whole under another name first; `link` fails for all but the first, so nobody reads half a secret. */
async function createSecret(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return readFile(file, 'utf8');
}
