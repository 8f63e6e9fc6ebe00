import { sql } from 'kysely';

import { type DatasetRow, type FieldRow, listDatasets, readDataset, readFields } from '../catalogue.ts';
import { type Format, sizesOfFiles } from '../downloads.ts';
import { dataErrors } from '../errors.ts';
import { columnsOf } from '../rows.ts';
import type { DataContext } from '../tables.ts';
import { readableVersions, type VersionRow } from '../versions.ts';

/** A version with the sizes of those of its files that have been made, in bytes. */
export interface OpenVersion extends VersionRow {
  readonly sizes: Readonly<Record<Format, number | null>>;
}

/** A dataset that everybody may read. */
export interface OpenDataset {
  readonly dataset: DatasetRow;
  readonly fields: readonly FieldRow[];
  readonly current: OpenVersion;
  /** The current one, then the others, latest first. */
  readonly versions: readonly OpenVersion[];
}

const PAGE = 200;
/** A dataset renewed daily names a quarter of a year; earlier ones are found by `/versions`. */
const MOST_VERSIONS = 100;

/** Every dataset that is open, with its current version, whoever asks. */
export async function readOpenDatasets(context: DataContext): Promise<OpenDataset[]> {
  const found: OpenDataset[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listDatasets(context, { open: true, state: 'active', limit: PAGE, ...(cursor && { cursor }) });
    found.push(...(await withCurrent(context, page.items)));
    cursor = page.next;
  }
  return found;
}

/** One open dataset with its versions. @throws data-platform.noDataset also when it exists and is not open */
export async function readOpenDataset(context: DataContext, key: string): Promise<OpenDataset> {
  const dataset = await readDataset(context, key);
  if (dataset.published_at && dataset.state === 'active') {
    const rows = await readableVersions(context, dataset, true)
      .orderBy(sql`v.state = 'current'`, 'desc')
      .orderBy('v.number', 'desc')
      .limit(MOST_VERSIONS)
      .execute();
    const open = await openOf(context.storage, dataset, await readFields(context, dataset), rows);
    if (open) return open;
  }
  throw dataErrors.noDataset({ key });
}

/** The day of a date or a moment, as `2026-11-23`. */
export const dayOf = (at: string) => at.slice(0, 10);

/** Reads a page of datasets with two questions, however many they are. */
async function withCurrent({ db, storage }: DataContext, datasets: readonly DatasetRow[]): Promise<OpenDataset[]> {
  if (datasets.length === 0) return [];
  const ids = datasets.map(({ id }) => id);
  const current = await db
    .selectFrom('data_platform_version')
    .selectAll()
    .where('dataset_id', 'in', ids)
    .where('state', '=', 'current')
    .execute();
  const fields = await db.selectFrom('data_platform_field').selectAll().where('dataset_id', 'in', ids).orderBy('place').execute();
  const ofDataset = Map.groupBy(fields, ({ dataset_id }) => dataset_id);
  const open = datasets.map((dataset) =>
    openOf(
      storage,
      dataset,
      ofDataset.get(dataset.id) ?? [],
      current.filter(({ dataset_id }) => dataset_id === dataset.id),
    ),
  );
  return (await Promise.all(open)).filter((found) => found !== null);
}

async function openOf(
  storage: string,
  dataset: DatasetRow,
  fields: readonly FieldRow[],
  rows: readonly VersionRow[],
): Promise<OpenDataset | null> {
  const versions = await Promise.all(
    rows.map(async (row) => ({ ...row, sizes: await sizesOfFiles(storage, row, columnsOf(fields, row)) })),
  );
  const current = versions.find(({ state }) => state === 'current');
  return current ? { dataset, fields, current, versions } : null;
}
