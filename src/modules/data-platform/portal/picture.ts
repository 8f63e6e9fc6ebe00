import type { Bilingual, Language } from '#kernel';

import type { FieldRow } from '../catalogue.ts';
import type { Chart } from '../description.ts';
import { readPlan } from '../query/plan.ts';
import type { Reader, Value } from '../query/reader.ts';
import { selectPage } from '../query/sql.ts';
import type { Readable } from '../rows.ts';

/** A chart's numbers. */
export interface Picture {
  readonly kind: 'line' | 'bar';
  readonly title: Bilingual;
  readonly unit: Bilingual;
  readonly labelTitle: Bilingual;
  readonly labels: readonly string[];
  readonly series: readonly { readonly name: Bilingual; readonly values: readonly (number | null)[] }[];
  /** The same numbers from the query interface. */
  readonly href: string;
}

/** Points of a dataset that has coordinates. */
export interface PointMap {
  readonly points: readonly { readonly lon: number; readonly lat: number; readonly label: string; readonly note: string | null }[];
  /** Rows with coordinates in all; the map shows the first ones. */
  readonly total: number;
}

const MOST_LABELS = 40;
const MOST_LINES = 3;
const MOST_BARS = 12;
const MOST_POINTS = 400;
const COUNT: Bilingual = { en: 'rows', zh: '行' };

/** Draws the chart that the description asks for, or the plainest one that says something. @returns null when there is none */
export async function pictureOf(reader: Reader, readable: Readable, language: Language): Promise<Picture | null> {
  const described = readable.dataset.chart ?? plainChart(readable.fields);
  const chart = described && inLanguage(described, readable, language);
  if (!chart || !readable.columns.some(({ name }) => name === chart.x)) return null;
  return chart.kind === 'line' ? lines(reader, readable, chart) : bars(reader, readable, chart);
}

/** The points of a dataset with the fields `longitude` and `latitude`. */
export async function mapOf(reader: Reader, { relation, columns, fields }: Readable, language: Language): Promise<PointMap | null> {
  const [lon, lat] = ['longitude', 'latitude'].map((name) => columns.find((column) => column.name === name));
  if (!lon || !lat) return null;
  const plan = readPlan({ filter: [`${lon.name}:filled`, `${lat.name}:filled`], limit: MOST_POINTS }, columns, MOST_POINTS);
  const rows = await reader.rows(selectPage(relation, plan));
  const [count] = await reader.rows(selectPage(relation, readPlan({ filter: `${lon.name}:filled`, measure: 'count' }, columns, 1)));
  const named = (name: string) =>
    (language === 'en' ? fields.find((field) => field.name === `${name}_en`) : undefined) ?? fields.find((field) => field.name === name);
  const label = named('name') ?? fields.find(({ spec }) => spec.type === 'text');
  const town = named('town');
  return {
    points: rows.slice(0, MOST_POINTS).map((row, index) => ({
      lon: Number(row[lon.name]),
      lat: Number(row[lat.name]),
      label: String((label && row[label.name]) ?? index + 1),
      note: town ? String(row[town.name] ?? '') : null,
    })),
    total: Number(count?.['count'] ?? 0),
  };
}

/** Names that a dataset has in both languages, as `town` and `town_en`, are shown in the reader's. */
function inLanguage(chart: Chart, { columns }: Readable, language: Language): Chart {
  const has = (name: string) => columns.some((column) => column.name === name);
  return language === 'en' && chart.kind === 'bar' && has(`${chart.x}_en`) ? { ...chart, x: `${chart.x}_en` } : chart;
}

/** Values over time, one line a group, the three largest groups; as fine as fits. */
async function lines(reader: Reader, readable: Readable, chart: Chart): Promise<Picture | null> {
  const { columns, relation } = readable;
  const isTime = columns.find(({ name }) => name === chart.x)?.type.startsWith('date') ?? false;
  for (const x of isTime ? [`${chart.x}.day`, `${chart.x}.month`, `${chart.x}.year`] : [chart.x]) {
    const measure = measureOf(chart);
    const text = { groupBy: [x, ...(chart.by ? [chart.by] : [])].join(','), measure, sort: x, limit: 5_000 };
    const rows = await reader.rows(selectPage(relation, readPlan(text, columns, 5_000)));
    const labels = [...new Set(rows.filter((row) => row[x] !== null).map((row) => String(row[x])))];
    if (labels.length > MOST_LABELS && x !== `${chart.x}.year` && isTime) continue;
    const value = measure.replace(':', '_');
    return labels.length < 2
      ? null
      : { ...frameOf(readable, chart, x, text), kind: 'line', labels, series: seriesOf(readable, rows, chart, { x, value, labels }) };
  }
  return null;
}

function seriesOf(
  readable: Readable,
  rows: readonly Record<string, Value>[],
  { by, title }: Chart,
  { x, value, labels }: { x: string; value: string; labels: readonly string[] },
): Picture['series'] {
  const groups = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const name = by ? String(row[by] ?? '–') : '';
    const group = groups.get(name) ?? new Map<string, number>();
    groups.set(name, group.set(String(row[x]), Number(row[value])));
  }
  const sum = (values: Map<string, number>) => [...values.values()].reduce((total, each) => total + Math.abs(each), 0);
  return [...groups]
    .sort(([, a], [, b]) => sum(b) - sum(a))
    .slice(0, MOST_LINES)
    .map(([name, values]) => ({
      name: by ? codeTitle(readable, by, name) : title,
      values: labels.map((label) => values.get(label) ?? null),
    }));
}

/** Values by group, largest first. */
async function bars(reader: Reader, readable: Readable, chart: Chart): Promise<Picture | null> {
  const measure = measureOf(chart);
  const value = measure.replace(':', '_');
  const text = { groupBy: chart.x, measure, sort: `-${value}`, limit: MOST_BARS };
  const found = await reader.rows(selectPage(readable.relation, readPlan(text, readable.columns, MOST_BARS)));
  const rows = found.slice(0, MOST_BARS).filter((row) => row[chart.x] !== null);
  if (rows.length < 2) return null;
  const labels = rows.map((row) => String(row[chart.x]));
  return {
    ...frameOf(readable, chart, chart.x, text),
    kind: 'bar',
    labels,
    series: [{ name: chart.title, values: rows.map((row) => Number(row[value])) }],
  };
}

function frameOf(readable: Readable, chart: Chart, x: string, text: { groupBy: string; measure: string; sort: string }) {
  const fieldOf = (name: string) => readable.fields.find((field) => field.name === name);
  const y = fieldOf(chart.y);
  const query = new URLSearchParams({
    groupBy: text.groupBy,
    measure: text.measure,
    sort: text.sort,
    version: String(readable.version.number),
  });
  return {
    title: chart.title,
    unit: chart.aggregate === 'count' ? COUNT : (y?.unit ?? y?.title ?? COUNT),
    labelTitle: fieldOf(x.replace(/\.(day|month|year)$/, ''))?.title ?? { en: x, zh: x },
    href: `/api/data/datasets/${readable.dataset.key}/rows?${query}`,
  };
}

const measureOf = ({ aggregate, y }: Chart) => (aggregate === 'count' ? 'count' : `${aggregate}:${y}`);

/** Without a description: amounts by month where there are days and amounts, else how many rows each code has. */
function plainChart(fields: readonly FieldRow[]): Chart | null {
  const day = fields.find(({ spec }) => spec.type === 'date' || spec.type === 'datetime');
  const amount = fields.find(({ spec }) => spec.type === 'decimal');
  if (day && amount) return { kind: 'line', x: day.name, y: amount.name, aggregate: 'sum', title: amount.title };
  const code = fields.find(({ spec }) => spec.codes !== undefined);
  return code ? { kind: 'bar', x: code.name, y: code.name, aggregate: 'count', title: code.title } : null;
}

function codeTitle({ fields }: Readable, field: string, code: string): Bilingual {
  return fields.find(({ name }) => name === field)?.code_titles?.[code] ?? { en: code, zh: code };
}
