import { randomUUIDv7 } from 'node:crypto';

import type { Kysely } from 'kysely';

import type { KernelTables } from '../core/tables.ts';

/** One line for the district's ledger. The body holds ids and digests, never personal data: it can be published. */
export interface LedgerEntry {
  /** What kind of line it is, as `module.past_tense`, such as `data-platform.version_published`. */
  readonly kind: `${string}.${string}`;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Writes a line in the caller's transaction; it is durable when that transaction commits. The sequencer gives it its place in
 * the Merkle tree right after.
 * @returns the entry's id
 */
export async function appendEntry(tx: Kysely<KernelTables>, now: Date, { kind, body }: LedgerEntry): Promise<string> {
  const id = randomUUIDv7();
  await tx.insertInto('kernel_ledger_entry').values({ id, kind, recorded_at: now, body: JSON.stringify(body) }).execute();
  return id;
}
