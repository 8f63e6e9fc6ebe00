import { type Kysely, sql } from 'kysely';

import { type KernelTables, type PageOf, pageOf, readCursor } from '../core/index.ts';
import { toBase64 } from './bytes.ts';
import { ledgerErrors } from './errors.ts';
import type { EntryView } from './schema.ts';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly recorded_at: Date;
  readonly body: string;
  readonly leaf_index: string | null;
  readonly leaf_hash: Buffer | null;
}

/** Which entries somebody wants to look through. */
export interface EntryFilter {
  readonly kind?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

const select = sql`
  select entry.id, entry.kind, entry.recorded_at, entry.body, leaf.leaf_index, leaf.leaf_hash
  from kernel_ledger_entry entry left join kernel_ledger_leaf leaf on leaf.entry_id = entry.id
`;

/** Entries in the order of their places, for those who copy the ledger. */
export async function entriesFrom(tx: Kysely<KernelTables>, from: number, limit: number): Promise<EntryView[]> {
  const { rows } = await sql<Row>`${select} where leaf.leaf_index >= ${from} order by leaf.leaf_index limit ${limit}`.execute(tx);
  return rows.map(present);
}

/** Newest entries first, those that still wait for their place included. */
export async function recentEntries(tx: Kysely<KernelTables>, { kind, limit = 50, cursor }: EntryFilter): Promise<PageOf<EntryView>> {
  const [before] = readCursor(cursor, 1) ?? [];
  const { rows } = await sql<Row>`
    ${select}
    where ${kind ? sql`entry.kind = ${kind}` : sql`true`} and ${isUuid(before) ? sql`entry.id < ${before}` : sql`true`}
    order by entry.id desc limit ${limit + 1}
  `.execute(tx);
  return pageOf(rows.map(present), limit, ({ id }) => [id]);
}

/**
 * Reads one entry.
 * @throws ledger.noSuchEntry
 */
export async function readEntry(tx: Kysely<KernelTables>, id: string): Promise<EntryView> {
  const { rows } = await sql<Row>`${select} where entry.id = ${id}`.execute(tx);
  if (!rows[0]) throw ledgerErrors.noSuchEntry();
  return present(rows[0]);
}

/** All kinds of entries there are; each costs one step down the index, however many entries there are. */
export async function entryKinds(tx: Kysely<KernelTables>): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive kinds as (
      (select kind from kernel_ledger_entry order by kind limit 1)
      union all
      select (select kind from kernel_ledger_entry where kind > kinds.kind order by kind limit 1) from kinds where kinds.kind is not null
    )
    select kind from kinds where kind is not null
  `.execute(tx);
  return rows.map(({ kind }) => kind);
}

function present({ id, kind, recorded_at, body, leaf_index, leaf_hash }: Row): EntryView {
  return {
    index: leaf_index === null ? null : Number(leaf_index),
    leafHash: leaf_hash && toBase64(leaf_hash),
    id,
    kind,
    recordedAt: recorded_at.toISOString(),
    body: JSON.parse(body) as EntryView['body'],
  };
}

function isUuid(value: string | undefined): value is string {
  return value !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}
