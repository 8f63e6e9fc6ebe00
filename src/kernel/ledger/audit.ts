import { type Kysely, sql } from 'kysely';

import type { Bilingual, KernelTables } from '../core/index.ts';
import { equal, toHex } from './bytes.ts';
import { type CheckpointRow, verifierKeys } from './checkpoint.ts';
import { type FaultCode, faultText } from './faults.ts';
import { EMPTY_ROOT, hashPair, sameHash } from './hash.ts';
import { type Frontier, grow, type Hash, rootOf, type Subtree } from './merkle.ts';
import { leafHashOfRow, type StoredEntry } from './sequence.ts';
import type { Transact } from './sequencer.ts';
import { openCheckpoint } from './verify.ts';

/** The first record that is not as it should be. */
export interface Fault {
  readonly code: FaultCode;
  /** Which kind of record, and which one: an entry's index, a node's `level/index`, a checkpoint's size, an entry's id. */
  readonly record: 'entry' | 'node' | 'checkpoint' | 'key' | 'queue';
  readonly key: string;
  readonly text: Bilingual;
}

/** What an audit of the whole ledger found. */
export interface AuditReport {
  readonly ok: boolean;
  /** Entries that were checked, up to the fault if there is one. */
  readonly size: number;
  readonly checkpoints: number;
  /** Root over the entries checked, in hexadecimal. */
  readonly root: string;
  readonly fault: Fault | null;
}

export interface AuditOptions {
  /** Public keys to trust, in C2SP verifier key format; those the ledger names itself unless given. */
  readonly keys?: readonly string[];
  readonly onProgress?: (done: number, total: number) => void;
}

/** Entries per page: a power of two, so that whole subtrees end with the page. */
const PAGE = 4_096;

/** Stops the audit where it stands. */
class Found extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.text.en);
    this.fault = fault;
  }
}

interface Audit {
  readonly transact: Transact;
  readonly keys: readonly string[];
  /** Keys whose signature has been met, with when it was first. */
  readonly used: Map<string, Date>;
  readonly frontier: Frontier;
  readonly size: number;
  checkpoints: number;
}

/**
 * Audits a whole district: every leaf, inner node and checkpoint is computed anew from the entries, in one stream with little
 * memory and short transactions. Entries written meanwhile do no harm; those beyond the end at the start are left for the next audit.
 */
export async function verifyLedger(transact: Transact, options: AuditOptions = {}): Promise<AuditReport> {
  const audit = await begin(transact, options);
  const fault = await findFault(audit, options.onProgress).catch((error: unknown) => {
    if (error instanceof Found) return error.fault;
    throw error;
  });
  const { frontier, checkpoints } = audit;
  return { ok: fault === null, size: frontier.size, checkpoints, root: toHex(rootNow(frontier)), fault };
}

/** The end is where places or checkpoints claim it, so that a cut-off end is missed. */
async function begin(transact: Transact, { keys }: AuditOptions): Promise<Audit> {
  const { rows } = await transact((tx) =>
    sql<{ size: number }>`
      select greatest((select max(leaf_index) + 1 from kernel_ledger_leaf), (select max(size) from kernel_ledger_checkpoint), 0)::float8 as size
    `.execute(tx),
  );
  const trusted = keys ?? (await transact(verifierKeys));
  return { transact, keys: trusted, used: new Map(), frontier: { size: 0, peaks: [] }, size: rows[0]?.size ?? 0, checkpoints: 0 };
}

async function findFault(audit: Audit, onProgress: AuditOptions['onProgress']): Promise<null> {
  while (audit.frontier.size < audit.size) {
    await audit.transact((tx) => checkPage(tx, audit));
    onProgress?.(audit.frontier.size, audit.size);
  }
  await audit.transact(checkNothingElse);
  await audit.transact((tx) => checkKeys(tx, audit));
  return null;
}

type LeafRow = StoredEntry & { leaf_index: string; entry_id: string; leaf_hash: Buffer; found: boolean };

async function checkPage(tx: Kysely<KernelTables>, audit: Audit): Promise<void> {
  const { frontier } = audit;
  const from = frontier.size;
  const to = Math.min(from + PAGE, audit.size);
  const leaves = await readLeaves(tx, from, to);
  const nodes = await readNodes(tx, from, to);
  const checkpoints = await readCheckpoints(tx, from, to);
  for (let index = from; index < to; index++) {
    const row = leaves[index - from];
    if (!row || Number(row.leaf_index) !== index) throw found('placeMissing', 'entry', index);
    const hash = checkLeaf(row, index);
    grow(frontier, hash, hashPair, (node, computed) => checkNode(nodes, node, computed));
    const checkpoint = checkpoints.get(index + 1);
    if (checkpoint) await checkCheckpoint(audit, checkpoint);
  }
}

function checkLeaf(row: LeafRow, index: number): Hash {
  if (!row.found) throw found('entryMissing', 'entry', index, row.entry_id);
  const hash = safeLeafHash(row);
  if (hash === null || !sameHash(hash, row.leaf_hash)) throw found('entryChanged', 'entry', index, row.entry_id);
  return hash;
}

/** A date out of range has no text, so such an entry has no hash. */
function safeLeafHash(row: StoredEntry): Hash | null {
  return Number.isFinite(Number(row.recorded_at)) ? leafHashOfRow(row) : null;
}

function checkNode(nodes: ReadonlyMap<string, Buffer>, node: Subtree, computed: Hash): void {
  const key = nodeKey(node);
  const stored = nodes.get(key);
  const width = 2 ** node.level;
  const detail = `${node.index * width}-${(node.index + 1) * width - 1}`;
  if (!stored) throw found('nodeMissing', 'node', key, detail);
  if (!sameHash(computed, stored)) throw found('nodeChanged', 'node', key, detail);
}

async function checkCheckpoint(audit: Audit, { size, root, note, signed_at }: CheckpointRow): Promise<void> {
  const { keys, used, frontier } = audit;
  if (!sameHash(rootNow(frontier), root)) throw found('rootDiffers', 'checkpoint', size);
  for (const key of keys) {
    const opened = await openCheckpoint(note, key).catch(() => null);
    if (!opened) continue;
    const { signedAt } = opened;
    const same = opened.size === Number(size) && equal(opened.root, root) && Number(signedAt) === Number(signed_at);
    if (!same) throw found('checkpointChanged', 'checkpoint', size);
    if (!used.has(key)) used.set(key, signed_at);
    audit.checkpoints += 1;
    return;
  }
  throw found('signatureWrong', 'checkpoint', size);
}

/** What no page has met: subtrees nobody completed, entries without a place, places that wait for nothing. */
async function checkNothingElse(tx: Kysely<KernelTables>): Promise<void> {
  const extra = await sql<{ level: number; node_index: string }>`
    with tree as (select coalesce(max(leaf_index) + 1, 0) as size from kernel_ledger_leaf)
    select node.* from tree, generate_series(1, 52) as step cross join lateral (
      select level, node_index from kernel_ledger_node where level = step and node_index >= tree.size >> step offset 0
    ) node
    order by node.level, node.node_index limit 1
  `.execute(tx);
  for (const { level, node_index } of extra.rows) throw found('nodeUnknown', 'node', nodeKey({ level, index: Number(node_index) }));
  const unplaced = await sql<{ id: string }>`
    select entry.id from kernel_ledger_entry entry
    where not exists (select from kernel_ledger_leaf leaf where leaf.entry_id = entry.id)
      and not exists (select from kernel_ledger_queue queue where queue.entry_id = entry.id)
    order by entry.id limit 1
  `.execute(tx);
  for (const { id } of unplaced.rows) throw found('entryUnplaced', 'entry', id);
  const stray = await sql<{ entry_id: string }>`
    select queue.entry_id from kernel_ledger_queue queue
    where not exists (select from kernel_ledger_entry entry where entry.id = queue.entry_id)
      or exists (select from kernel_ledger_leaf leaf where leaf.entry_id = queue.entry_id)
    order by queue.entry_id limit 1
  `.execute(tx);
  for (const { entry_id } of stray.rows) throw found('queueStray', 'queue', entry_id);
}

/** Each key that the ledger names must have signed, first at the time it says; and the ledger must name each that signed. */
async function checkKeys(tx: Kysely<KernelTables>, { used, size }: Audit): Promise<void> {
  const named = await tx.selectFrom('kernel_ledger_key').selectAll().execute();
  const newer = await tx.selectFrom('kernel_ledger_checkpoint').select('signed_at').where('size', '>', String(size)).execute();
  const expected = new Map(used);
  for (const { verifier, first_used } of named) {
    const met = expected.get(verifier) ?? newer.find(({ signed_at }) => Number(signed_at) === Number(first_used))?.signed_at;
    if (Number(met) !== Number(first_used)) throw found('keyUnknown', 'key', verifier);
    expected.delete(verifier);
  }
  for (const [verifier] of expected) throw found('keyUnknown', 'key', verifier);
}

async function readLeaves(tx: Kysely<KernelTables>, from: number, to: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select leaf.leaf_index, leaf.entry_id, leaf.leaf_hash, entry.id is not null as found, entry.id, entry.kind, entry.recorded_at, entry.body
    from kernel_ledger_leaf leaf left join kernel_ledger_entry entry on entry.id = leaf.entry_id
    where leaf.leaf_index >= ${from} and leaf.leaf_index < ${to}
    order by leaf.leaf_index
  `.execute(tx);
  return rows;
}

/** The stored subtrees that the leaves of a page complete. `offset 0` keeps it one index range per level, whatever the planner guesses. */
async function readNodes(tx: Kysely<KernelTables>, from: number, to: number): Promise<Map<string, Buffer>> {
  const { rows } = await sql<{ level: number; node_index: string; hash: Buffer }>`
    select node.* from generate_series(1, 52) as step cross join lateral (
      select level, node_index, hash from kernel_ledger_node
      where level = step and node_index >= ${from}::bigint >> step and node_index < ${to}::bigint >> step offset 0
    ) node
  `.execute(tx);
  return new Map(rows.map(({ level, node_index, hash }) => [nodeKey({ level, index: Number(node_index) }), hash]));
}

async function readCheckpoints(tx: Kysely<KernelTables>, from: number, to: number): Promise<Map<number, CheckpointRow>> {
  const rows = await tx
    .selectFrom('kernel_ledger_checkpoint')
    .selectAll()
    .where('size', '>', String(from))
    .where('size', '<=', String(to))
    .execute();
  return new Map(rows.map((row) => [Number(row.size), row]));
}

function rootNow({ peaks }: Frontier): Hash {
  return peaks.length === 0 ? EMPTY_ROOT : rootOf(peaks, hashPair);
}

function nodeKey({ level, index }: Subtree): string {
  return `${level}/${index}`;
}

function found(code: FaultCode, record: Fault['record'], key: string | number, detail = ''): Found {
  return new Found({ code, record, key: String(key), text: faultText(code, String(key), detail) });
}
