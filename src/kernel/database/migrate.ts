import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

import type pg from 'pg';

import type { AnyModule, District } from '../core/index.ts';
import { schemaOf } from './district.ts';
import { databaseErrors } from './errors.ts';

/** One forward-only step of a schema. */
interface Migration {
  /** `module/0001_create_things`. */
  readonly id: string;
  readonly script: string;
  readonly checksum: string;
}

/** A migration that a database has had. */
type Applied = Pick<Migration, 'id' | 'checksum'>;

type MigrationSource = Pick<AnyModule, 'name' | 'migrations'>;

/** One key for everybody who migrates anything on a server. */
const STARTERS_LOCK = 7_210_331;

/**
 * Brings a district's schema up to date; creates it when it is new. Several starters at once are safe: one works, the others wait.
 * Each migration is one transaction together with the line that says it is done.
 * @param upTo only these, as a backup was made with them; all unless said
 * @returns ids of the migrations applied now
 * @throws database.newerSchema, database.changedMigration
 */
export async function migrateDistrict(
  pool: pg.Pool,
  district: District,
  sources: readonly MigrationSource[],
  upTo?: readonly Applied[],
): Promise<string[]> {
  const known = (await Promise.all(sources.map(readMigrations))).flat();
  const later = new Set(upTo ? pendingOf(known, upTo) : []);
  const migrations = known.filter((migration) => !later.has(migration));
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [STARTERS_LOCK]);
    const schema = schemaOf(district);
    await client.query(`create schema if not exists ${schema}`);
    await client.query(`create table if not exists ${schema}.kernel_migration (
      id text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    const done = await client.query<Applied>(`select id, checksum from ${schema}.kernel_migration order by applied_at`);
    const pending = pendingOf(migrations, done.rows);
    for (const migration of pending) await apply(client, schema, migration);
    return pending.map(({ id }) => id);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [STARTERS_LOCK]).catch(() => undefined);
    client.release();
  }
}

/** Ids of the migrations that wait, or null when the district is not there yet. @throws database.newerSchema, database.changedMigration */
export async function pendingMigrations(pool: pg.Pool, district: District, sources: readonly MigrationSource[]): Promise<string[] | null> {
  const list = `${schemaOf(district)}.kernel_migration`;
  const { rows } = await pool.query<{ there: boolean }>('select to_regclass($1) is not null as there', [list]);
  if (!rows[0]?.there) return null;
  const done = await pool.query<Applied>(`select id, checksum from ${list}`);
  return pendingOf((await Promise.all(sources.map(readMigrations))).flat(), done.rows).map(({ id }) => id);
}

function pendingOf(migrations: readonly Migration[], done: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.id, migration]));
  for (const { id, checksum } of done) {
    const ours = known.get(id);
    if (!ours) throw databaseErrors.newerSchema({ migration: id });
    if (ours.checksum !== checksum) throw databaseErrors.changedMigration({ migration: id });
  }
  const applied = new Set(done.map(({ id }) => id));
  return migrations.filter(({ id }) => !applied.has(id));
}

async function apply(client: pg.PoolClient, schema: string, { id, script, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local search_path to ${schema}`);
    await client.query(script);
    await client.query(`insert into ${schema}.kernel_migration (id, checksum) values ($1, $2)`, [id, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${id}: ${(error as Error).message}`, { cause: error });
  }
}

async function readMigrations({ name, migrations }: MigrationSource): Promise<Migration[]> {
  if (!migrations) return [];
  const files = (await readdir(migrations)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const script = await readFile(new URL(file, migrations), 'utf8');
      return { id: `${name}/${file.slice(0, -4)}`, script, checksum: createHash('sha256').update(script).digest('hex') };
    }),
  );
}
