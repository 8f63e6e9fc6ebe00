import { type Kysely, sql } from 'kysely';

import { type Context, type KernelTables, kernelDb } from '../core/index.ts';
import { afterCommit, type Committed } from '../database/index.ts';

/** Channel on which a district's schema name says that something was told, and `schema:position` up to where it has been put in order. */
export const LIVE_CHANNEL = 'maplebridge_live';

/** What a live event says: ids and where things stand, never words or names. Whoever may see more asks for it. */
export interface LiveData {
  readonly ids: readonly string[];
  readonly state?: string;
  /** When it is due; null while that is open. */
  readonly due?: Date | null;
  readonly revision?: number;
}

/**
 * Tells those who follow any of the topics that something changed, once this transaction has committed. It is one event with one
 * position, also for somebody who follows several of its topics.
 * @param topics as declared in manifests, with the id where they have one, such as `operations.case:7Q2M`
 */
export async function announce<Tables>(context: Context<Tables>, topics: readonly string[], data: LiveData): Promise<void> {
  await tellLive(kernelDb(context), context.now, topics, data);
}

/** The same for kernel services; a plain list stands for ids. */
export async function tellLive(
  tx: Kysely<KernelTables>,
  now: Date,
  topics: string | readonly string[],
  data: readonly string[] | LiveData,
): Promise<void> {
  const row = { topics: [topics].flat(), data: JSON.stringify('ids' in data ? data : { ids: data }), at: now };
  await tx.insertInto('kernel_live').values(row).execute();
  afterCommit(tx, wake);
}

/**
 * The position from which somebody who reads a snapshot now has to follow to miss nothing. Ask before reading: what commits in between
 * is then in the snapshot and comes again, recognisable by its revision.
 */
export async function livePosition<Tables>(context: Context<Tables>): Promise<number> {
  const row = await kernelDb(context).selectFrom('kernel_live_head').select('position').executeTakeFirst();
  return Number(row?.position ?? 0);
}

/** Topic on which the edge hears that somebody's rights changed, so that it asks again what they may follow. Nobody else may follow it. */
export const rightsTopic = (actorId: string): `rights:${string}` => `rights:${actorId}`;

const lookers = new WeakMap<object, Map<string, Set<() => void>>>();

/** Calls back after each commit of this process, over the same `db`, that told something in the district. @returns how to stop */
export function lookWhenTold(db: Kysely<KernelTables>, schema: string, look: () => void): () => void {
  const ofDb = lookers.get(db) ?? new Map<string, Set<() => void>>();
  lookers.set(db, ofDb.set(schema, (ofDb.get(schema) ?? new Set()).add(look)));
  return () => ofDb.get(schema)?.delete(look);
}

/**
 * A process with nobody who looks calls the others through the database. Never within the transaction: a commit that notifies waits
 * for every other commit that does.
 */
async function wake({ db, connection, schema }: Committed): Promise<void> {
  const here = lookers.get(db)?.get(schema);
  if (here?.size) for (const look of here) look();
  else await sql`select pg_notify(${LIVE_CHANNEL}, ${schema})`.execute(connection);
}
