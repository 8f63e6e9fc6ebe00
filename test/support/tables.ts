import type { Platform } from '../../src/kernel/platform.ts';

/** Tables that grow with every look or attempt, whoever makes it, or by what the platform does on its own in the background. */
const ALWAYS_GROWING = /access_log|ledger|outbox|live|session|usage|attempt|verification|signer|event_seen|notification|deliver|kernel_job/;

/** How many rows each table of the district holds, without those that merely note what happened. */
export async function countRows({ database }: Platform): Promise<Readonly<Record<string, number>>> {
  const { rows: tables } = await database.pool.query<{ schemaname: string; tablename: string }>(
    "select schemaname, tablename from pg_tables where schemaname like 'district\\_%' order by 1, 2",
  );
  const counted = tables.filter(({ tablename }) => !ALWAYS_GROWING.test(tablename));
  const counts: [string, number][] = [];
  for (const { schemaname, tablename } of counted) {
    const { rows } = await database.pool.query<{ n: string }>(`select count(*) as n from "${schemaname}"."${tablename}"`);
    counts.push([tablename, Number(rows[0]?.n)]);
  }
  if (counts.length < 10) throw new Error('the tables were not found');
  return Object.fromEntries(counts);
}
