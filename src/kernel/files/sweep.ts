import { rm } from 'node:fs/promises';

import type { Kysely } from 'kysely';

import { type KernelTables, kernelDb, type Work } from '../core/index.ts';
import { filesFile, lockContent } from './attachments.ts';
import { contentsOnDisk, placeOf } from './disk.ts';

const HOUR_MS = 3_600_000;

/** Records without bytes and bytes without records. */
export interface Orphans {
  /** Hashes of contents that a record promises and the disk has not. */
  readonly missing: readonly string[];
  /** Paths of files on disk that no record knows. */
  readonly strays: readonly string[];
}

/** Compares what is recorded with what is on disk. Files that arrive at this moment are strays until their row is written. */
export async function findOrphans(tx: Kysely<KernelTables>, storage: string): Promise<Orphans> {
  const recorded = new Set((await tx.selectFrom('kernel_file').select('hash').execute()).map(({ hash }) => hash));
  const strays: string[] = [];
  for await (const { hash, path } of contentsOnDisk(storage)) {
    if (hash === null || !recorded.delete(hash)) strays.push(path);
  }
  return { missing: [...recorded], strays };
}

/** Removes files that nobody attached in time, contents that no record has, and bytes that no row knows. @returns how many contents went */
export async function sweepFiles(work: Work<never>): Promise<number> {
  const cutoff = new Date(work.now().getTime() - work.profile(filesFile).unattachedHours * HOUR_MS);
  const unused = await work.transaction(async (context) => {
    const tx = kernelDb(context);
    await tx.deleteFrom('kernel_attachment').where('record', 'is', null).where('created_at', '<', cutoff).execute();
    return tx
      .selectFrom('kernel_file')
      .select('hash')
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('kernel_attachment').select('id').whereRef('file_hash', '=', 'kernel_file.hash'))),
      )
      .execute();
  });
  let removed = 0;
  for (const { hash } of unused) removed += Number(await removeContent(work, hash));
  for await (const { hash, path, at } of contentsOnDisk(work.storage)) {
    if (at >= cutoff) continue;
    if (hash === null) await rm(path, { force: true });
    else removed += Number(await removeContent(work, hash, true));
  }
  return removed;
}

/** Row and bytes go under one lock, so that the same content may be sent again at this very moment. */
function removeContent(work: Work<never>, hash: string, onlyIfUnknown = false): Promise<boolean> {
  return work.transaction(async (context) => {
    const tx = kernelDb(context);
    await lockContent(tx, hash);
    const known = await tx.selectFrom('kernel_file').select('hash').where('hash', '=', hash).executeTakeFirst();
    const used = await tx.selectFrom('kernel_attachment').select('id').where('file_hash', '=', hash).limit(1).executeTakeFirst();
    if (used || (known && onlyIfUnknown)) return false;
    await tx.deleteFrom('kernel_file').where('hash', '=', hash).execute();
    await rm(placeOf(work.storage, hash), { force: true });
    return true;
  });
}
