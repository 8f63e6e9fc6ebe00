import { type Kysely, sql } from 'kysely';

import type { District, KernelTables } from '../core/index.ts';

/** The schema of a district's tables. Names are checked, so a schema name can never carry SQL. */
export function schemaOf(district: District): string {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(district)) throw new Error(`not a district name: ${district}`);
  return `district_${district}`;
}

/**
 * Runs `work` in one transaction that sees the tables of one district and no other.
 * The search path is local to the transaction, so a pooled connection carries nothing over.
 */
export async function inDistrict<Result>(
  db: Kysely<KernelTables>,
  district: District,
  work: (tx: Kysely<KernelTables>) => Promise<Result>,
): Promise<Result> {
  const schema = schemaOf(district);
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('search_path', ${schema}, true)`.execute(tx);
    return work(tx);
  });
}
