import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { UNFINISHED } from './load/folder.ts';

const VERSION = /^[0-9a-f]{64}$/;

/**
 * Removes what no version points to from a dataset's folder: loads that never ended, and versions nobody recorded. Other names are left alone.
 * @param known content hashes of all recorded versions
 * @param olderThan leaves alone what changed after this moment, because its load may still run; at start nothing runs
 * @returns the names removed
 */
export async function sweepOrphans(datasetFolder: string, known: ReadonlySet<string>, olderThan: Date): Promise<string[]> {
  const removed: string[] = [];
  const names = await readdir(datasetFolder).catch(() => []);
  for (const name of names) {
    const orphan = name.startsWith(UNFINISHED) || (VERSION.test(name) && !known.has(name));
    if (!orphan) continue;
    const path = join(datasetFolder, name);
    if ((await stat(path)).mtime >= olderThan) continue;
    await rm(path, { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}
