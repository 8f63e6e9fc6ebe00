import { stat } from 'node:fs/promises';
import path from 'node:path';

import { DomainError, notify } from '#kernel';

import { dataErrors } from './errors.ts';
import { note } from './history.ts';
import { ingestErrors, type Manifest, verifyVersion } from './ingest/index.ts';
import type { DataContext } from './tables.ts';
import type { VersionRow } from './versions.ts';

/** Notices stored files that are not what was loaded. */
export interface Integrity {
  /** @throws data-platform.corrupt when a file of the version is missing, cut or changed */
  check(folder: string, version: Pick<VersionRow, 'content_hash' | 'manifest'>): Promise<void>;
}

/** Hashing a version for every query would cost more than the query, so it is hashed once, and again when a file's place, size or time changed. */
export function createIntegrity(): Integrity {
  const sound = new Map<string, string>();
  const running = new Map<string, Promise<void>>();
  const verify = async (folder: string, hash: string, mark: string) => {
    await verifyVersion({ folder, version: hash }).catch((error: unknown) => {
      throw error instanceof DomainError && error.code === ingestErrors.corruptVersion().code ? dataErrors.corrupt() : error;
    });
    sound.set(folder, mark);
  };
  return {
    async check(folder, { content_hash, manifest }) {
      const mark = await markOf(folder, manifest);
      if (sound.get(folder) === mark) return;
      const found = running.get(folder) ?? verify(folder, content_hash, mark).finally(() => running.delete(folder));
      running.set(folder, found);
      await found;
    },
  };
}

/** Which file this is, how long and since when, in a form that changes when it is written to or replaced. */
export async function fileMark(file: string): Promise<string> {
  const { ino, size, mtimeMs, ctimeMs } = await stat(file);
  return `${ino}:${size}:${mtimeMs}:${ctimeMs}`;
}

async function markOf(folder: string, { files, rejects }: Manifest): Promise<string> {
  const names = ['manifest.json', ...files.map(({ name }) => name), ...(rejects ? [rejects.name] : [])];
  const marks = await Promise.all(names.map((name) => fileMark(path.join(folder, name)))).catch(() => {
    throw dataErrors.corrupt();
  });
  return marks.join(' ');
}

/** Tells the steward, once for each dataset and day, that a stored version is damaged; its history and the ledger keep it. */
export async function raiseDamage(context: DataContext, key: string): Promise<void> {
  const dataset = await context.db
    .selectFrom('data_platform_dataset')
    .select(['id', 'key', 'title', 'steward_id'])
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const told = await context.db
    .selectFrom('data_platform_history')
    .select('id')
    .where('dataset_id', '=', dataset.id)
    .where('act', '=', 'damage_found')
    .where('at', '>', new Date(context.now.getTime() - DAY_MS))
    .executeTakeFirst();
  if (told) return;
  await note(context, dataset.id, 'damage_found');
  const title = { en: `${dataset.title.en}: a stored file is damaged`, zh: `${dataset.title.zh}：存储文件已损坏` };
  await notify(context, { recipientId: dataset.steward_id, title, text: dataErrors.corrupt().text, href: `/console/data/${dataset.key}` });
}

const DAY_MS = 86_400_000;
