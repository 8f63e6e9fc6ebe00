import { type Selectable, sql } from 'kysely';

import { type PageOf, pageOf, readCursor, requirePermission } from '#kernel';

import { type DatasetRow, seesAll } from './catalogue.ts';
import { dataErrors } from './errors.ts';
import { note } from './history.ts';
import type { DataContext, DataTables } from './tables.ts';

export type VersionRow = Selectable<DataTables['data_platform_version']>;

/** Which version to read: a number, the one current at a moment, or the current one. */
export interface VersionChoice {
  readonly version?: number;
  readonly asOf?: string;
}

/**
 * Versions of a dataset that were current once. The public reads those that were current since the dataset was opened: what was put
 * right before that is not theirs.
 */
export function readableVersions({ db }: DataContext, { id, published_at }: DatasetRow, asPublic: boolean) {
  return db
    .selectFrom('data_platform_version as v')
    .selectAll('v')
    .where('v.dataset_id', '=', id)
    .where('v.state', 'in', ['current', 'superseded'])
    .$if(asPublic, (versions) =>
      versions.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('data_platform_currency as shown')
            .select('shown.place')
            .whereRef('shown.version_id', '=', 'v.id')
            .where((where) => where.or([where('shown.until', 'is', null), where('shown.until', '>=', published_at)])),
        ),
      ),
    );
}

/** The chosen version of a dataset. @throws data-platform.noVersion, noData */
export async function chooseVersion(context: DataContext, dataset: DatasetRow, { version, asOf }: VersionChoice): Promise<VersionRow> {
  const versions = readableVersions(context, dataset, !seesAll(context.actor));
  if (version !== undefined) {
    const row = await versions.where('v.number', '=', version).executeTakeFirst();
    if (!row) throw dataErrors.noVersion();
    return row;
  }
  const moment = asOf === undefined ? null : new Date(asOf);
  const current = versions.innerJoin('data_platform_currency as c', 'c.version_id', 'v.id');
  const row = await (moment
    ? current.where('c.since', '<=', moment).where((where) => where.or([where('c.until', 'is', null), where('c.until', '>', moment)]))
    : current.where('c.until', 'is', null)
  ).executeTakeFirst();
  if (!row) throw moment ? dataErrors.noVersion() : dataErrors.noData();
  return row;
}

/** Makes a version the current one, from now on. What was current before stays readable by number and by time. */
export async function makeCurrent(context: DataContext, datasetId: string, versionId: string): Promise<void> {
  const { db, now, actor } = context;
  await db
    .updateTable('data_platform_version')
    .set({ state: 'superseded' })
    .where('dataset_id', '=', datasetId)
    .where('state', '=', 'current')
    .execute();
  await db.updateTable('data_platform_version').set({ state: 'current' }).where('id', '=', versionId).execute();
  // a clock that was set back must not make the past overlap
  const ended = await db
    .updateTable('data_platform_currency')
    .set({ until: sql`greatest(since, ${now})` })
    .where('dataset_id', '=', datasetId)
    .where('until', 'is', null)
    .returning('until')
    .executeTakeFirst();
  await db
    .insertInto('data_platform_currency')
    .values({ dataset_id: datasetId, version_id: versionId, since: ended?.until ?? now, until: null, actor_id: actor.id })
    .execute();
  await db.updateTable('data_platform_dataset').set({ state: 'active' }).where('id', '=', datasetId).where('state', '=', 'draft').execute();
}

/** Sets an earlier version current again; nothing is deleted. @throws data-platform.noVersion */
export async function rollBack(context: DataContext, dataset: DatasetRow, number: number, reason: string): Promise<VersionRow> {
  requirePermission(context.actor, 'data:steward');
  const target = await context.db
    .selectFrom('data_platform_version')
    .selectAll()
    .where('dataset_id', '=', dataset.id)
    .where('number', '=', number)
    .where('state', '=', 'superseded')
    .forUpdate()
    .executeTakeFirst();
  if (!target) throw dataErrors.noVersion();
  await makeCurrent(context, dataset.id, target.id);
  await note(context, dataset.id, 'rolled_back', { version: number, contentHash: target.content_hash, reason });
  return { ...target, state: 'current' };
}

/** Versions of a dataset, latest first. Held and withdrawn ones are for stewards. */
export async function listVersions(
  context: DataContext,
  dataset: DatasetRow,
  { limit = 50, cursor }: { limit?: number; cursor?: string },
  all: boolean,
): Promise<PageOf<VersionRow>> {
  const [before] = readCursor(cursor, 1) ?? [];
  const everything = context.db.selectFrom('data_platform_version as v').selectAll('v').where('v.dataset_id', '=', dataset.id);
  const rows = await (all ? everything : readableVersions(context, dataset, !seesAll(context.actor)))
    .$if(before !== undefined, (versions) => versions.where('v.number', '<', Number(before)))
    .orderBy('v.number', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, ({ number }) => [String(number)]);
}
