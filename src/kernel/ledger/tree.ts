import { type Kysely, sql } from 'kysely';

import type { KernelTables } from '../core/index.ts';
import { EMPTY_ROOT, hashPair } from './hash.ts';
import { type Hash, rootOf, type Span, type Subtree, subtreesOf } from './merkle.ts';

/** How many entries have their place. */
export async function treeSize(tx: Kysely<KernelTables>): Promise<number> {
  const { last } = await tx
    .selectFrom('kernel_ledger_leaf')
    .select(({ fn }) => fn.max('leaf_index').as('last'))
    .executeTakeFirstOrThrow();
  return last === null ? 0 : Number(last) + 1;
}

/** Root of the tree over the first `size` entries. */
export async function rootAt(tx: Kysely<KernelTables>, size: number): Promise<Hash> {
  const [root] = size === 0 ? [EMPTY_ROOT] : await rootsOf(tx, [{ start: 0, end: size }]);
  return root as Hash;
}

/** Roots of spans of the tree, from O(log n) stored hashes that one query fetches. */
export async function rootsOf(tx: Kysely<KernelTables>, spans: readonly Span[]): Promise<Hash[]> {
  const parts = spans.map(subtreesOf);
  const hashes = await readSubtrees(tx, parts.flat());
  let at = 0;
  return parts.map((part) => {
    const root = rootOf(hashes.slice(at, at + part.length), hashPair);
    at += part.length;
    return root;
  });
}

/**
 * Reads the stored hashes of complete subtrees, in the order asked.
 * @throws Error when one is missing: the ledger has been damaged
 */
export async function readSubtrees(tx: Kysely<KernelTables>, subtrees: readonly Subtree[]): Promise<Hash[]> {
  const { rows } = await sql<{ hash: Buffer | null }>`
    select coalesce(leaf.leaf_hash, node.hash) as hash
    from unnest(${subtrees.map(({ level }) => level)}::smallint[], ${subtrees.map(({ index }) => index)}::bigint[])
      with ordinality as wanted (level, node_index, place)
    left join kernel_ledger_leaf leaf on wanted.level = 0 and leaf.leaf_index = wanted.node_index
    left join kernel_ledger_node node on node.level = wanted.level and node.node_index = wanted.node_index
    order by wanted.place
  `.execute(tx);
  return rows.map(({ hash }, at) => {
    if (!hash) throw new Error(`the ledger lacks the hash of level ${subtrees[at]?.level}, index ${subtrees[at]?.index}`);
    return new Uint8Array(hash);
  });
}
