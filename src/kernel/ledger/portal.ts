import type { Kysely } from 'kysely';

import type { District, KernelTables } from '../core/index.ts';
import { toHex } from './bytes.ts';
import { latestCheckpoint, verifierKeys } from './checkpoint.ts';
import { originOf } from './signing.ts';
import { treeSize } from './tree.ts';

/** What the portal's page about the ledger shows. */
export interface LedgerPage {
  readonly origin: string;
  /** Entries that have their place. */
  readonly size: number;
  readonly checkpoint: { readonly size: number; readonly root: string; readonly note: string; readonly signedAt: Date } | null;
  /** Public keys, newest first. */
  readonly keys: readonly string[];
}

/** Reads what the portal's page about the ledger shows. */
export async function ledgerPage(tx: Kysely<KernelTables>, district: District): Promise<LedgerPage> {
  const [size, latest, keys] = [await treeSize(tx), await latestCheckpoint(tx), await verifierKeys(tx)];
  const checkpoint = latest && { size: Number(latest.size), root: toHex(latest.root), note: latest.note, signedAt: latest.signed_at };
  return { origin: originOf(district), size, checkpoint, keys };
}
