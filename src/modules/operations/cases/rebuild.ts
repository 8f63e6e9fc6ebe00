import { sql } from 'kysely';

import type { Work } from '#kernel';

import { factsOf } from './facts.ts';
import { fold } from './fold.ts';
import { THING_TABLES } from './project.ts';
import { lineOf, writeProjection } from './store.ts';
import type { CaseTables } from './tables.ts';

const BATCH = 500;

/**
 * Throws every projection away and makes it again from the logs, in one transaction: either all of it is new, or nothing happened.
 * @returns how many cases there are
 */
export async function rebuildOperations(work: Work<CaseTables>): Promise<number> {
  return work.transaction(async (context) => {
    const { db } = context;
    const facts = factsOf(context);
    await sql`set constraints operations_case_parent deferred`.execute(db); // a child may come before its parent
    for (const table of [...THING_TABLES.toReversed(), 'operations_case'] as const) await db.deleteFrom(table).execute();
    let [cases, after] = [0, '00000000-0000-0000-0000-000000000000'];
    for (;;) {
      const ids = await db
        .selectFrom('operations_case_log')
        .select('case_id')
        .where('rev', '=', 1)
        .where('case_id', '>', after)
        .orderBy('case_id')
        .limit(BATCH)
        .execute();
      if (ids.length === 0) return cases;
      const wanted = ids.map(({ case_id }) => case_id);
      const rows = await db
        .selectFrom('operations_case_log')
        .selectAll()
        .where('case_id', 'in', wanted)
        .orderBy('case_id')
        .orderBy('rev')
        .execute();
      const logs = Map.groupBy(rows, ({ case_id }) => case_id);
      for (const [id, log] of logs) await Promise.all(writeProjection(db, null, fold(id, log.map(lineOf)), facts));
      cases += wanted.length;
      after = wanted.at(-1) as string;
    }
  });
}
