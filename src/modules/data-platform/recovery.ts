import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { sweepOrphans } from './ingest/index.ts';
import { failInterruptedLoads } from './loads.ts';
import { folders } from './places.ts';
import type { DataWork } from './tables.ts';

/** Loads of other processes show that they live at least this often. */
export const SILENT_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Puts right what a process that ended without a word left behind: loads that nobody runs any more, and folders no version points to.
 * @param alone no other process works on this district, so nothing of what runs or lies about can be somebody's
 */
export async function recover(
  work: DataWork,
  alone: boolean,
): Promise<{ readonly failedLoads: number; readonly removed: readonly string[] }> {
  const now = work.now().getTime();
  const failedLoads = await work.transaction((context) => failInterruptedLoads(context, new Date(alone ? now : now - SILENT_MS)));
  // a file's time is the clock of the machine, not of the district
  const removed = await sweepAll(work, new Date(Date.now() - (alone ? 0 : DAY_MS)));
  return { failedLoads, removed };
}

async function sweepAll(work: DataWork, olderThan: Date): Promise<string[]> {
  const known = await work.transaction(({ db }) =>
    db
      .selectFrom('data_platform_dataset as d')
      .leftJoin('data_platform_version as v', 'v.dataset_id', 'd.id')
      .select(({ fn }) => ['d.id', fn.agg<(string | null)[]>('array_agg', ['v.content_hash']).as('hashes')])
      .groupBy('d.id')
      .execute(),
  );
  const removed: string[] = [];
  for (const { id, hashes } of known) {
    const names = await sweepOrphans(folders.dataset(work.storage, id), new Set(hashes.filter((hash) => hash !== null)), olderThan);
    removed.push(...names.map((name) => path.join(id, name)));
  }
  await sweepUploads(work, olderThan);
  return removed;
}

/** Files that were sent and then forgotten have no row any more. */
async function sweepUploads(work: DataWork, olderThan: Date): Promise<void> {
  const folder = path.dirname(folders.upload(work.storage, 'any'));
  const kept = await work.transaction(({ db }) => db.selectFrom('data_platform_upload').select('id').execute());
  const known = new Set(kept.map(({ id }) => id));
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    if (!known.has(name) && (await stat(file)).mtime < olderThan) await rm(file, { force: true });
  }
}
