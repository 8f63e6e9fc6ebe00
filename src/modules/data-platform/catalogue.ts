import { randomUUIDv7 } from 'node:crypto';

import { type ExpressionBuilder, type Selectable, sql } from 'kysely';

import { type Actor, may, type PageOf, pageOf, readCursor, requirePermission, searchQuery, searchWords } from '#kernel';

import type { DatasetDescription } from './description.ts';
import { dataErrors } from './errors.ts';
import { dataFacts } from './facts.ts';
import { note } from './history.ts';
import type { DataContext, DataTables } from './tables.ts';

export type DatasetRow = Selectable<DataTables['data_platform_dataset']>;
export type FieldRow = Selectable<DataTables['data_platform_field']>;

/** Enters a dataset into the catalogue. @returns its id @throws data-platform.keyTaken, unknownName, sameName, personalIsNotPublic */
export async function describeDataset(
  context: DataContext,
  description: DatasetDescription,
  stewardId = context.actor.id,
): Promise<string> {
  requirePermission(context.actor, 'data:steward');
  checkDescription(context, description);
  const id = randomUUIDv7();
  const row = {
    id,
    key: description.key,
    steward_id: stewardId,
    published_at: null,
    created_at: context.now,
    ...columnsOf(context, description),
  };
  const added = await context.db
    .insertInto('data_platform_dataset')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw dataErrors.keyTaken({ key: description.key });
  await writeFields(context, id, description);
  await note(context, id, 'described', { key: description.key });
  return id;
}

/**
 * Changes a description; the data stays. Two people who change the same revision cannot both succeed.
 * @returns the new revision, or null when somebody else was first
 */
export async function changeDataset(
  context: DataContext,
  key: string,
  revision: number,
  description: DatasetDescription,
): Promise<number | null> {
  requirePermission(context.actor, 'data:steward');
  checkDescription(context, description);
  const changed = await context.db
    .updateTable('data_platform_dataset')
    .set({ ...columnsOf(context, description), revision: sql`revision + 1` })
    .where('key', '=', key)
    .where('revision', '=', revision)
    .returning(['id', 'revision'])
    .executeTakeFirst();
  if (!changed) {
    await readDataset(context, key);
    return null;
  }
  await context.db.deleteFrom('data_platform_field').where('dataset_id', '=', changed.id).execute();
  await writeFields(context, changed.id, description);
  await note(context, changed.id, 'changed', { revision: changed.revision });
  return changed.revision;
}

/** One dataset that the actor may see. @throws data-platform.noDataset */
export async function readDataset(context: DataContext, key: string): Promise<DatasetRow> {
  const row = await context.db
    .selectFrom('data_platform_dataset')
    .selectAll()
    .where('key', '=', key)
    .where(visibleTo(context.actor))
    .executeTakeFirst();
  if (!row) throw dataErrors.noDataset({ key });
  return row;
}

/** Whether there is a dataset of that name that the actor may see. */
export async function datasetNamed(context: DataContext, key: string): Promise<boolean> {
  const row = await context.db
    .selectFrom('data_platform_dataset')
    .select('id')
    .where('key', '=', key)
    .where(visibleTo(context.actor))
    .executeTakeFirst();
  return row !== undefined;
}

/** Fields of a dataset that the actor may see, in order. A field that is hidden is as if it did not exist. */
export async function readFields(context: DataContext, dataset: DatasetRow): Promise<FieldRow[]> {
  const fields = await context.db
    .selectFrom('data_platform_field')
    .selectAll()
    .where('dataset_id', '=', dataset.id)
    .orderBy('place')
    .execute();
  return seesAll(context.actor) ? fields : fields.filter((field) => field.class === 'public' && !field.personal);
}

/** What narrows a list of datasets. */
export interface CatalogueQuery {
  readonly q?: string;
  readonly theme?: string;
  readonly department?: string;
  readonly state?: DatasetRow['state'];
  readonly open?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Datasets the actor may see, by title; all words of `q` must be found. */
export async function listDatasets(context: DataContext, query: CatalogueQuery): Promise<PageOf<DatasetRow>> {
  const limit = query.limit ?? 50;
  const [after] = readCursor(query.cursor, 1) ?? [];
  const words = query.q === undefined ? undefined : searchQuery(query.q);
  if (words === null) return { items: [], next: null };
  const rows = await context.db
    .selectFrom('data_platform_dataset')
    .selectAll()
    .where(visibleTo(context.actor))
    .$if(words !== undefined, (all) => all.where(sql<boolean>`to_tsvector('simple', search_words) @@ to_tsquery('simple', ${words})`))
    .$if(query.theme !== undefined, (all) => all.where('theme', '=', query.theme ?? ''))
    .$if(query.department !== undefined, (all) => all.where('department', '=', query.department ?? ''))
    .$if(query.state !== undefined, (all) => all.where('state', '=', query.state ?? 'active'))
    .$if(query.open !== undefined, (all) => all.where('published_at', query.open ? 'is not' : 'is', null))
    .$if(after !== undefined, (all) => all.where('key', '>', after ?? ''))
    .orderBy('key')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, ({ key }) => [key]);
}

/** Whether the actor may see what is not open. */
export function seesAll(actor: Actor): boolean {
  return may(actor, 'data:see-internal') || may(actor, 'data:steward');
}

/** The condition under which a dataset is visible: the public sees what is published and in use. */
function visibleTo(actor: Actor) {
  return ({ and, eb, val }: ExpressionBuilder<DataTables, 'data_platform_dataset'>) =>
    seesAll(actor) ? eb(val(true), '=', val(true)) : and([eb('published_at', 'is not', null), eb('state', '=', 'active')]);
}

function columnsOf(context: DataContext, description: DatasetDescription) {
  const { key, title, description: prose, keywords, theme, fields, chart } = description;
  const themeTitle = context.profile(dataFacts).themes[theme]?.title ?? theme;
  return {
    title: JSON.stringify(title) as never,
    description: JSON.stringify(prose) as never,
    theme,
    keywords: [...keywords],
    department: description.department,
    update_frequency: description.updateFrequency,
    licence: description.licence,
    legal_basis: JSON.stringify(description.legalBasis) as never,
    share_class: description.shareClass,
    open_class: description.openClass,
    retention_days: description.retentionDays,
    rules: JSON.stringify(description.rules) as never,
    chart: (chart ? JSON.stringify(chart) : null) as never,
    search_words: searchWords(key, title, prose, themeTitle, ...keywords, ...fields.map((field) => field.title)),
    updated_at: context.now,
  };
}

async function writeFields(context: DataContext, datasetId: string, { fields }: DatasetDescription): Promise<void> {
  const rows = fields.map((field, place) => ({
    dataset_id: datasetId,
    name: field.spec.name,
    place,
    title: JSON.stringify(field.title) as never,
    definition: JSON.stringify(field.definition) as never,
    unit: (field.unit ? JSON.stringify(field.unit) : null) as never,
    class: field.class,
    legal_basis: (field.legalBasis ? JSON.stringify(field.legalBasis) : null) as never,
    personal: field.personal,
    code_titles: (field.codeTitles ? JSON.stringify(field.codeTitles) : null) as never,
    spec: JSON.stringify(field.spec) as never,
  }));
  await context.db.insertInto('data_platform_field').values(rows).execute();
}

function checkDescription(context: DataContext, { theme, licence, updateFrequency, fields }: DatasetDescription): void {
  const facts = context.profile(dataFacts);
  if (!(theme in facts.themes)) throw dataErrors.unknownName({ kind: 'theme', name: theme });
  if (!(licence in facts.licences)) throw dataErrors.unknownName({ kind: 'licence', name: licence });
  if (!(updateFrequency in facts.frequencies)) throw dataErrors.unknownName({ kind: 'updateFrequency', name: updateFrequency });
  const names = new Set<string>();
  for (const field of fields) {
    const { name } = field.spec;
    if (names.has(name.toLowerCase())) throw dataErrors.sameName({ name });
    names.add(name.toLowerCase());
    if (field.personal && field.class === 'public') throw dataErrors.personalIsNotPublic({ name });
  }
}
