import { readFileSync } from 'node:fs';
import path from 'node:path';

import { sql } from 'kysely';
import { Client } from 'pg';

import type { District } from '../core/index.ts';
import { type Database, schemaOf } from '../database/index.ts';
import { type AuditReport, type Transact, verifyLedger } from '../ledger/index.ts';
import { type ArchiveWriter, createArchive } from './archive.ts';
import { beginCopy, identitiesOf, readTable, tablesOf } from './copy.ts';
import { addFolder } from './files.ts';
import { type BackupManifest, FORMAT, type StoredTable } from './format.ts';

/** What to back up, and where to. */
export interface BackupOptions {
  readonly database: Database;
  readonly district: District;
  /** The district's folder on disk. */
  readonly storage: string;
  /** The folder of the installation's keys. */
  readonly secrets: string;
  /** A new file, such as `2026-11-23.maplebridge`. */
  readonly file: string;
  /** Also the keys that sign the ledger and protect sign-ins. Whoever has them can pretend to be the district. */
  readonly withSecrets?: boolean;
  readonly now?: Date;
  readonly onStep?: (step: 'tables' | 'ledger' | 'files') => void;
}

/** What a backup holds. */
export interface BackupOutcome {
  /** Size of the backup in bytes. */
  readonly bytes: number;
  readonly manifest: BackupManifest;
}

/**
 * Writes one district into one file while the platform goes on: all tables as of one moment, the ledger audited at that moment, and the
 * district's files. Files are only ever added under new names, so those of a later moment hold all that the tables speak of.
 * @throws backup.exists, ENOSPC
 */
export async function makeBackup(options: BackupOptions): Promise<BackupOutcome> {
  const { district, file, withSecrets = false, now = new Date(), onStep } = options;
  const archive = createArchive(path.resolve(file), now);
  const client = new Client({ connectionString: options.database.dsn, application_name: 'maplebridge-backup' });
  client.on('error', () => undefined); // the query under way tells
  try {
    await client.connect();
    await beginCopy(client, schemaOf(district), 'repeatable read read only');
    onStep?.('ledger');
    const snapshot = await snapshotOf(client);
    const ledger = await verifyLedger(within(options, snapshot));
    onStep?.('tables');
    const tables = await addTables(archive, client);
    const head = { format: FORMAT, product: productVersion(), district, madeAt: now.toISOString(), ...(await readState(client)) } as const;
    await client.query('commit');
    onStep?.('files');
    const files = await addFolder(archive, options.storage, 'files');
    const secrets = withSecrets ? await addFolder(archive, options.secrets, 'secrets') : [];
    const manifest: BackupManifest = { ...head, tables, ledger: summaryOf(ledger), files, secrets };
    const text = Buffer.from(JSON.stringify(manifest));
    await archive.add('manifest.json', text.length, [text]);
    return { bytes: await archive.finish(), manifest };
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The ledger's part of a manifest. */
export function summaryOf({ size, root, fault }: AuditReport): BackupManifest['ledger'] {
  return { size, root, fault: fault && `${fault.code} ${fault.key}` };
}

async function addTables(archive: ArchiveWriter, client: Client): Promise<StoredTable[]> {
  const stored: StoredTable[] = [];
  for (const table of await tablesOf(client)) {
    const take = (piece: Buffer, number: number) =>
      archive.add(`tables/${table.name}/${String(number).padStart(5, '0')}.copy`, piece.length, [piece]);
    stored.push(await readTable(client, table, take));
  }
  return stored;
}

async function readState(client: Client): Promise<Pick<BackupManifest, 'migrations' | 'identities' | 'postgres'>> {
  const migrations = await client.query<{ id: string; checksum: string }>('select id, checksum from kernel_migration order by id');
  const server = await client.query<{ server_version: string }>('show server_version');
  return { migrations: migrations.rows, identities: await identitiesOf(client), postgres: server.rows[0]?.server_version ?? '' };
}

async function snapshotOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id');
  return rows[0]?.id ?? '';
}

/** Transactions that see the database as the snapshot does. */
function within({ database, district }: BackupOptions, snapshot: string): Transact {
  return (work) =>
    database.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        await sql`set transaction snapshot ${sql.lit(snapshot)}`.execute(tx);
        await sql`select set_config('search_path', ${schemaOf(district)}, true)`.execute(tx);
        return work(tx);
      });
}

function productVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}
