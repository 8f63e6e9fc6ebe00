import { sql } from 'kysely';

import type { DataContext } from './tables.ts';

/** Counts one use of a dataset on the day. Who it was is not asked. */
export async function countUse(context: DataContext, datasetId: string, kind: 'view' | 'download' | 'query'): Promise<void> {
  const day = context.now.toISOString().slice(0, 10);
  await context.db
    .insertInto('data_platform_usage')
    .values({ dataset_id: datasetId, day, kind, uses: 1 })
    .onConflict((conflict) => conflict.columns(['dataset_id', 'day', 'kind']).doUpdateSet({ uses: sql`data_platform_usage.uses + 1` }))
    .execute();
}

/** Uses of a dataset in the last 30 days. */
export async function recentUses(context: DataContext, datasetId: string): Promise<Record<'view' | 'download' | 'query', number>> {
  const since = new Date(context.now.getTime() - 30 * 86_400_000).toISOString().slice(0, 10);
  const rows = await context.db
    .selectFrom('data_platform_usage')
    .select(({ fn }) => ['kind', fn.sum<string>('uses').as('uses')])
    .where('dataset_id', '=', datasetId)
    .where('day', '>=', since)
    .groupBy('kind')
    .execute();
  return { view: 0, download: 0, query: 0, ...Object.fromEntries(rows.map(({ kind, uses }) => [kind, Number(uses)])) };
}
