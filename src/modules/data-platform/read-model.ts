import type { Static } from 'typebox';

import { type Context, may, type PageOf } from '#kernel';

import { type CatalogueQuery, type DatasetRow, listDatasets, readDataset, readFields, seesAll } from './catalogue.ts';
import type { Rule } from './ingest/index.ts';
import { type LoadRow, listLoads, readLoad } from './loads.ts';
import { obstacles } from './openness.ts';
import { type Dataset, type DatasetSummary, type Load, presentField, presentLoad, presentSummary } from './shapes.ts';
import type { DataTables, LoadState } from './tables.ts';
import { recentUses } from './usage.ts';
import type { VersionRow } from './versions.ts';

type DataContext = Context<DataTables>;

/** A page of the catalogue with what is current of each dataset. */
export async function summaries(context: DataContext, query: CatalogueQuery): Promise<PageOf<Static<typeof DatasetSummary>>> {
  const { items, next } = await listDatasets(context, query);
  const current = await currentVersions(context, items);
  return { items: items.map((row) => presentSummary(context, row, current.get(row.id) ?? null)), next };
}

/** One dataset in full, as the actor may see it. @throws data-platform.noDataset */
export async function wholeDataset(context: DataContext, key: string): Promise<Static<typeof Dataset>> {
  const row = await readDataset(context, key);
  const current = (await currentVersions(context, [row])).get(row.id) ?? null;
  const steward = may(context.actor, 'data:steward');
  return {
    ...presentSummary(context, row, current),
    keywords: row.keywords,
    legalBasis: row.legal_basis,
    shareClass: row.share_class,
    retentionDays: row.retention_days,
    publishedAt: row.published_at,
    steward: steward ? row.steward_id : row.department,
    fields: (await readFields(context, row)).map(presentField),
    rules: seesAll(context.actor) ? row.rules : row.rules.map(withoutValues),
    chart: row.chart,
    uses: await recentUses(context, row.id),
    obstacles: steward && row.published_at === null ? await obstacles(context, row) : [],
  };
}

/** Values that a rule took from another dataset are as secret as that one. */
function withoutValues(rule: Rule): Rule {
  if (rule.kind !== 'reference') return rule;
  const { values: _, ...rest } = rule;
  return rest;
}

/** A page of loads with the names of their datasets and the numbers of their versions. */
export async function loadsPage(
  context: DataContext,
  query: { dataset?: string; state?: LoadState; limit?: number; cursor?: string },
): Promise<PageOf<Static<typeof Load>>> {
  const { dataset, ...rest } = query;
  const row = dataset === undefined ? null : await readDataset(context, dataset);
  const { items, next } = await listLoads(context, { ...rest, ...(row && { datasetId: row.id }) });
  return { items: await withNames(context, items), next };
}

/** Loads as people see them. */
export async function withNames(context: DataContext, loads: readonly LoadRow[]): Promise<Static<typeof Load>[]> {
  if (loads.length === 0) return [];
  const datasets = await context.db
    .selectFrom('data_platform_dataset')
    .select(['id', 'key', 'title'])
    .where('id', 'in', [...new Set(loads.map(({ dataset_id }) => dataset_id))])
    .execute();
  const versions = await context.db
    .selectFrom('data_platform_version')
    .select(['load_id', 'number'])
    .where(
      'load_id',
      'in',
      loads.map(({ id }) => id),
    )
    .execute();
  const named = new Map(datasets.map(({ id, key, title }) => [id, { key, title }]));
  const numbers = new Map(versions.map(({ load_id, number }) => [load_id, number]));
  return loads.flatMap((load) => {
    const dataset = named.get(load.dataset_id);
    return dataset ? [presentLoad(load, dataset, numbers.get(load.id) ?? null)] : [];
  });
}

/** How a load went. @throws data-platform.noLoad */
export async function readLoadOutcome(context: DataContext, id: string): Promise<Static<typeof Load>> {
  const [load] = await withNames(context, [await readLoad(context, id)]);
  return load as Static<typeof Load>;
}

async function currentVersions(context: DataContext, datasets: readonly DatasetRow[]): Promise<Map<string, VersionRow>> {
  if (datasets.length === 0) return new Map();
  const rows = await context.db
    .selectFrom('data_platform_version')
    .selectAll()
    .where(
      'dataset_id',
      'in',
      datasets.map(({ id }) => id),
    )
    .where('state', '=', 'current')
    .execute();
  return new Map(rows.map((row) => [row.dataset_id, row]));
}
