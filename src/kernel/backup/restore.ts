import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';

import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import type { AnyModule, District } from '../core/index.ts';
import { type Database, inDistrict, migrateDistrict, schemaOf } from '../database/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { partOf, readArchive, verifyArchive } from './archive.ts';
import { summaryOf } from './backup.ts';
import { beginCopy, readTable, tablesOf } from './copy.ts';
import { backupErrors } from './errors.ts';
import { extractFile, isEmptyFolder } from './files.ts';
import type { BackupManifest, Stored, StoredTable } from './format.ts';

/** Where to restore to. */
export interface RestoreOptions {
  readonly database: Database;
  readonly district: District;
  /** The district's folder on disk. */
  readonly storage: string;
  /** The folder of the installation's keys. */
  readonly secrets: string;
  /** All modules with the kernel's own: their migrations build the tables. */
  readonly modules: readonly AnyModule[];
  readonly file: string;
  readonly onStep?: (step: 'check' | 'tables' | 'verify') => void;
}

/**
 * Brings a backup back into an empty place: the tables as they were built then, all rows in one transaction, the files; then compares
 * rows, bytes and the ledger's root with the backup, and migrates on to this version. What failed is removed again.
 * @throws backup.damaged, backup.notEmpty, backup.otherDistrict, backup.differs, database.newerSchema, database.changedMigration
 */
export async function restoreBackup(options: RestoreOptions): Promise<BackupManifest> {
  const { database, district, modules, file, onStep } = options;
  onStep?.('check');
  const manifest = await verifyArchive(file);
  if (manifest.district !== district) throw backupErrors.otherDistrict({ found: manifest.district });
  await refuseUnlessEmpty(options, manifest);
  const places = [...(manifest.files.length > 0 ? [options.storage] : []), ...(manifest.secrets.length > 0 ? [options.secrets] : [])];
  const clean = () => Promise.all(places.map((place) => rm(draftOf(place), { recursive: true, force: true })));
  await clean();
  try {
    await migrateDistrict(database.pool, district, modules, manifest.migrations);
    await load(options, manifest);
    onStep?.('verify');
    await compareLedger(options, manifest);
    for (const place of places) await moveInto(draftOf(place), place);
  } catch (error) {
    await clean();
    await database.pool.query(`drop schema if exists ${schemaOf(district)} cascade`).catch(() => undefined);
    throw error;
  }
  await migrateDistrict(database.pool, district, modules);
  return manifest;
}

/** Files come in beside their place and get it when everything is there. */
const draftOf = (place: string) => path.join(path.dirname(place), `.restoring-${path.basename(place)}`);

async function refuseUnlessEmpty({ database, district, storage, secrets }: RestoreOptions, manifest: BackupManifest): Promise<void> {
  const folders = [storage, ...(manifest.secrets.length > 0 ? [secrets] : [])];
  for (const folder of folders) if (!(await isEmptyFolder(folder))) throw backupErrors.notEmpty({ place: folder });
  const { rows } = await database.pool.query('select from pg_class where relnamespace = to_regnamespace($1) limit 1', [schemaOf(district)]);
  if (rows.length > 0) throw backupErrors.notEmpty({ place: schemaOf(district) });
}

/** One transaction for all rows, so that a restore that breaks off leaves none. */
async function load(options: RestoreOptions, manifest: BackupManifest): Promise<void> {
  const client = new Client({ connectionString: options.database.dsn, application_name: 'maplebridge-restore' });
  client.on('error', () => undefined); // the query under way tells
  await client.connect();
  try {
    await beginCopy(client, schemaOf(options.district), 'read committed');
    const links = await dropLinks(client, manifest.tables);
    await copyIn(options, client, manifest);
    for (const table of manifest.tables) await compareTable(client, table);
    for (const { table, column, next } of manifest.identities) {
      await client.query('select setval(pg_get_serial_sequence($1, $2), $3::bigint, false)', [table, column, next]);
    }
    for (const link of links) await client.query(link);
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Rows come in by table, in no order that foreign keys would like, and triggers have done their work before. Foreign keys are taken off
 * and put back, which checks every row.
 * @returns statements that put everything back
 */
async function dropLinks(client: Client, tables: readonly StoredTable[]): Promise<string[]> {
  const { rows } = await client.query<{ holder: string; name: string; definition: string }>(`
    select conrelid::regclass::text as holder, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`);
  for (const { holder, name } of rows) await client.query(`alter table ${holder} drop constraint ${name}`);
  for (const { name } of tables) await client.query(`alter table "${name}" disable trigger user`);
  if (tables.length > 0) await client.query(`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')}`); // rows that migrations wrote
  return [
    ...rows.map(({ holder, name, definition }) => `alter table ${holder} add constraint ${name} ${definition}`),
    ...tables.map(({ name }) => `alter table "${name}" enable trigger user`),
  ];
}

async function copyIn({ file, storage, secrets, onStep }: RestoreOptions, client: Client, manifest: BackupManifest): Promise<void> {
  const tables = new Map(manifest.tables.map((table) => [`tables/${table.name}`, table]));
  const stored = new Map([...manifest.files, ...manifest.secrets].map((part) => [part.name, part]));
  let open: { part: string; copy: ReturnType<typeof copyFrom> } | null = null;
  const close = async () => {
    open?.copy.end();
    if (open) await finished(open.copy);
    open = null;
  };
  onStep?.('tables');
  for await (const { name, body } of readArchive(file)) {
    const part = partOf(name);
    const table = tables.get(part);
    if (open !== null && (open as { part: string }).part !== part) await close();
    if (table) {
      open ??= { part, copy: beginRows(client, table) };
      await pour(body, open.copy);
    } else if (name === 'manifest.json') {
      for await (const _ of body); // known since the check
    } else {
      const folder = draftOf(name.startsWith('files/') ? storage : secrets);
      compareFile(stored.get(name), await extractFile(folder, name, body));
    }
  }
}

function beginRows(client: Client, { name, columns }: StoredTable): ReturnType<typeof copyFrom> {
  const copy = client.query(copyFrom(`copy "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) from stdin`));
  return copy.on('error', () => undefined); // pour and close tell
}

/** A failure between two chunks is met at the next one, one while waiting at once. */
async function pour(body: AsyncIterable<Buffer>, copy: ReturnType<typeof copyFrom>): Promise<void> {
  for await (const chunk of body) {
    if (copy.errored) throw copy.errored;
    if (!copy.write(chunk)) await once(copy, 'drain');
  }
}

async function compareTable(client: Client, wanted: StoredTable): Promise<void> {
  const shape = (await tablesOf(client)).find(({ name }) => name === wanted.name);
  const found = await readTable(client, shape ?? wanted, async () => undefined);
  if (found.rows !== wanted.rows || found.sha256 !== wanted.sha256)
    throw backupErrors.differs({ what: `${wanted.name} (${found.rows}/${wanted.rows})` });
}

function compareFile(wanted: Stored | undefined, found: Omit<Stored, 'name'>): void {
  if (wanted?.sha256 !== found.sha256) throw backupErrors.differs({ what: wanted?.name ?? '' });
}

async function compareLedger({ database, district }: RestoreOptions, { ledger }: BackupManifest): Promise<void> {
  const found = summaryOf(await verifyLedger((work) => inDistrict(database.db, district, work)));
  if (JSON.stringify(found) !== JSON.stringify(ledger)) throw backupErrors.differs({ what: `ledger ${found.size} ${found.root}` });
}

async function moveInto(draft: string, place: string): Promise<void> {
  await rm(place, { recursive: true, force: true });
  await rename(draft, place);
}
