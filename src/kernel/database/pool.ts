import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

import type { KernelTables } from '../core/index.ts';
import { databaseErrors } from './errors.ts';
import { quicken } from './quicken.ts';

/** The oldest server we speak to. */
const OLDEST_MAJOR = 15;

/** Connections to one PostgreSQL server: a pool, and Kysely over it. */
export interface Database {
  readonly dsn: string;
  readonly pool: pg.Pool;
  readonly db: Kysely<KernelTables>;
  close(): Promise<void>;
}

/**
 * Opens a pool and checks that the server answers and is new enough.
 * `pipeline` sends queries without waiting for the answers before them; such connections cannot copy streams.
 * @throws database.unreachable, database.tooOld
 */
export async function openDatabase(
  dsn: string,
  options: { max?: number; pipeline?: boolean; onError?: (error: Error) => void } = {},
): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: dsn,
    max: options.max ?? 20,
    connectionTimeoutMillis: 10_000,
    pipeline: options.pipeline ?? false,
  } as pg.PoolConfig);
  // a connection that breaks must not end the process, whether it is idle or in use; who uses it hears of it by the failing query;
  // at the end the server may go while the last connections say goodbye
  pool.on('error', (error) => pool.ending || options.onError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  if (options.pipeline) pool.on('connect', (client) => quicken(client as pg.Client));
  try {
    await checkVersion(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const db = new Kysely<KernelTables>({ dialect: new PostgresDialect({ pool }) });
  return { dsn, pool, db, close: () => close(pool, db) };
}

/** Kysely ends the pool only if it has used it. */
async function close(pool: pg.Pool, db: Kysely<KernelTables>): Promise<void> {
  await db.destroy();
  if (!pool.ending) await pool.end();
}

async function checkVersion(pool: pg.Pool): Promise<void> {
  const found = await pool.query<{ server_version_num: string }>('show server_version_num').catch((error: Error) => {
    throw databaseErrors.unreachable({ address: 'DATABASE_URL', reason: 'code' in error ? error.code : error.message });
  });
  const major = Math.floor(Number(found.rows[0]?.server_version_num) / 10_000);
  if (major < OLDEST_MAJOR) throw databaseErrors.tooOld({ found: major });
}
