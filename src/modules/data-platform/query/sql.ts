import { engineType, sqlName, sqlText } from '../ingest/index.ts';
import type { Column, Filter, GroupKey, Measure, QueryPlan } from './plan.ts';

/**
 * The relation that a reader may query: the allowed columns of a version's files, and nothing else. Everything goes through it:
 * rows, counts, groups and downloads.
 * @param files absolute paths of the Parquet files
 */
export function policyRelation(files: readonly string[], columns: readonly Column[]): string {
  const list = files.map(sqlText).join(', ');
  return `(SELECT ${columns.map(({ name }) => sqlName(name)).join(', ')} FROM read_parquet([${list}]))`;
}

/** The rows or groups of one page. */
export function selectPage(relation: string, plan: QueryPlan): string {
  const order = orderOf(plan);
  return `SELECT ${outputOf(plan).join(', ')} FROM ${relation} AS data${whereOf(plan)}${groupOf(plan)}${order} LIMIT ${plan.limit + 1} OFFSET ${plan.offset}`;
}

/** How many rows or groups there are in all. */
export function selectTotal(relation: string, plan: QueryPlan): string {
  if (plan.groupBy.length === 0 && plan.measures.length > 0) return 'SELECT 1 AS total';
  if (plan.groupBy.length === 0) return `SELECT count(*) AS total FROM ${relation} AS data${whereOf(plan)}`;
  return `SELECT count(*) AS total FROM (SELECT 1 FROM ${relation} AS data${whereOf(plan)}${groupOf(plan)})`;
}

function outputOf({ columns, groupBy, measures }: QueryPlan): string[] {
  if (groupBy.length === 0 && measures.length === 0) return columns.map(({ name }) => sqlName(name));
  return [
    ...groupBy.map((key) => `${keySql(key)} AS ${sqlName(key.name)}`),
    ...measures.map((measure) => `${measureSql(measure)} AS ${sqlName(measure.name)}`),
  ];
}

function groupOf({ groupBy }: QueryPlan): string {
  return groupBy.length > 0 ? ` GROUP BY ${groupBy.map(keySql).join(', ')}` : '';
}

/** Without a wish, groups come in the order of their keys and rows as they were loaded, so that pages never overlap. */
function orderOf({ sort, groupBy, measures }: QueryPlan): string {
  const wished = sort.map(({ name, descending }) => `${sqlName(name)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`);
  const settled = groupBy.map(({ name }) => sqlName(name)).filter((name) => !wished.some((wish) => wish.startsWith(`${name} `)));
  const order = measures.length > 0 ? [...wished, ...settled] : wished;
  return order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '';
}

function whereOf({ filters, search, columns }: QueryPlan): string {
  const conditions = filters.map(filterSql);
  if (search) {
    const texts = columns.filter(({ type }) => type === 'text');
    const found = texts.map(({ name }) => `contains(lower(${sqlName(name)}), ${sqlText(search.toLowerCase())})`);
    conditions.push(found.length > 0 ? `(${found.join(' OR ')})` : 'false');
  }
  return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
}

const COMPARISONS = { eq: '=', ne: 'IS DISTINCT FROM', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

function filterSql({ column, operator, values }: Filter): string {
  const name = sqlName(column.name);
  const literal = (value: string) => `CAST(${sqlText(value)} AS ${literalType(column)})`;
  switch (operator) {
    case 'empty':
      return `${name} IS NULL`;
    case 'filled':
      return `${name} IS NOT NULL`;
    case 'contains':
      return `contains(lower(CAST(${name} AS VARCHAR)), ${sqlText(String(values[0]).toLowerCase())})`;
    case 'starts':
      return `starts_with(lower(CAST(${name} AS VARCHAR)), ${sqlText(String(values[0]).toLowerCase())})`;
    case 'in':
      return `${name} IN (${values.map(literal).join(', ')})`;
    default:
      return `${name} ${COMPARISONS[operator]} ${literal(String(values[0]))}`;
  }
}

/** A decimal is compared in full width, so that a long figure in a filter is an empty answer and not an error. */
function literalType({ name, type }: Column): string {
  return type === 'decimal' ? 'DECIMAL(38,9)' : engineType({ name, type });
}

function keySql({ column, part }: GroupKey): string {
  const name = `data.${sqlName(column.name)}`;
  if (part === 'year') return `strftime(${name}, '%Y')`;
  if (part === 'month') return `strftime(${name}, '%Y-%m')`;
  if (part === 'day') return `strftime(${name}, '%Y-%m-%d')`;
  return name;
}

function measureSql({ aggregate, column }: Measure): string {
  const name = column && `data.${sqlName(column.name)}`;
  switch (aggregate) {
    case 'count':
      return name ? `count(${name})` : 'count(*)';
    case 'distinct':
      return `count(DISTINCT ${name})`;
    case 'mean':
      return `round(avg(${name}), 6)`;
    default:
      return `${aggregate}(${name})`;
  }
}
