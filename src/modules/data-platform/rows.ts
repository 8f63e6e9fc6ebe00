import { DomainError } from '#kernel';

import { type DatasetRow, type FieldRow, readDataset, readFields } from './catalogue.ts';
import { dataErrors } from './errors.ts';
import type { Manifest } from './ingest/index.ts';
import { raiseDamage } from './integrity.ts';
import { readLoad } from './loads.ts';
import { filesOf, folders } from './places.ts';
import { type Column, cursorAt, type QueryText, readPlan } from './query/plan.ts';
import type { Reader, Value } from './query/reader.ts';
import { policyRelation, selectPage, selectTotal } from './query/sql.ts';
import { dataService } from './service.ts';
import type { DataContext, DataWork } from './tables.ts';
import { countUse } from './usage.ts';
import { chooseVersion, type VersionChoice, type VersionRow } from './versions.ts';

/** One answer of the query interface, with the version it was read from. */
export interface RowsPage {
  readonly dataset: string;
  readonly version: number;
  readonly contentHash: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Record<string, Value>[];
  readonly total: number;
  readonly next: string | null;
}

/** What a reader may read of a dataset: a version and the visible columns. */
export interface Readable {
  readonly dataset: DatasetRow;
  readonly fields: readonly FieldRow[];
  readonly version: VersionRow;
  readonly columns: readonly Column[];
  /** The one relation that everything is read from. */
  readonly relation: string;
}

/** Looks up what the actor may read. @throws data-platform.noDataset, noVersion, noData, corrupt */
export async function openReadable(context: DataContext, key: string, choice: VersionChoice): Promise<Readable> {
  const dataset = await readDataset(context, key);
  const version = await chooseVersion(context, dataset, choice);
  const fields = await readFields(context, dataset);
  const columns = columnsOf(fields, version);
  const { integrity } = dataService(context.storage);
  await integrity.check(folders.version(context.storage, dataset.id, version.content_hash), version);
  return { dataset, version, columns, fields, relation: policyRelation(filesOf(context.storage, version), columns) };
}

/** The same in a transaction of its own, counted as a use. Whoever meets a damaged version makes its steward hear of it. */
export async function openForReading(
  work: DataWork,
  key: string,
  choice: VersionChoice,
  use: 'query' | 'download' | null,
): Promise<Readable> {
  try {
    return await work.transaction(async (context) => {
      const readable = await openReadable(context, key, choice);
      if (use) await countUse(context, readable.dataset.id, use);
      return readable;
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === dataErrors.corrupt().code)
      await work.transaction((context) => raiseDamage(context, key));
    throw error;
  }
}

/** Rows or groups of a dataset. @throws data-platform.noField, badFilter, queryTooLong */
export async function queryRows(reader: Reader, readable: Readable, text: QueryText, signal?: AbortSignal): Promise<RowsPage> {
  const { dataset, version, columns, relation } = readable;
  const plan = readPlan(text, columns, 100);
  const found = await reader.rows(selectPage(relation, plan), signal);
  const [count] = await reader.rows(selectTotal(relation, plan), signal);
  const rows = found.slice(0, plan.limit);
  const names = plan.groupBy.length + plan.measures.length > 0 ? [...plan.groupBy, ...plan.measures] : plan.columns;
  return {
    dataset: dataset.key,
    version: version.number,
    contentHash: version.content_hash,
    columns: names.map((column) => ({ name: column.name, type: 'type' in column ? column.type : typeOf(column) })),
    rows,
    total: Number(count?.['total'] ?? 0),
    next: found.length > plan.limit ? cursorAt(plan.offset + plan.limit) : null,
  };
}

/** Whether a manifest speaks of no other fields than these; else its profile would show what somebody may not see. */
export function describesOnly({ schema }: Manifest, fields: readonly { readonly name: string }[]): boolean {
  return schema.every(({ name }) => fields.some((field) => field.name === name));
}

/** A field that came after a version was loaded is not in its files; one that is gone from the description is not shown. */
export function columnsOf(fields: readonly FieldRow[], { manifest }: VersionRow): Column[] {
  const types = new Map(manifest.schema.map(({ name, type }) => [name, type]));
  return fields.flatMap(({ name }) => {
    const type = types.get(name);
    return type ? [{ name, type }] : [];
  });
}

function typeOf(column: { column: Column | null; part?: string | null; aggregate?: string }): string {
  if (column.aggregate === 'count' || column.aggregate === 'distinct') return 'integer';
  if (column.part) return 'text';
  return column.column?.type ?? 'integer';
}

/** The version that a load made, whatever became of it. @throws data-platform.noLoad, noVersion */
export async function readVersionOfLoad(context: DataContext, loadId: string): Promise<Pick<Readable, 'dataset' | 'version'>> {
  const load = await readLoad(context, loadId);
  const version = await context.db.selectFrom('data_platform_version').selectAll().where('load_id', '=', loadId).executeTakeFirst();
  if (!version) throw dataErrors.noVersion();
  const dataset = await context.db
    .selectFrom('data_platform_dataset')
    .selectAll()
    .where('id', '=', load.dataset_id)
    .executeTakeFirstOrThrow();
  return { dataset, version };
}
