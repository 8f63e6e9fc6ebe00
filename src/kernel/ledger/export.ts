import { type Kysely, sql } from 'kysely';

import { type Context, type KernelTables, kernelDb, type Work } from '../core/index.ts';
import { latestCheckpoint, verifierKeys } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { leafText, type StoredEntry } from './sequence.ts';
import { originOf } from './signing.ts';

/** Entries per transaction and per chunk. */
const PAGE = 2_000;

/**
 * Writes the ledger up to its latest checkpoint as NDJSON, for `verify-ledger.mjs` and for anybody's archive: a head with the public
 * keys, then every entry with its leaf hash, and each checkpoint right after the last entry it covers.
 * @throws ledger.nothingSigned
 */
export async function exportLedger(work: Work<never>): Promise<AsyncIterable<string>> {
  const end = await inKernel(work, latestCheckpoint);
  if (!end) throw ledgerErrors.nothingSigned();
  const verifiers = await inKernel(work, verifierKeys);
  return lines(work, Number(end.size), { type: 'ledger', format: 'maplebridge-ledger/1', origin: originOf(work.district), verifiers });
}

async function* lines(work: Work<never>, size: number, head: object): AsyncIterable<string> {
  yield `${JSON.stringify(head)}\n`;
  for (let from = 0; from < size; from += PAGE) {
    const to = Math.min(from + PAGE, size);
    yield await inKernel(work, (tx) => pageText(tx, from, to));
  }
}

async function pageText(tx: Kysely<KernelTables>, from: number, to: number): Promise<string> {
  const { rows } = await sql<StoredEntry & { leaf_index: string; leaf_hash: Buffer; note: string | null }>`
    select leaf.leaf_index, leaf.leaf_hash, entry.id, entry.kind, entry.recorded_at, entry.body, checkpoint.note
    from kernel_ledger_leaf leaf
    join kernel_ledger_entry entry on entry.id = leaf.entry_id
    left join kernel_ledger_checkpoint checkpoint on checkpoint.size = leaf.leaf_index + 1
    where leaf.leaf_index >= ${from} and leaf.leaf_index < ${to}
    order by leaf.leaf_index
  `.execute(tx);
  return rows.map((row) => entryLine(row) + checkpointLine(row.note)).join('');
}

function entryLine(row: StoredEntry & { leaf_index: string; leaf_hash: Buffer }): string {
  return `{"type":"entry","index":${row.leaf_index},"hash":"${row.leaf_hash.toString('base64')}","entry":${leafText(row)}}\n`;
}

function checkpointLine(note: string | null): string {
  return note === null ? '' : `${JSON.stringify({ type: 'checkpoint', note })}\n`;
}

function inKernel<Result>(work: Work<never>, run: (tx: Kysely<KernelTables>) => Promise<Result>): Promise<Result> {
  return work.transaction((context: Context<never>) => run(kernelDb(context)));
}
