import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import pg from 'pg';
import { openTestDistrict } from '#kernel/testing';
import { type Field, type LoadResult, load, type Rule } from '../src/modules/data-platform/ingest/index.ts';
import { paymentColumns, writePayments } from './support/payments.ts';
import { cpuOfProcess, cpuOfTree, parentOf, peakOfProcess } from './support/proc.ts';

interface Run {
  readonly cpu: number;
  readonly peakMb: number;
  readonly wall: number;
  readonly p95: number;
  readonly result: LoadResult;
}

const SEED = 42;
/** The comparisons load a tenth of the rows, and count ten times. */
const SHARE = 10;
const FIELDS: readonly Field[] = [
  { name: 'id', type: 'integer', required: true },
  { name: 'paid_on', type: 'date', required: true },
  { name: 'booked_at', type: 'datetime' },
  { name: 'amount', type: 'decimal', precision: 14, scale: 2, required: true, min: '0' },
  { name: 'vat', type: 'decimal', precision: 14, scale: 2 },
  {
    name: 'department',
    type: 'text',
    codes: ['Finance', 'Housing', 'Transport', 'Education', 'Health', 'Culture', 'Environment', 'Planning'],
  },
  { name: 'supplier', type: 'text', required: true },
  { name: 'town', type: 'text' },
  { name: 'category', type: 'text', pattern: 'C[0-9]{3}' },
  { name: 'quantity', type: 'integer', min: '0', max: '1000' },
  { name: 'urgent', type: 'boolean' },
  { name: 'note', type: 'text' },
];
const RULES: readonly Rule[] = [
  { id: 'vat below amount', kind: 'expression', severity: 'warn', expression: 'vat <= amount' },
  { id: 'towns named', kind: 'notNull', severity: 'warn', field: 'town' },
  { id: 'fresh', kind: 'freshness', severity: 'warn', field: 'paid_on', maxAgeDays: 366 },
  { id: 'row count', kind: 'rowCount', severity: 'warn', min: 1 },
];
const TYPES = [
  'bigint',
  'date',
  'timestamp',
  'numeric(14,2)',
  'numeric(14,2)',
  'text',
  'text',
  'text',
  'text',
  'bigint',
  'boolean',
  'text',
];

/** CSV to a validated version, by turns with PostgreSQL COPY and with the load of a CKAN datastore. Options: `--rows N`, `--runs N`. */
export async function* run(options: readonly string[]): AsyncIterable<object> {
  const rows = numberOf(options, '--rows', 5_000_000);
  const runs = numberOf(options, '--runs', 3);
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-ingest-'));
  const district = await openTestDistrict();
  const client = new pg.Client({ connectionString: district.dsn });
  await client.connect();
  try {
    const file = path.join(folder, 'payments.csv');
    const sound = path.join(folder, 'sound.csv');
    const bytes = await writePayments(file, { rows, seed: SEED, faults: true });
    await writePayments(sound, { rows: Math.ceil(rows / SHARE), seed: SEED, faults: false });
    const ready = `${await district.app.listen({ port: 0, host: '127.0.0.1' })}/health/ready`;
    const measured = { load: [] as Run[], copy: [] as number[], ckan: [] as number[] };
    for (let turn = 0; turn < runs; turn++) {
      measured.load.push(await measureLoad(file, folder, ready));
      measured.copy.push(await measureServer(client, () => copyTyped(client, sound)));
      measured.ckan.push(await measureServer(client, () => copyLikeCkan(client, sound)));
    }
    yield* figures(rows, bytes, measured);
  } finally {
    await client.end();
    await district.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function* figures(
  rows: number,
  bytes: number,
  { load: loads, copy, ckan }: { load: Run[]; copy: number[]; ckan: number[] },
): Iterable<object> {
  const full = rows === 5_000_000;
  const cpu = median(loads.map((one) => one.cpu));
  const [peak, p95] = [Math.max(...loads.map(({ peakMb }) => peakMb)), Math.max(...loads.map((one) => one.p95))];
  const [copyCpu, ckanCpu] = [median(copy) * SHARE, median(ckan) * SHARE];
  const about = `${rows} rows x 12, ${Math.round(bytes / 1e6)} MB`;
  const accounts = loads[0]?.result;
  const counted = accounts && 'manifest' in accounts ? accounts.manifest.rows : null;
  yield {
    figure: `ingest CPU (${about})`,
    value: round(cpu),
    unit: 's',
    comparison: `PostgreSQL COPY into types, tenth x 10: ${round(copyCpu)} s`,
    ratio: round(copyCpu / cpu),
    target: 25,
    met: full ? cpu <= 25 : null,
  };
  yield {
    figure: 'CPU against a CKAN-style load',
    value: round(cpu),
    unit: 's',
    comparison: `text COPY, full-text column, GiST index, tenth x 10: ${round(ckanCpu)} s`,
    ratio: round(ckanCpu / cpu),
    target: 8,
    met: ckanCpu / cpu >= 8,
  };
  yield {
    figure: 'peak memory of the worker',
    value: Math.round(peak),
    unit: 'MB',
    comparison: null,
    ratio: null,
    target: 1024,
    met: peak <= 1024,
  };
  yield {
    figure: 'p95 of other requests meanwhile',
    value: round(p95),
    unit: 'ms',
    comparison: null,
    ratio: null,
    target: 200,
    met: p95 < 200,
  };
  yield {
    figure: 'wall time',
    value: round(median(loads.map(({ wall }) => wall))),
    unit: 's',
    comparison: null,
    ratio: null,
    target: null,
    met: null,
  };
  yield {
    figure: 'rows accounted for',
    value: counted?.read ?? 0,
    unit: 'rows',
    comparison: `${counted?.accepted} accepted + ${counted?.rejected} rejected`,
    ratio: null,
    target: rows,
    met: counted?.read === rows,
  };
}

/** Loads the file in the worker while somebody else keeps asking the app; CPU and memory are the worker's own, from /proc. */
async function measureLoad(file: string, folder: string, url: string): Promise<Run> {
  const targetFolder = await mkdtemp(path.join(folder, 'dataset-'));
  await mkdir(targetFolder, { recursive: true });
  const seen = { cpu: 0, peakMb: 0 };
  let pid = 0;
  const watch = setInterval(() => {
    seen.cpu = Math.max(seen.cpu, cpuOfProcess(pid));
    seen.peakMb = Math.max(seen.peakMb, peakOfProcess(pid));
  }, 20);
  const stop = new AbortController();
  const asking = latencies(url, stop.signal);
  const started = performance.now();
  try {
    const request = { sources: [{ path: file }], schema: FIELDS, rules: RULES, targetFolder, now: '2024-12-31T00:00:00Z' };
    const onStart = (worker: { readonly pid: number }) => {
      pid = worker.pid;
    };
    const result = await load(request, { onStart });
    return { ...seen, wall: (performance.now() - started) / 1000, p95: await endOf(asking, stop), result };
  } finally {
    clearInterval(watch);
    stop.abort();
    await rm(targetFolder, { recursive: true, force: true });
  }
}

async function endOf(asking: Promise<number[]>, stop: AbortController): Promise<number> {
  stop.abort();
  const sorted = (await asking).sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

async function latencies(url: string, signal: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!signal.aborted) {
    const started = performance.now();
    await (await fetch(url)).arrayBuffer();
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return times;
}

/** CPU seconds of the whole server, its helpers and parallel workers with it. */
async function measureServer(client: pg.Client, work: () => Promise<void>): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const postmaster = parentOf(rows[0]?.pid ?? 0);
  await client.query('CHECKPOINT');
  const before = cpuOfTree(postmaster);
  await work();
  const spent = cpuOfTree(postmaster) - before;
  await client.query('DROP TABLE bench_payments');
  return spent;
}

async function copyTyped(client: pg.Client, file: string): Promise<void> {
  await client.query(`CREATE TABLE bench_payments (${paymentColumns.map((name, index) => `${name} ${TYPES[index]}`).join(', ')})`);
  await client.query(`COPY bench_payments FROM '${file}' (FORMAT csv, HEADER true)`);
}

/** As the datastore of CKAN holds a file: every column a text, one searchable vector of all, and an index on it. */
async function copyLikeCkan(client: pg.Client, file: string): Promise<void> {
  const all = paymentColumns.map((name) => `coalesce(${name}, '')`).join(` || ' ' || `);
  const vector = `_full_text tsvector GENERATED ALWAYS AS (to_tsvector('english', ${all})) STORED`;
  await client.query(
    `CREATE TABLE bench_payments (_id serial PRIMARY KEY, ${paymentColumns.map((name) => `${name} text`).join(', ')}, ${vector})`,
  );
  await client.query(`COPY bench_payments (${paymentColumns.join(', ')}) FROM '${file}' (FORMAT csv, HEADER true)`);
  await client.query('CREATE INDEX ON bench_payments USING gist (_full_text)');
}

function numberOf(options: readonly string[], name: string, otherwise: number): number {
  const at = options.indexOf(name);
  return at < 0 ? otherwise : Number(options[at + 1]);
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
