import type { Kysely } from 'kysely';

import type { Bilingual, KernelTables } from '../core/index.ts';
import { toHex } from './bytes.ts';
import { latestCheckpoint, verifierKeys } from './checkpoint.ts';
import { type FaultCode, faultText } from './faults.ts';
import { EMPTY_ROOT, sameHash } from './hash.ts';
import { rootAt } from './tree.ts';
import { openCheckpoint } from './verify.ts';

/** What a look at the newest signed head found. */
export interface HeadReport {
  /** Entries the head covers; 0 before the first is signed. */
  readonly size: number;
  /** In hexadecimal. */
  readonly root: string;
  readonly fault: Bilingual | null;
}

/** Checks the newest checkpoint in a moment, however long the ledger is: its signature, and that the stored tree leads to its root. */
export async function checkHead(tx: Kysely<KernelTables>): Promise<HeadReport> {
  const head = await latestCheckpoint(tx);
  if (!head) return { size: 0, root: toHex(EMPTY_ROOT), fault: null };
  const report = (code: FaultCode | null): HeadReport => ({
    size: Number(head.size),
    root: toHex(head.root),
    fault: code && faultText(code, head.size, ''),
  });
  const root = await rootAt(tx, Number(head.size)).catch(() => null);
  if (root === null || !sameHash(root, head.root)) return report('rootDiffers');
  const keys = await verifierKeys(tx);
  const opened = (await Promise.all(keys.map((key) => openCheckpoint(head.note, key).catch(() => null)))).find((one) => one !== null);
  if (!opened) return report('signatureWrong');
  return report(opened.size === Number(head.size) && sameHash(opened.root, head.root) ? null : 'checkpointChanged');
}
