import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Kysely, sql } from 'kysely';

import type { KernelTables } from '../src/kernel/core/index.ts';
import { type Database, inDistrict, migrateDistrict, openDatabase, startEmbedded } from '../src/kernel/database/index.ts';
import {
  consistencyProof,
  createAppender,
  inclusionProof,
  ledgerManifest,
  openSigner,
  type Signer,
  startSequencer,
  type Transact,
  verifyLedger,
} from '../src/kernel/ledger/index.ts';

const DISTRICT = 'bench';
const CALLERS = 256;
const SECONDS = 5;
const RECORDS = 1_000_000;
const PROOFS = 2_000;

/** Durable appends beside bare inserts on the same server, then places, proofs and an audit at a million records. */
export async function* run(): AsyncIterable<object> {
  const folder = await mkdtemp(path.join(tmpdir(), 'maplebridge-bench-'));
  const server = await startEmbedded({ folder });
  const database = await openDatabase(server.dsn, { max: 12 });
  try {
    await migrateDistrict(database.pool, DISTRICT, [ledgerManifest]);
    const signer = openSigner(generateKeyPairSync('ed25519').privateKey, DISTRICT);
    const transact: Transact = (work) => inDistrict(database.db, DISTRICT, work);
    yield* appends(database, transact, signer);
    yield await places(transact, signer);
    yield* proofs(transact);
    yield await audit(transact);
  } finally {
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Both sides have the same callers, the same row and fsync on; each bare insert is its own transaction on one of 12 connections. */
async function* appends(database: Database, transact: Transact, signer: Signer): AsyncIterable<object> {
  await database.pool.query(
    'create table bare (id uuid primary key default gen_random_uuid(), kind text, recorded_at timestamptz, body text)',
  );
  const bare = await perSecond((n) =>
    database.pool.query(`insert into bare (kind, recorded_at, body) values ('bench.line', now(), $1)`, [body(n)]),
  );
  const sequencer = startSequencer({ transact, signer, now: () => new Date(), onError: fail, checkpointSeconds: 1 });
  const append = createAppender({ transact, now: () => new Date(), onWritten: () => sequencer.wake() });
  const batched = await perSecond((n) => append({ kind: 'bench.line', body: { n, digest: 'a'.repeat(64) } }));
  await sequencer.stop();
  yield {
    ...line('durable appends, batched', batched, 'entries/s', 5_000, batched >= 5_000),
    comparison: Math.round(bare),
    ratio: round(batched / bare),
  };
}

/** Fills up to a million entries, then measures how fast waiting entries get their places. */
async function places(transact: Transact, signer: Signer): Promise<object> {
  const [{ count = 0 } = {}] = (
    await transact((tx) => sql<{ count: number }>`select count(*)::int as count from kernel_ledger_entry`.execute(tx))
  ).rows;
  await transact((tx) =>
    sql`
      insert into kernel_ledger_entry (id, kind, recorded_at, body)
      select gen_random_uuid(), 'bench.line', now(), '{"digest":"' || repeat('a', 64) || '","n":' || n || '}' from generate_series(1, ${RECORDS - count}::int) as n
    `.execute(tx),
  );
  const begun = performance.now();
  const sequencer = startSequencer({ transact, signer, now: () => new Date(), onError: fail });
  while ((await sizeOf(transact)) < RECORDS) await new Promise((resolve) => setTimeout(resolve, 100));
  await sequencer.stop();
  const rate = ((RECORDS - count) * 1000) / (performance.now() - begun);
  return line('places given', rate, 'entries/s', 5_000, rate >= 5_000);
}

async function* proofs(transact: Transact): AsyncIterable<object> {
  const kinds = {
    inclusion: (tx: Kysely<KernelTables>, at: number) => inclusionProof(tx, at, RECORDS),
    consistency: (tx: Kysely<KernelTables>, at: number) => consistencyProof(tx, at + 1, RECORDS),
  };
  for (const [name, prove] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let n = 0; n < PROOFS; n += 1) {
      const at = (n * 7_919_993) % RECORDS;
      const begun = performance.now();
      await transact((tx) => prove(tx, at));
      times.push(performance.now() - begun);
    }
    times.sort((left, right) => left - right);
    yield line(`${name} proof at ${RECORDS} records, p50`, times[PROOFS / 2] as number, 'ms', null, null);
    yield line(`${name} proof at ${RECORDS} records, p99`, times[PROOFS * 0.99] as number, 'ms', null, null);
  }
}

async function audit(transact: Transact): Promise<object> {
  const begun = performance.now();
  const { fault, size } = await verifyLedger(transact);
  if (fault) throw new Error(fault.text.en);
  return line('full audit', (size * 1000) / (performance.now() - begun), 'entries/s', null, null);
}

/** Calls per second with as many callers at once as a busy district has. */
async function perSecond(call: (n: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  const begun = performance.now();
  let count = 0;
  const caller = async () => {
    while (performance.now() < end) await call(count++);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (count * 1000) / (performance.now() - begun);
}

async function sizeOf(transact: Transact): Promise<number> {
  const { rows } = await transact((tx) =>
    sql<{ size: number }>`select max(leaf_index)::int + 1 as size from kernel_ledger_leaf`.execute(tx),
  );
  return rows[0]?.size ?? 0;
}

function line(figure: string, value: number, unit: string, target: number | null, met: boolean | null): object {
  return { suite: 'ledger', figure, value: round(value), unit, comparison: null, ratio: null, target, met };
}

function body(n: number): string {
  return JSON.stringify({ n, digest: 'a'.repeat(64) });
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

function fail(error: Error): void {
  throw error;
}
