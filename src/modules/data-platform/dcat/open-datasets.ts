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
  /** Latest first, the current one among them. */
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
    for (const dataset of page.items) {
      const open = await openOf(context, dataset, ['current'], 1);
      if (open) found.push(open);
    }
    cursor = page.next;
  }
  return found;
}

/** One open dataset with its versions. @throws data-platform.noDataset also when it exists and is not open */
export async function readOpenDataset(context: DataContext, key: string): Promise<OpenDataset> {
  const dataset = await readDataset(context, key);
  const open =
    dataset.published_at && dataset.state === 'active' ? await openOf(context, dataset, ['current', 'superseded'], MOST_VERSIONS) : null;
  if (!open) throw dataErrors.noDataset({ key });
  return open;
}

/** The day of a date or a moment, as `2026-11-23`. */
export const dayOf = (at: string) => at.slice(0, 10);

async function openOf(
  context: DataContext,
  dataset: DatasetRow,
  states: readonly VersionRow['state'][],
  limit: number,
): Promise<OpenDataset | null> {
  const rows = await readableVersions(context, dataset, true)
    .where('v.state', 'in', states)
    .orderBy('v.number', 'desc')
    .limit(limit)
    .execute();
  const fields = await readFields(context, dataset);
  const versions = await Promise.all(
    rows.map(async (row) => ({ ...row, sizes: await sizesOfFiles(context.storage, row, columnsOf(fields, row)) })),
  );
  const current = versions.find(({ state }) => state === 'current');
  return current ? { dataset, fields, current, versions } : null;
}
