import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import {
  type CompiledRules,
  compileRuleSet,
  evaluate,
  type Fact,
  type PublishedRules,
  packColumns,
  type RuleSet,
  readJdm,
  type Subject,
  subjectAsOf,
  whatIf,
  writeJdm,
} from '../../src/kernel/rulebook/index.ts';

interface Options {
  /** Folder with the four CSV files and `expected.json`, or the one above it. */
  readonly data: string;
  readonly check: (name: string, ok: boolean, note?: string) => void;
}

type Check = Options['check'];
type Line = Readonly<Record<string, string>>;

/** Counts by band; bands are the legend's descriptions. */
type Counts = Readonly<Record<string, number>>;

interface WhatIfExpected {
  readonly change?: string;
  readonly changed: number;
  readonly matrix: Counts;
}

interface Band {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** Scores of inspected places become bands by a rule set made from the legend, as of any day; every expected figure is worked out anew. */
export async function run({ data, check }: Options): Promise<void> {
  const folder = existsSync(path.join(data, 'sf-food')) ? path.join(data, 'sf-food') : data;
  const read = (name: string) => parseCsv(readFileSync(path.join(folder, name), 'utf8'));
  const expected: Record<string, unknown> = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'));
  const [businesses, inspections, violations] = [read('businesses.csv'), read('inspections.csv'), read('violations.csv')];
  const bands = read('legend.csv').map((line) => ({
    from: Number(line['Minimum_Score']),
    to: Number(line['Maximum_Score']),
    name: line['Description'] ?? '',
  }));
  checkCounts(expected, { ...countsOf(businesses, inspections, violations) }, check);

  const facts = factsOf(inspections);
  const city = { ids: [...new Set([...businesses.map((line) => line['business_id'] ?? ''), ...facts.keys()])], facts, bands };
  const latest = String((expected['latest'] as { asOf: string }).asOf);
  for (const [key, figures] of Object.entries(expected)) {
    const asOf = /^asOf(\d{4})(\d{2})(\d{2})$/.exec(key);
    if (key === 'latest' || asOf)
      checkAsOf(key, city, figures as Counts & { asOf?: string }, asOf ? asOf.slice(1).join('-') : latest, check);
    const when = /^whatIf(?:AsOf(\d{4})(\d{2})(\d{2}))?$/.exec(key);
    if (when)
      checkWhatIf(
        key,
        city,
        { change: (expected['whatIf'] as WhatIfExpected).change ?? '', ...(figures as WhatIfExpected) },
        when[1] ? when.slice(1).join('-') : latest,
        check,
      );
  }
}

interface City {
  readonly ids: readonly string[];
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  readonly bands: readonly Band[];
}

function checkCounts(expected: Record<string, unknown>, found: Record<string, unknown>, check: Check): void {
  for (const [name, value] of Object.entries(found)) {
    if (name in expected) check(name, expected[name] === value, `${value}, expected ${expected[name]}`);
  }
}

function countsOf(businesses: readonly Line[], inspections: readonly Line[], violations: readonly Line[]): Record<string, unknown> {
  const corrected = /\s*\[ date violation corrected: .*\]\s*$/;
  const days = inspections.map((line) => isoDay(line['date'] ?? '')).sort();
  const sameDay = [...groupBy(inspections, (line) => `${line['business_id']} ${line['date']}`).values()].filter(
    (group) => group.length > 1,
  );
  const inspected = new Set(inspections.map((line) => line['business_id'])).size;
  return {
    businesses: businesses.length,
    inspections: inspections.length,
    violations: violations.length,
    violationKinds: new Set(violations.map((line) => line['description']?.replace(corrected, '').trim())).size,
    violationsCorrected: violations.filter((line) => corrected.test(line['description'] ?? '')).length,
    firstInspection: days[0],
    lastInspection: days.at(-1),
    inspected,
    uninspected: businesses.filter((line) => !inspections.some((each) => each['business_id'] === line['business_id'])).length,
    sameDayInspections: sameDay.length,
    sameDayDifferentScore: sameDay.filter((group) => new Set(group.map((line) => line['score'])).size > 1).length,
  };
}

/** One fact a day on which a place was inspected, good until its next inspection. Of several scores on one day the lowest decides. */
function factsOf(inspections: readonly Line[]): Map<string, Fact[]> {
  const facts = new Map<string, Fact[]>();
  for (const [business, lines] of groupBy(inspections, (line) => line['business_id'] ?? '')) {
    const days = [...groupBy(lines, (line) => isoDay(line['date'] ?? ''))].sort(([one], [other]) => one.localeCompare(other));
    facts.set(
      business,
      days.map(([day, group], at) =>
        factOf(business, day, days[at + 1]?.[0] ?? null, Math.min(...group.map((line) => Number(line['score'])))),
      ),
    );
  }
  return facts;
}

function factOf(business: string, day: string, next: string | null, score: number): Fact {
  return {
    id: `${business}/${day}`,
    field: 'score',
    value: score,
    validFrom: new Date(day),
    validTo: next === null ? null : new Date(next),
    recordedAt: new Date(day),
    supersededAt: null,
    dataset: 'inspections',
    record: business,
  };
}

/** A place that was never inspected lacks the compulsory score, so its band is unknown and counts nowhere. */
function checkAsOf(key: string, { ids, facts, bands }: City, figures: Counts & { asOf?: unknown }, day: string, check: Check): void {
  const versions = [published(bandRules(bands, '1.0.0'))];
  const at = new Date(day);
  const counts: Record<string, number> = { total: 0 };
  for (const id of ids) {
    const { band = null } = evaluate(versions, facts.get(id) ?? [], at, at).outcome.outputs;
    if (band === null) continue;
    counts[String(band)] = (counts[String(band)] ?? 0) + 1;
    counts['total'] = (counts['total'] ?? 0) + 1;
  }
  check(`${key}: the day`, figures.asOf === undefined || figures.asOf === day, day);
  for (const name of ['total', ...bands.map((band) => band.name)])
    check(`${key}: ${name}`, (counts[name] ?? 0) === (figures[name] ?? 0), `${counts[name] ?? 0}, expected ${figures[name] ?? 0}`);
}

function checkWhatIf(
  key: string,
  { ids, facts, bands }: City,
  { change = '', changed, matrix }: WhatIfExpected,
  day: string,
  check: Check,
): void {
  const at = new Date(day);
  const subjects: Subject[] = ids.map((id) => subjectAsOf(facts.get(id) ?? [], at, at).subject);
  const before = bandRules(bands, '1.0.0');
  const report = whatIf({
    before,
    after: bandRules(moveBound(bands, change), '1.1.0'),
    columns: packColumns(before.set.inputs, subjects),
    output: 'band',
  });
  const moved = Object.fromEntries(
    report.matrix.filter(({ from, to }) => from !== to).map(({ from, to, count }) => [`${from}->${to}`, count]),
  );
  check(`${key}: changed`, report.changed === changed, `${report.changed}, expected ${changed}`);
  check(`${key}: matrix`, sameCounts(moved, matrix), `${JSON.stringify(moved)}, expected ${JSON.stringify(matrix)}`);
}

const sameCounts = (one: Counts, other: Counts) => Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);

/** Reads `upper bound of BAND OLD -> NEW`; the band above begins right after it. */
function moveBound(bands: readonly Band[], change: string): Band[] {
  const [, name, old, fresh] = /upper bound of (.+?) (-?\d+) -> (-?\d+)/.exec(change) ?? [];
  const moved = bands.find((band) => band.name === name && band.to === Number(old));
  if (!moved) throw new Error(`cannot read the change "${change}"`);
  return bands.map((band) => {
    if (band === moved) return { ...band, to: Number(fresh) };
    return band.from === moved.to + 1 ? { ...band, from: Number(fresh) + 1 } : band;
  });
}

const words = (en: string, zh: string) => ({ en, zh });

/** The legend as a decision table, taken through its JDM file as any rule set would be. */
function bandRules(bands: readonly Band[], version: string): CompiledRules {
  const set: RuleSet = {
    identifier: 'inspection-bands',
    version,
    state: 'published',
    validFrom: '1970-01-01',
    validTo: null,
    title: words('Bands of inspection scores', '检查得分分档'),
    text: words('The latest score decides the band.', '以最近一次得分确定分档。'),
    legalBasis: [{ act: words('Legend of the inspection data', '检查数据图例'), article: words('whole', '全文') }],
    affectedFields: ['band'],
    inputs: [{ field: 'score', title: words('score', '得分'), type: 'number', nullable: false, dataset: 'inspections' }],
    outputs: [{ field: 'band', title: words('band', '分档') }],
    hitPolicy: 'first',
    reduce: {},
    otherwise: {},
    noticePeriod: 0,
    contact: words('Public health department', '公共卫生部门'),
    appeal: words('Ask for a re-inspection', '可申请复查'),
    rows: bands.map(({ from, to, name }) => ({
      id: name.replaceAll(/\W+/g, '-'),
      cells: { score: `[${from}..${to}]` },
      outputs: { band: name },
      title: words(name, name),
      text: words(`${from} to ${to} points`, `${from} 至 ${to} 分`),
      legalBasis: [],
      repairPath: null,
    })),
  };
  return compileRuleSet(readJdm(JSON.parse(JSON.stringify(writeJdm(set)))));
}

const published = (rules: CompiledRules): PublishedRules => ({ rules, validFrom: new Date(0), validTo: null, publishedAt: new Date(0) });

const isoDay = (compact: string) => compact.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** RFC 4180: quoted fields may hold commas, quotes and line ends; empty lines are skipped. */
function parseCsv(text: string): Line[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') rows.push([]);
  }
  const [head = [], ...lines] = rows.filter((row) => row.some((field) => field !== ''));
  return lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at] ?? ''])));
}
