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

type MigrationSource = Pick<AnyModule, 'name' | 'migrations'>;

/** One key for everybody who migrates anything on a server. */
const STARTERS_LOCK = 7_210_331;

/**
 * Brings a district's schema up to date; creates it when it is new. Several starters at once are safe: one works, the others wait.
 * Each migration is one transaction together with the line that says it is done.
 * @returns ids of the migrations applied now
 * @throws database.newerSchema, database.changedMigration
 */
export async function migrateDistrict(pool: pg.Pool, district: District, sources: readonly MigrationSource[]): Promise<string[]> {
  const migrations = (await Promise.all(sources.map(readMigrations))).flat();
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [STARTERS_LOCK]);
    const schema = schemaOf(district);
    await client.query(`create schema if not exists ${schema}`);
    await client.query(`create table if not exists ${schema}.kernel_migration (
      id text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    const done = await client.query<{ id: string; checksum: string }>(
      `select id, checksum from ${schema}.kernel_migration order by applied_at`,
    );
    const pending = pendingOf(migrations, done.rows);
    for (const migration of pending) await apply(client, schema, migration);
    return pending.map(({ id }) => id);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [STARTERS_LOCK]).catch(() => undefined);
    client.release();
  }
}

function pendingOf(migrations: readonly Migration[], done: readonly { id: string; checksum: string }[]): Migration[] {
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
