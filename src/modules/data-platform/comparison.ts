import { mkdir } from 'node:fs/promises';

import { readDataset, readFields } from './catalogue.ts';
import { dataErrors } from './errors.ts';
import { type DiffResult, diff, type RowDifference } from './ingest/index.ts';
import { folders } from './places.ts';
import type { DataContext, DataWork } from './tables.ts';

/** Which two versions to compare, by which fields that name a row. */
export interface Comparison {
  readonly from: number;
  readonly to: number;
  readonly key: readonly string[];
  /** Only rows that came, went, or changed. */
  readonly change?: RowDifference['change'];
  readonly offset: number;
  readonly limit: number;
}

/** What differs between two versions, a page of rows at a time. Held versions may be compared too: that is how one decides. @throws data-platform.noVersion, noField */
export async function compareVersions(work: DataWork, key: string, asked: Comparison): Promise<DiffResult> {
  const sides = await work.transaction((context) => sidesOf(context, key, asked));
  const scratch = folders.root(work.storage);
  await mkdir(scratch, { recursive: true });
  const { change, offset, limit } = asked;
  return diff({ ...sides, key: asked.key, offset, pageSize: limit, scratch, ...(change && { change }) }, { signal: work.signal });
}

async function sidesOf(context: DataContext, key: string, { from, to, key: names }: Comparison): Promise<{ from: string; to: string }> {
  const dataset = await readDataset(context, key);
  const fields = new Set((await readFields(context, dataset)).map(({ name }) => name));
  const unknown = names.find((name) => !fields.has(name));
  if (unknown !== undefined) throw dataErrors.noField({ name: unknown });
  const rows = await context.db
    .selectFrom('data_platform_version')
    .select(['number', 'content_hash'])
    .where('dataset_id', '=', dataset.id)
    .where('number', 'in', [from, to])
    .execute();
  const folderOf = (number: number) => {
    const row = rows.find((candidate) => candidate.number === number);
    if (!row) throw dataErrors.noVersion();
    return folders.version(context.storage, dataset.id, row.content_hash);
  };
  return { from: folderOf(from), to: folderOf(to) };
}
