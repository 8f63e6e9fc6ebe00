import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

import { type Field, findDrift, type LoadResult, load, type Manifest, sniff } from '../../src/modules/data-platform/ingest/index.ts';

interface Options {
  /** Folder with `ukcouncils`, or `ukcouncils` itself. */
  readonly data: string;
  readonly check: (name: string, ok: boolean, note?: string) => void;
}

type Check = Options['check'];
type Loaded = Extract<LoadResult, { folder: string }>;

interface Body {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly sumAmount: string;
}

interface Expected {
  readonly bodies: Readonly<Record<string, Body>>;
  readonly total: { readonly rows: number; readonly accepted: number; readonly rejected: number };
  readonly leedsFirstQuarter2019?: {
    readonly duplicateGroups: number;
    readonly duplicateRows: number;
    readonly benfordFirstTwo: { readonly n: number; readonly minimumAmount: number; readonly mad: number; readonly tolerance: number };
  };
}

/** The schema of the processed files. Any fraction is allowed there, so one that is longer than a penny is rounded. */
const PAYMENTS: readonly Field[] = [
  { name: 'Payment Date', type: 'date', format: 'YYYY-MM-DD', required: true },
  { name: 'Amount', type: 'decimal', precision: 14, scale: 2, excess: 'round', required: true },
  { name: 'Organisational Unit', type: 'text' },
  { name: 'Beneficiary Name', type: 'text' },
  { name: 'Company Number', type: 'text' },
  { name: 'Charity Number', type: 'text' },
];

const NOW = '2026-01-01T00:00:00Z';
const STRUCTURAL = new Set(['added', 'removed', 'renamed', 'retyped']);

/** Real payment files of public bodies become versions; rows, rejects, sums, duplicates and first digits are worked out anew and compared. */
export async function run({ data, check }: Options): Promise<void> {
  const councils = existsSync(path.join(data, 'ukcouncils')) ? path.join(data, 'ukcouncils') : data;
  const expected: Expected = JSON.parse(readFileSync(path.join(councils, 'expected.json'), 'utf8'));
  const work = await mkdtemp(path.join(tmpdir(), 'accept-data-platform-'));
  try {
    await checkProcessed(councils, expected, work, check);
    for (const body of Object.keys(expected.bodies)) await checkInferred(path.join(councils, body), body, work, check);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function checkProcessed(councils: string, expected: Expected, work: string, check: Check): Promise<void> {
  const total = { rows: 0, accepted: 0, rejected: 0 };
  for (const [body, figures] of Object.entries(expected.bodies)) {
    const { manifest, folder } = await loadInto(work, `${body}-processed`, csvFiles(path.join(councils, body, 'processed')), PAYMENTS);
    const { read: rows, accepted, rejected } = manifest.rows;
    const sumAmount = String(await single(folder, 'SELECT sum("Amount")::VARCHAR AS v FROM part'));
    const found = { rows, accepted, rejected, sumAmount };
    check(`${body}: rows, accepted, rejected and sum`, same(found, figures), JSON.stringify(found));
    total.rows += rows;
    total.accepted += accepted;
    total.rejected += rejected;
    if (body === 'leeds' && expected.leedsFirstQuarter2019) await checkLeeds(folder, expected.leedsFirstQuarter2019, check);
  }
  check('all bodies together', same(total, expected.total), JSON.stringify(total));
}

async function checkLeeds(folder: string, expected: NonNullable<Expected['leedsFirstQuarter2019']>, check: Check): Promise<void> {
  const groups = `SELECT count(*) AS n FROM part WHERE "Amount" >= 500 AND "Beneficiary Name" NOT ILIKE '%redact%'
    GROUP BY "Beneficiary Name", "Amount", "Payment Date" HAVING count(*) > 1`;
  const duplicateGroups = Number(await single(folder, `SELECT count(*)::INTEGER AS v FROM (${groups})`));
  const duplicateRows = Number(await single(folder, `SELECT sum(n)::INTEGER AS v FROM (${groups})`));
  const duplicates = `${duplicateGroups} groups, ${duplicateRows} rows`;
  check('leeds: duplicate payments', duplicateGroups === expected.duplicateGroups && duplicateRows === expected.duplicateRows, duplicates);
  const { n, mad, minimumAmount, tolerance } = expected.benfordFirstTwo;
  const benford = await benfordOf(folder, minimumAmount);
  check('leeds: first two digits', benford.n === n && Math.abs(benford.mad - mad) <= tolerance, `n ${benford.n}, MAD ${benford.mad}`);
}

/** Mean absolute deviation of the first two digits from Benford's law, log10(1 + 1/d) for d = 10…99. */
async function benfordOf(folder: string, minimum: number): Promise<{ n: number; mad: number }> {
  const digits = `left(replace(ltrim("Amount"::VARCHAR, '0.'), '.', ''), 2)`;
  const counts = await query(folder, `SELECT ${digits} AS d, count(*)::INTEGER AS n FROM part WHERE "Amount" >= ${minimum} GROUP BY d`);
  const byDigits = new Map(counts.map((row) => [Number(row['d']), Number(row['n'])]));
  const n = [...byDigits.values()].reduce((sum, count) => sum + count, 0);
  const deviations = Array.from({ length: 90 }, (_, index) =>
    Math.abs((byDigits.get(index + 10) ?? 0) / n - Math.log10(1 + 1 / (index + 10))),
  );
  return { n, mad: deviations.reduce((sum, deviation) => sum + deviation, 0) / 90 };
}

/** Files as the bodies published them load with what is inferred, and changes of their layout are told. */
async function checkInferred(folder: string, body: string, work: string, check: Check): Promise<void> {
  const map = columnMap(folder);
  for (const stage of ['raw', 'clean']) {
    const versions: { name: string; manifest: Manifest }[] = [];
    for (const file of csvFiles(path.join(folder, stage))) {
      const name = `${body}/${stage}/${path.basename(file)}`;
      const { columns } = await sniff({ source: { path: file }, scratch: work });
      const schema = mapped(
        columns.map(({ field }) => field),
        map,
      );
      const { outcome, manifest } = await loadInto(work, name.replaceAll('/', '-'), [file], schema);
      const { read, accepted, rejected } = manifest.rows;
      const amounts = schema.filter(({ name: field }) => field in map).map(({ name: field, type }) => `${field}: ${type}`);
      check(
        `${name} loads by inference`,
        outcome === 'loaded' && read > 0 && accepted + rejected === read,
        `${read} rows, ${rejected} rejected; ${amounts.join(', ')}`,
      );
      versions.push({ name, manifest });
    }
    for (const [index, { name, manifest }] of versions.slice(1).entries())
      checkDrift(name, versions[index]?.manifest ?? manifest, manifest, check);
  }
}

function checkDrift(name: string, before: Manifest, after: Manifest, check: Check): void {
  const { drifts, breaking } = findDrift(before, after);
  const structural = drifts.filter(({ kind }) => STRUCTURAL.has(kind));
  const sameLayout = same(before.sources[0]?.columns.toSorted(), after.sources[0]?.columns.toSorted());
  const told = structural.map((drift) => `${drift.kind} ${drift.field}${'to' in drift ? ` to ${drift.to}` : ''}`).join(', ');
  const right = sameLayout ? !structural.some(({ kind }) => kind !== 'retyped') : structural.length > 0 && breaking;
  check(`${name}: ${sameLayout ? 'no drift of an unchanged layout' : 'drift of the layout is told'}`, right, told || 'none');
}

function columnMap(folder: string): Readonly<Record<string, readonly string[]>> {
  const index = path.join(folder, 'index.json');
  return existsSync(index) ? JSON.parse(readFileSync(index, 'utf8')).columns.map : {};
}

/** Gives inferred fields the names the map knows; each name goes to the first column that fits. */
function mapped(fields: readonly Field[], map: Readonly<Record<string, readonly string[]>>): Field[] {
  const taken = new Set(fields.map(({ name }) => name));
  return fields.map((field) => {
    const found = Object.entries(map).find(([name, sources]) => !taken.has(name) && sources.includes(field.name));
    if (!found) return field;
    taken.add(found[0]);
    return { ...field, name: found[0], source: [field.name] };
  });
}

async function loadInto(work: string, name: string, files: readonly string[], schema: readonly Field[]): Promise<Loaded> {
  const targetFolder = path.join(work, name);
  await mkdir(targetFolder);
  const result = await load({ sources: files.map((file) => ({ path: file })), schema, targetFolder, now: NOW });
  if (!('folder' in result)) throw new Error(`${name}: ${result.outcome}`);
  return result;
}

function csvFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return names.sort().map((name) => path.join(folder, name));
}

async function single(folder: string, sql: string): Promise<unknown> {
  return (await query(folder, sql))[0]?.['v'];
}

async function query(folder: string, sql: string) {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(`CREATE VIEW part AS FROM read_parquet('${path.join(folder, 'part-*.parquet').replaceAll("'", "''")}')`);
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

/** Compares by JSON; both sides are plain values with their members in one order. */
function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
