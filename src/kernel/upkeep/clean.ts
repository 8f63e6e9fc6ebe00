import { type Kysely, sql } from 'kysely';

import { type AnyModule, closed, job, jobType, type KernelTables, kernelDb, type TableSpec, type Work } from '../core/index.ts';
import { sweepFiles } from '../files/index.ts';

/** The daily clean-up, as somebody starts it. */
export const cleanType = jobType('core.clean', { en: 'Daily clean-up', zh: '每日清理' }, closed({}));

const DAY_MS = 86_400_000;
/** Rows per transaction, so that nobody waits long for a lock. */
const BATCH = 5_000;
const ROWS = { en: 'rows removed', zh: '行已删除' };

/** Rows past the retention that their manifests declare go every night, and files that nobody attached. */
export function cleanJob(modules: () => readonly AnyModule[]) {
  return job({
    type: cleanType,
    cron: '15 4 * * *',
    run: async (work) => {
      let removed = 0;
      for (const [table, spec] of agedTables(modules())) {
        removed += await cleanTable(work, table, spec);
        work.progress({ done: removed, total: null, unit: ROWS });
      }
      await sweepFiles(work);
    },
  });
}

type Aged = TableSpec & { readonly agedBy: string; readonly retentionDays: number };

function agedTables(modules: readonly AnyModule[]): [string, Aged][] {
  const tables = modules.flatMap((module) => Object.entries(module.tables as Record<string, TableSpec>));
  return tables.filter((entry): entry is [string, Aged] => entry[1].agedBy !== undefined && entry[1].retentionDays !== 'forever');
}

async function cleanTable(work: Work<never>, table: string, { agedBy, retentionDays }: Aged): Promise<number> {
  const before = new Date(work.now().getTime() - retentionDays * DAY_MS);
  for (let removed = 0; ; ) {
    work.signal.throwIfAborted();
    const batch = await work.transaction((context) => removeBatch(kernelDb(context), table, agedBy, before));
    removed += batch;
    if (batch < BATCH) return removed;
  }
}

async function removeBatch(tx: Kysely<KernelTables>, table: string, column: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.id(table)} where ctid = any(array(select ctid from ${sql.id(table)} where ${sql.id(column)} < ${before} limit ${BATCH}))
  `.execute(tx);
  return Number(numAffectedRows ?? 0);
}
