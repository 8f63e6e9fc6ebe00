import { createHash } from 'node:crypto';

import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

import type { StoredTable } from './format.ts';

/** Names of a table's columns that hold data of their own: generated ones are computed again. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Rows travel in pieces of this size, so that a table of any size needs little memory and no temporary file. */
const PIECE_BYTES = 8 * 1024 * 1024;

/** One way to write values, whatever the server's settings, so that equal rows are equal bytes. */
const PLAIN_SETTINGS = `
  set local datestyle to 'ISO, YMD'; set local intervalstyle to 'postgres'; set local timezone to 'UTC'; set local bytea_output to 'hex';
  set local extra_float_digits to 1; set local synchronize_seqscans to off; set local statement_timeout to 0;
  set local idle_in_transaction_session_timeout to 0`;

/** Prepares a transaction for copying a district's tables. */
export async function beginCopy(client: pg.Client | pg.PoolClient, schema: string, mode: string): Promise<void> {
  await client.query(`begin isolation level ${mode}`);
  await client.query(PLAIN_SETTINGS);
  await client.query(`set local search_path to ${schema}`);
}

/** The tables of the current schema with the columns to copy, by name. The list of migrations is not among them: migrating writes it. */
export async function tablesOf(client: pg.Client | pg.PoolClient): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'kernel_migration'
    group by c.relname order by c.relname`);
  return rows;
}

/** Next values of identity columns. */
export async function identitiesOf(client: pg.Client | pg.PoolClient): Promise<{ table: string; column: string; next: string }[]> {
  const { rows } = await client.query<{ table: string; column: string; next: string }>(`
    select c.relname as "table", a.attname as "column", (coalesce(s.last_value, s.start_value - s.increment_by) + s.increment_by)::text as next
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attidentity <> ''
      join pg_sequences s on format('%I.%I', s.schemaname, s.sequencename) = pg_get_serial_sequence(format('%I', c.relname), a.attname)
    where c.relnamespace = current_schema()::regnamespace order by 1, 2`);
  return rows;
}

/** Reads all rows of a table. `take` gets them in pieces; each row is one line of PostgreSQL's text format. */
export async function readTable(
  client: pg.Client | pg.PoolClient,
  { name, columns }: TableShape,
  take: (piece: Buffer, number: number) => Promise<void>,
): Promise<StoredTable> {
  const copy = client.query(copyTo(`copy "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) to stdout`));
  const hash = createHash('sha256');
  let [bytes, waiting, number, pieces] = [0, 0, 0, [] as Buffer[]];
  const flush = async () => {
    if (waiting > 0) await take(Buffer.concat(pieces), number++);
    [waiting, pieces] = [0, []];
  };
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    hash.update(chunk);
    pieces.push(chunk);
    bytes += chunk.length;
    waiting += chunk.length;
    if (waiting >= PIECE_BYTES) await flush();
  }
  await flush();
  return { name, columns: [...columns], rows: copy.rowCount, bytes, sha256: hash.digest('hex') };
}
