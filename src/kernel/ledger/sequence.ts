import { type Kysely, sql } from 'kysely';

import type { KernelTables } from '../core/index.ts';
import { hashLeaf, hashPair } from './hash.ts';
import { type Frontier, grow, type Hash, type Subtree, subtreesOf } from './merkle.ts';
import { readSubtrees, treeSize } from './tree.ts';

/** A row of `kernel_ledger_entry` as its leaf is made from it. */
export interface StoredEntry {
  readonly id: string;
  readonly kind: string;
  readonly recorded_at: Date;
  readonly body: string;
}

/** Most entries that one transaction gives places to. */
const BATCH = 5_000;

/** Hash of a stored entry's leaf. */
export function leafHashOfRow(row: StoredEntry): Hash {
  return hashLeaf(Buffer.from(leafText(row)));
}

/** A stored entry as canonical JSON: its body is so already, and the four names stand in canonical order. */
export function leafText({ id, kind, recorded_at, body }: StoredEntry): string {
  return `{"body":${body},"id":"${id}","kind":${JSON.stringify(kind)},"recordedAt":"${recorded_at.toISOString()}"}`;
}

/**
 * Gives places to committed entries that wait, in one transaction. Only one process at a time does so for a district; another
 * that tries meanwhile does nothing.
 * @returns how many entries got their place
 */
export async function sequence(tx: Kysely<KernelTables>): Promise<number> {
  if (!(await lockTree(tx))) return 0;
  const entries = await takeWaiting(tx);
  if (entries.length === 0) return 0;
  const frontier = await readFrontier(tx);
  const first = frontier.size;
  const leaves = entries.map(leafHashOfRow);
  const nodes: { subtree: Subtree; hash: Hash }[] = [];
  for (const leaf of leaves) grow(frontier, leaf, hashPair, (subtree, hash) => nodes.push({ subtree, hash }));
  await insertLeaves(tx, first, entries, leaves);
  await insertNodes(tx, nodes);
  return entries.length;
}

/** Takes the district's tree lock until the transaction ends. @returns false when somebody else holds it */
export async function lockTree(tx: Kysely<KernelTables>): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('maplebridge ledger ' || current_schema(), 0)) as locked
  `.execute(tx);
  return rows[0]?.locked === true;
}

/** Takes waiting entries out of the queue, first come first. Only committed ones are to be seen, so none can be passed over. */
async function takeWaiting(tx: Kysely<KernelTables>): Promise<StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    with taken as (
      delete from kernel_ledger_queue
      where position in (select position from kernel_ledger_queue order by position limit ${BATCH})
      returning position, entry_id
    )
    select entry.id, entry.kind, entry.recorded_at, entry.body
    from taken join kernel_ledger_entry entry on entry.id = taken.entry_id
    order by taken.position
  `.execute(tx);
  return rows;
}

async function readFrontier(tx: Kysely<KernelTables>): Promise<Frontier> {
  const size = await treeSize(tx);
  return { size, peaks: await readSubtrees(tx, subtreesOf({ start: 0, end: size })) };
}

async function insertLeaves(
  tx: Kysely<KernelTables>,
  first: number,
  entries: readonly StoredEntry[],
  hashes: readonly Hash[],
): Promise<void> {
  await sql`
    insert into kernel_ledger_leaf (leaf_index, entry_id, leaf_hash)
    select * from unnest(${entries.map((_, at) => first + at)}::bigint[], ${entries.map(({ id }) => id)}::uuid[], ${buffers(hashes)}::bytea[])
  `.execute(tx);
}

async function insertNodes(tx: Kysely<KernelTables>, nodes: readonly { subtree: Subtree; hash: Hash }[]): Promise<void> {
  await sql`
    insert into kernel_ledger_node (level, node_index, hash)
    select * from unnest(
      ${nodes.map(({ subtree }) => subtree.level)}::smallint[],
      ${nodes.map(({ subtree }) => subtree.index)}::bigint[],
      ${buffers(nodes.map(({ hash }) => hash))}::bytea[])
  `.execute(tx);
}

/** node-postgres writes Buffers, but not other byte arrays, as bytea within an array. */
function buffers(hashes: readonly Hash[]): Buffer[] {
  return hashes.map((hash) => Buffer.from(hash));
}
