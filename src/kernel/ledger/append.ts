import { randomUUIDv7 } from 'node:crypto';

import { type Insertable, type Kysely, sql } from 'kysely';

import type { KernelTables } from '../core/tables.ts';
import { canonicalJson } from './canonical.ts';
import type { LedgerTables } from './tables.ts';

/** One line for the district's ledger. The body holds ids and digests, never personal data: it is published. */
export interface LedgerEntry {
  /** What kind of line it is, as `module.past_tense`, such as `data-platform.version_published`. */
  readonly kind: `${string}.${string}`;
  readonly body: Readonly<Record<string, unknown>>;
}

type EntryRow = Insertable<LedgerTables['kernel_ledger_entry']>;

/**
 * Writes a line in the caller's transaction; it is durable when that transaction commits. The sequencer gives it its place in
 * the Merkle tree right after.
 * @returns the entry's id
 * @throws TypeError when the body holds something JSON cannot carry
 */
export async function appendEntry(tx: Kysely<KernelTables>, now: Date, entry: LedgerEntry): Promise<string> {
  const row = entryRow(now, entry);
  await tx.insertInto('kernel_ledger_entry').values(row).execute();
  return row.id;
}

/** Prepares a line: gives it an id and writes its body as canonical JSON. */
export function entryRow(now: Date, { kind, body }: LedgerEntry): EntryRow {
  return { id: nextId(), kind, recorded_at: now, body: canonicalJson(body) };
}

/** Writes many lines with one statement. */
export async function insertEntries(tx: Kysely<KernelTables>, rows: readonly EntryRow[]): Promise<void> {
  const column = (name: keyof EntryRow) => rows.map((row) => row[name]);
  await sql`
    insert into kernel_ledger_entry (id, kind, recorded_at, body)
    select * from unnest(${column('id')}::uuid[], ${column('kind')}::text[], ${column('recorded_at')}::timestamptz[], ${column('body')}::text[])
  `.execute(tx);
}

let lastId = '';

/** A UUIDv7 after all that this process made, also within one millisecond (RFC 9562, 6.2), so that lists by id show the order of writing. */
function nextId(): string {
  const fresh = randomUUIDv7();
  lastId = fresh > lastId ? fresh : increased(lastId);
  return lastId;
}

function increased(id: string): string {
  const tail = (BigInt(`0x${id.slice(24)}`) + 1n) & 0xffff_ffff_ffffn;
  return id.slice(0, 24) + tail.toString(16).padStart(12, '0');
}
