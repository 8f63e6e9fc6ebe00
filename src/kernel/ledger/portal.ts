import type { Kysely } from 'kysely';

import { type District, DomainError, type KernelTables } from '../core/index.ts';
import { toHex } from './bytes.ts';
import { latestCheckpoint, verifierKeys } from './checkpoint.ts';
import { readEntry, recentEntries } from './entries.ts';
import { inclusionProof } from './proofs.ts';
import type { EntryView } from './schema.ts';
import { originOf } from './signing.ts';
import { treeSize } from './tree.ts';

/** What the portal's page about the ledger shows. */
export interface LedgerPage {
  readonly origin: string;
  /** Entries that have their place. */
  readonly size: number;
  readonly checkpoint: CheckpointFacts | null;
  /** Public keys, newest first. */
  readonly keys: readonly string[];
  readonly recent: readonly EntryView[];
  /** What somebody looked for, if anything. */
  readonly looked: Looked | null;
}

interface CheckpointFacts {
  readonly size: number;
  /** Root hash in hexadecimal. */
  readonly root: string;
  readonly note: string;
  readonly signedAt: Date;
}

/** An entry that somebody looked for, with the hashes that prove its place; `entry` is null when there is none of that id. */
export interface Looked {
  readonly id: string;
  readonly entry: EntryView | null;
  /** Hexadecimal hashes from the leaf's neighbour up; null until a checkpoint covers the entry. */
  readonly proof: readonly string[] | null;
}

const RECENT = 8;

/** Reads what the portal's page about the ledger shows. */
export async function ledgerPage(tx: Kysely<KernelTables>, district: District, lookedFor: string): Promise<LedgerPage> {
  const latest = await latestCheckpoint(tx);
  return {
    origin: originOf(district),
    size: await treeSize(tx),
    checkpoint: latest && { size: Number(latest.size), root: toHex(latest.root), note: latest.note, signedAt: latest.signed_at },
    keys: await verifierKeys(tx),
    recent: (await recentEntries(tx, { limit: RECENT })).items,
    looked: lookedFor ? await lookFor(tx, lookedFor, Number(latest?.size ?? 0)) : null,
  };
}

async function lookFor(tx: Kysely<KernelTables>, id: string, size: number): Promise<Looked> {
  const entry = await findEntry(tx, id);
  const index = entry?.index ?? size;
  return { id, entry, proof: index < size ? (await inclusionProof(tx, index, size)).map(toHex) : null };
}

async function findEntry(tx: Kysely<KernelTables>, id: string): Promise<EntryView | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null;
  return readEntry(tx, id).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
}
