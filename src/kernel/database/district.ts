import { type Kysely, type KyselyPlugin, type PluginTransformQueryArgs, type RootOperationNode, sql } from 'kysely';

import type { District, KernelTables } from '../core/index.ts';

/** The schema of a district's tables. Names are checked, so a schema name can never carry SQL. */
export function schemaOf(district: District): string {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(district)) throw new Error(`not a district name: ${district}`);
  return `district_${district}`;
}

/**
 * Runs `work` in one transaction that sees the tables of one district and no other.
 * The search path is local to the transaction, so a pooled connection carries nothing over.
 *
 * Begin and search path travel together with the first query where the connection is pipelined; if they fail, so does every query
 * behind them. A transaction that only selected is not waited for at its end: it has nothing that a commit could lose.
 */
export async function inDistrict<Result>(
  db: Kysely<KernelTables>,
  district: District,
  work: (tx: Kysely<KernelTables>, defer: Defer) => Promise<Result>,
): Promise<Result> {
  const begin = `begin; set local search_path to ${schemaOf(district)}`;
  return db.connection().execute(async (connection) => {
    const watch = new WriteWatch();
    const begun = sql.raw(begin).execute(connection);
    begun.catch(ignore);
    try {
      const deferred: Promise<unknown>[] = [begun];
      const tx = connection.withPlugin(watch);
      const result = await work(tx, (write) => {
        write.catch(ignore);
        deferred.push(write);
      });
      const committed = sql.raw('commit').execute(connection);
      committed.catch(ignore);
      await Promise.all(deferred); // one that failed has made the commit a rollback
      if (watch.wrote) await committed;
      for (const act of committing.get(tx) ?? []) await act({ db, connection, schema: schemaOf(district) }).catch(ignore);
      return result;
    } catch (error) {
      await sql.raw('rollback').execute(connection).catch(ignore);
      throw error;
    }
  });
}

/** Takes a write that nobody needs the answer of: it travels together with the commit, which succeeds only with it. */
export type Defer = (write: Promise<unknown>) => void;

/** What has committed, for those who act on it. */
export interface Committed {
  /** As `inDistrict` got it. */
  readonly db: Kysely<KernelTables>;
  /** The connection of the transaction, free again. */
  readonly connection: Kysely<KernelTables>;
  readonly schema: string;
}

type AfterCommit = (committed: Committed) => Promise<void>;

const committing = new WeakMap<object, Set<AfterCommit>>();

/**
 * Does something once a transaction of `inDistrict` has committed, once for all that ask for the same. The process may be killed in
 * between, so it can only be a call to look.
 */
export function afterCommit(tx: Kysely<KernelTables>, act: AfterCommit): void {
  committing.set(tx, (committing.get(tx) ?? new Set()).add(act));
}

/** Notices whether anything but plain selects was asked. */
class WriteWatch implements KyselyPlugin {
  wrote = false;

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind !== 'SelectQueryNode') this.wrote = true;
    return node;
  }

  async transformResult<Rows>({ result }: { result: Rows }): Promise<Rows> {
    return result;
  }
}

/** Whoever waits for the work hears of the failure there. */
function ignore(): void {}
