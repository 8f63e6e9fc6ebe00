import { randomUUIDv7 } from 'node:crypto';

import { type PageOf, pageOf, readCursor } from '#kernel';

import type { DataContext } from './tables.ts';

/** Acts that a dataset's history names. */
export type Act =
  | 'described'
  | 'changed'
  | 'load_started'
  | 'load_held'
  | 'load_accepted'
  | 'load_refused'
  | 'load_failed'
  | 'version_published'
  | 'rolled_back'
  | 'opened'
  | 'closed'
  | 'damage_found'
  | 'retired';

/** Notes what happened to a dataset: all of it for its history, and for the ledger without the words that somebody wrote. */
export async function note(
  context: DataContext,
  datasetId: string,
  act: Act,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const row = {
    id: randomUUIDv7(),
    dataset_id: datasetId,
    act,
    actor_id: context.actor.id,
    details: JSON.stringify(details),
    at: context.now,
  };
  await context.db.insertInto('data_platform_history').values(row).execute();
  const { reason: _, ...facts } = details;
  await context.record({ kind: `data-platform.${act}`, body: { dataset: datasetId, ...facts } });
}

/** One line of a dataset's history. */
export interface HistoryLine {
  readonly id: string;
  readonly act: string;
  readonly actor: string;
  readonly details: unknown;
  readonly at: Date;
}

/** What happened to a dataset, latest first. */
export async function readHistory(
  context: DataContext,
  { id }: { id: string },
  query: { limit?: number; cursor?: string },
): Promise<PageOf<HistoryLine>> {
  const limit = query.limit ?? 50;
  const [before] = readCursor(query.cursor, 1) ?? [];
  const rows = await context.db
    .selectFrom('data_platform_history')
    .selectAll()
    .where('dataset_id', '=', id)
    .$if(before !== undefined, (lines) => lines.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (line) => [line.id]);
  return { items: page.items.map(({ actor_id, dataset_id: _, ...line }) => ({ ...line, actor: actor_id })), next: page.next };
}
