import type { Kysely, Selectable } from 'kysely';

import { type Context, type KernelTables, kernelDb, type PageOf, pageOf, readCursor } from '../core/index.ts';
import { toBase64, toHex } from './bytes.ts';
import { ledgerErrors } from './errors.ts';
import { sameHash } from './hash.ts';
import type { CheckpointItem } from './schema.ts';
import { lockTree } from './sequence.ts';
import type { Signer } from './signing.ts';
import type { LedgerTables } from './tables.ts';
import { rootAt, treeSize } from './tree.ts';

/** A signed head of the tree, as stored. */
export type CheckpointRow = Selectable<LedgerTables['kernel_ledger_checkpoint']>;

/** The newest checkpoint, or null before the first. */
export async function latestCheckpoint(tx: Kysely<KernelTables>): Promise<CheckpointRow | null> {
  const row = await tx.selectFrom('kernel_ledger_checkpoint').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst();
  return row ?? null;
}

/** A signed head of the tree as modules may see it. */
export interface SignedHead {
  readonly size: number;
  /** Root hash in hexadecimal. */
  readonly root: string;
  readonly signedAt: Date;
  readonly note: string;
}

/** The first checkpoint signed at a moment or later, or null before there is one. Nobody could know its root before that moment. */
export async function firstCheckpointSince<Tables>(context: Context<Tables>, moment: Date): Promise<SignedHead | null> {
  const row = await kernelDb(context)
    .selectFrom('kernel_ledger_checkpoint')
    .selectAll()
    .where('signed_at', '>=', moment)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst();
  return row ? { size: Number(row.size), root: toHex(row.root), signedAt: row.signed_at, note: row.note } : null;
}

/** Public keys that have signed for the district, newest first, in C2SP verifier key format. */
export async function verifierKeys(tx: Kysely<KernelTables>): Promise<string[]> {
  return (await listKeys(tx)).map(({ verifier }) => verifier);
}

/** Public keys with when each first signed, newest first. */
export async function listKeys(tx: Kysely<KernelTables>): Promise<{ verifier: string; firstUsed: Date }[]> {
  const rows = await tx.selectFrom('kernel_ledger_key').selectAll().orderBy('first_used', 'desc').execute();
  return rows.map(({ verifier, first_used }) => ({ verifier, firstUsed: first_used }));
}

/**
 * Signs the tree as it stands, if it has grown since the last checkpoint and that one is at least `everySeconds` old.
 * Before signing, the stored tree must still lead to the last root: a changed history is never signed.
 * @returns `signed`; `early` when the last one is too young or somebody else is at it; `whole` when there is nothing new
 * @throws ledger.historyChanged
 */
export async function signCheckpoint(
  tx: Kysely<KernelTables>,
  signer: Signer,
  now: Date,
  everySeconds = 0,
): Promise<'signed' | 'early' | 'whole'> {
  if (!(await lockTree(tx))) return 'early';
  const [size, last] = [await treeSize(tx), await latestCheckpoint(tx)];
  const age = last ? now.getTime() - last.signed_at.getTime() : Number.POSITIVE_INFINITY;
  if (size === Number(last?.size ?? 0)) return 'whole';
  if (age < everySeconds * 1000) return 'early';
  if (last) await checkHistory(tx, last);
  const root = await rootAt(tx, size);
  const signedAt = new Date(Math.floor(now.getTime() / 1000) * 1000); // notes carry whole seconds
  const note = signer.sign({ size, root }, signedAt);
  await tx
    .insertInto('kernel_ledger_key')
    .values({ verifier: signer.verifier, first_used: signedAt })
    .onConflict((on) => on.doNothing())
    .execute();
  await tx
    .insertInto('kernel_ledger_checkpoint')
    .values({ size, root: Buffer.from(root), note, signed_at: signedAt })
    .execute();
  return 'signed';
}

async function checkHistory(tx: Kysely<KernelTables>, last: CheckpointRow): Promise<void> {
  const root = await rootAt(tx, Number(last.size)).catch(() => null);
  if (root === null || !sameHash(root, last.root)) throw ledgerErrors.historyChanged({ size: last.size });
}

/** Checkpoints, newest first. */
export async function listCheckpoints(
  tx: Kysely<KernelTables>,
  { limit = 50, cursor }: { limit?: number; cursor?: string },
): Promise<PageOf<CheckpointItem>> {
  const before = Number(readCursor(cursor, 1)?.[0] ?? Number.MAX_SAFE_INTEGER);
  const rows = await tx
    .selectFrom('kernel_ledger_checkpoint')
    .selectAll()
    .where('size', '<', String(Number.isSafeInteger(before) ? before : 0))
    .orderBy('size', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ size }) => [size]);
  return {
    ...page,
    items: page.items.map(({ size, root, signed_at, note }) => ({ size: Number(size), root: toBase64(root), signedAt: signed_at, note })),
  };
}
