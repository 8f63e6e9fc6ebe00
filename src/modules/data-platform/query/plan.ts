import { dataErrors } from '../errors.ts';
import type { FieldType } from '../ingest/index.ts';

/** A column as a query may name it. */
export interface Column {
  readonly name: string;
  readonly type: FieldType;
}

export const OPERATORS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'contains', 'starts', 'empty', 'filled'] as const;
export type Operator = (typeof OPERATORS)[number];

export const AGGREGATES = ['count', 'sum', 'mean', 'min', 'max', 'median', 'distinct'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** One condition: `amount:ge:1000`, `town:in:A|B`, `payee:empty`. */
export interface Filter {
  readonly column: Column;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** One figure of a group: `sum:amount`, `count`. Its column in the answer is called `sum_amount` or `count`. */
export interface Measure {
  readonly aggregate: Aggregate;
  readonly column: Column | null;
  readonly name: string;
}

/** What a group is made of: a column, or the year, month or day of a date (`payment_date.month`). */
export interface GroupKey {
  readonly column: Column;
  readonly part: 'year' | 'month' | 'day' | null;
  readonly name: string;
}

/** What is asked of a dataset, checked against the columns that the reader may see. */
export interface QueryPlan {
  readonly columns: readonly Column[];
  readonly filters: readonly Filter[];
  /** Words that some text of the row holds. */
  readonly search: string | null;
  readonly groupBy: readonly GroupKey[];
  readonly measures: readonly Measure[];
  readonly sort: readonly { readonly name: string; readonly descending: boolean }[];
  readonly limit: number;
  readonly offset: number;
}

/** A query as the address says it. */
export interface QueryText {
  readonly fields?: string | undefined;
  readonly filter?: string | readonly string[] | undefined;
  readonly search?: string | undefined;
  readonly groupBy?: string | undefined;
  readonly measure?: string | undefined;
  readonly sort?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

const MAX_FILTERS = 40;
const MAX_VALUES = 1_000;
/** The engine takes no text with it. */
const NUL = '\u0000';

/**
 * Reads a query. A column that is hidden and one that does not exist give the same error.
 * @throws data-platform.noField, badFilter
 */
export function readPlan(text: QueryText, visible: readonly Column[], defaultLimit: number): QueryPlan {
  const find = (name: string): Column => {
    const column = visible.find((candidate) => candidate.name === name);
    if (!column) throw dataErrors.noField({ name });
    return column;
  };
  if (text.search?.includes(NUL)) throw dataErrors.badFilter({ filter: 'search', reason: 'U+0000' });
  const filters = list(text.filter).map((filter) => readFilter(filter, find));
  if (filters.length > MAX_FILTERS) throw dataErrors.badFilter({ filter: '…', reason: `> ${MAX_FILTERS}` });
  const groupBy = names(text.groupBy).map((name) => readGroupKey(name, find));
  const measures = names(text.measure ?? (groupBy.length > 0 ? 'count' : undefined)).map((name) => readMeasure(name, find));
  const columns = text.fields === undefined ? [...visible] : names(text.fields).map(find);
  const output =
    groupBy.length > 0 || measures.length > 0 ? [...groupBy, ...measures].map(({ name }) => name) : visible.map(({ name }) => name);
  const sort = names(text.sort).map((entry) => readSort(entry, output));
  return {
    columns,
    filters,
    search: text.search?.trim() || null,
    groupBy,
    measures,
    sort,
    limit: text.limit ?? defaultLimit,
    offset: readOffset(text.cursor),
  };
}

/** The cursor of the page that begins at a row. */
export function cursorAt(offset: number): string {
  return Buffer.from(`o${offset}`).toString('base64url');
}

function readOffset(cursor: string | undefined): number {
  const match = /^o(\d{1,10})$/.exec(Buffer.from(cursor ?? '', 'base64url').toString('latin1'));
  if (cursor && !match) throw dataErrors.badFilter({ filter: cursor, reason: 'cursor' });
  return match ? Number(match[1]) : 0;
}

function readFilter(filter: string, find: (name: string) => Column): Filter {
  const [, name, operator, rest] = /^(.*?):([a-z]+)(?::([\s\S]*))?$/.exec(filter) ?? [];
  if (name === undefined || operator === undefined || !isOperator(operator))
    throw dataErrors.badFilter({ filter, reason: 'field:operator:value' });
  const column = find(name);
  const bare = operator === 'empty' || operator === 'filled';
  if (bare !== (rest === undefined)) throw dataErrors.badFilter({ filter, reason: bare ? 'no value here' : 'value missing' });
  const values = rest === undefined ? [] : operator === 'in' ? rest.split('|') : [rest];
  if (values.length > MAX_VALUES) throw dataErrors.badFilter({ filter: `${name}:in:…`, reason: `> ${MAX_VALUES}` });
  if (rest?.includes(NUL)) throw dataErrors.badFilter({ filter: `${name}:${operator}:…`, reason: 'U+0000' });
  const wrong = values.find((value) => !fits(column.type, value));
  if (wrong !== undefined && operator !== 'contains' && operator !== 'starts')
    throw dataErrors.badFilter({ filter, reason: `${column.type}: ${wrong}` });
  return { column, operator, values };
}

const FORMS: Readonly<Record<FieldType, RegExp>> = {
  text: /^/,
  integer: /^-?\d{1,19}$/,
  // the engine compares with 29 digits before the point and 9 after it
  decimal: /^-?\d{1,29}(\.\d{1,9})?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  datetime: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?)?$/,
};

function fits(type: FieldType, value: string): boolean {
  if (!FORMS[type].test(value)) return false;
  if (type === 'integer') return BigInt.asIntN(64, BigInt(value)) === BigInt(value);
  return (type !== 'date' && type !== 'datetime') || isDay(value.slice(0, 10));
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

function readGroupKey(name: string, find: (name: string) => Column): GroupKey {
  const [, base, part] = /^(.*?)(?:\.(year|month|day))?$/.exec(name) ?? [];
  const column = find(base ?? name);
  if (part && column.type !== 'date' && column.type !== 'datetime') throw dataErrors.badFilter({ filter: name, reason: column.type });
  return { column, part: (part ?? null) as GroupKey['part'], name };
}

function readMeasure(text: string, find: (name: string) => Column): Measure {
  const [aggregate = '', ...rest] = text.split(':');
  if (!(AGGREGATES as readonly string[]).includes(aggregate)) throw dataErrors.badFilter({ filter: text, reason: AGGREGATES.join(', ') });
  const column = rest.length === 0 ? null : find(rest.join(':'));
  const kind = aggregate as Aggregate;
  if (column === null && kind !== 'count') throw dataErrors.badFilter({ filter: text, reason: 'field missing' });
  const numeric = column?.type === 'integer' || column?.type === 'decimal';
  if ((kind === 'sum' || kind === 'mean' || kind === 'median') && !numeric)
    throw dataErrors.badFilter({ filter: text, reason: column?.type ?? '' });
  return { aggregate: kind, column, name: column ? `${kind}_${column.name}` : kind };
}

function readSort(entry: string, output: readonly string[]): QueryPlan['sort'][number] {
  const descending = entry.startsWith('-');
  const name = descending ? entry.slice(1) : entry;
  if (!output.includes(name)) throw dataErrors.noField({ name });
  return { name, descending };
}

const isOperator = (name: string): name is Operator => (OPERATORS as readonly string[]).includes(name);
const list = (value: string | readonly string[] | undefined) => (value === undefined ? [] : typeof value === 'string' ? [value] : value);
const names = (value: string | undefined) => (value ?? '').split(',').filter(Boolean);

/** The operators in words, for forms. */
export const FILTER_WORDS: readonly { readonly key: Operator; readonly title: { readonly en: string; readonly zh: string } }[] = [
  { key: 'eq', title: { en: 'is', zh: '等于' } },
  { key: 'ne', title: { en: 'is not', zh: '不等于' } },
  { key: 'contains', title: { en: 'contains', zh: '包含' } },
  { key: 'starts', title: { en: 'begins with', zh: '开头是' } },
  { key: 'ge', title: { en: 'is at least', zh: '大于或等于' } },
  { key: 'le', title: { en: 'is at most', zh: '小于或等于' } },
  { key: 'gt', title: { en: 'is more than', zh: '大于' } },
  { key: 'lt', title: { en: 'is less than', zh: '小于' } },
  { key: 'empty', title: { en: 'is empty', zh: '为空' } },
  { key: 'filled', title: { en: 'is filled', zh: '不为空' } },
];
