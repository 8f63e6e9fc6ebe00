import { dataErrors } from './errors.ts';
import { type Rule, sqlName } from './ingest/index.ts';
import { filesOf } from './places.ts';
import { policyRelation } from './query/sql.ts';
import { dataService } from './service.ts';
import type { DataContext, DataWork } from './tables.ts';
import type { VersionRow } from './versions.ts';

type Reference = Extract<Rule, { kind: 'reference' }>;

/** More different values than this are no list to check against. */
const MOST_VALUES = 2_000_000;

/** Where a reference rule finds its values: the current version of the dataset it names. */
interface ReferenceSource {
  readonly rule: string;
  readonly version: VersionRow;
  readonly column: string;
}

/** Finds the datasets that rules refer to. A list that the rule brings itself serves until its dataset has data. */
async function findReferences(context: DataContext, rules: readonly Rule[]): Promise<ReferenceSource[]> {
  const found: ReferenceSource[] = [];
  for (const rule of rules.filter((each): each is Reference => each.kind === 'reference')) {
    const column = rule.column ?? rule.field;
    const version = await currentVersionOf(context, rule.dataset);
    if (version?.manifest.schema.some(({ name }) => name === column)) found.push({ rule: rule.id, version, column });
    else if (!rule.values) throw dataErrors.noReference({ rule: rule.id, dataset: rule.dataset, field: column });
  }
  return found;
}

/** The rules with the values that their references hold now. @throws data-platform.noReference, referenceTooLarge */
export async function withReferences(work: DataWork, rules: readonly Rule[]): Promise<Rule[]> {
  const sources = await work.transaction((context) => findReferences(context, rules));
  const values = new Map<string, string[]>();
  for (const source of sources) values.set(source.rule, await valuesOf(work, source));
  return rules.map((rule) => (rule.kind === 'reference' && values.has(rule.id) ? { ...rule, values: values.get(rule.id) ?? [] } : rule));
}

async function valuesOf(work: DataWork, { rule, version, column }: ReferenceSource): Promise<string[]> {
  const field = version.manifest.schema.find(({ name }) => name === column);
  const relation = policyRelation(filesOf(work.storage, version), field ? [field] : []);
  const select = `SELECT DISTINCT CAST(${sqlName(column)} AS VARCHAR) AS value FROM ${relation} WHERE ${sqlName(column)} IS NOT NULL ORDER BY value`;
  const rows = await dataService(work.storage).reader.rows(`${select} LIMIT ${MOST_VALUES + 1}`, work.signal);
  if (rows.length > MOST_VALUES) throw dataErrors.referenceTooLarge({ rule, limit: MOST_VALUES });
  return rows.map(({ value }) => String(value));
}

function currentVersionOf(context: DataContext, key: string): Promise<VersionRow | undefined> {
  return context.db
    .selectFrom('data_platform_version as v')
    .innerJoin('data_platform_dataset as d', 'd.id', 'v.dataset_id')
    .selectAll('v')
    .where('d.key', '=', key)
    .where('v.state', '=', 'current')
    .executeTakeFirst();
}
