import type { Kysely } from 'kysely';

import type { KernelTables } from '../core/index.ts';
import { ledgerErrors } from './errors.ts';
import { consistencySpans, type Hash, inclusionSpans } from './merkle.ts';
import { rootsOf, treeSize } from './tree.ts';

/**
 * Proves that the entry at `index` is in the tree of the first `size` entries.
 * @throws ledger.indexOutsideTree, ledger.beyondEnd
 */
export async function inclusionProof(tx: Kysely<KernelTables>, index: number, size: number): Promise<Hash[]> {
  if (index >= size) throw ledgerErrors.indexOutsideTree({ index, size });
  await checkSize(tx, size);
  return rootsOf(tx, inclusionSpans(index, size));
}

/**
 * Proves that the tree of `to` entries only adds to the tree of `from` entries.
 * @throws ledger.sizesReversed, ledger.beyondEnd
 */
export async function consistencyProof(tx: Kysely<KernelTables>, from: number, to: number): Promise<Hash[]> {
  if (from < 1 || from > to) throw ledgerErrors.sizesReversed({ from, to });
  await checkSize(tx, to);
  return rootsOf(tx, consistencySpans(from, to));
}

async function checkSize(tx: Kysely<KernelTables>, asked: number): Promise<void> {
  const size = await treeSize(tx);
  if (asked > size) throw ledgerErrors.beyondEnd({ asked, size });
}
