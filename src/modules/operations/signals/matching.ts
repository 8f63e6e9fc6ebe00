import { cellToParent } from 'h3-js';
import { sql } from 'kysely';

import { categoriesOf } from './categories.ts';
import { cellsAround } from './duplicates/block.ts';
import { type DuplicateFacts, duplicateFacts } from './duplicates/facts.ts';
import { type Comparable, type Score, scoreOf } from './duplicates/score.ts';
import type { WordCounts } from './duplicates/words.ts';
import type { SignalContext, SignalTables } from './tables.ts';

/** What of a signal is compared. Its payload and its reporter are not read here. */
export type Compared = Pick<SignalTables['operations_signal'], 'occurred_at' | 'category' | 'lng' | 'lat' | 'asset' | 'words'>;

/** An earlier signal that may mean the same, the event it is in, and why. */
export interface Match extends Score {
  readonly signalId: string;
  readonly eventId: string;
}

type Neighbour = Compared & { id: string; event_id: string };

const COLUMNS = ['occurred_at', 'category', 'lng', 'lat', 'asset', 'words'] as const;

/** Signals around a new one that can be compared with it, scored, whatever the score; those of one place wait for each other. */
export async function matchesOf(context: SignalContext, signal: Compared & { id: string }): Promise<Match[]> {
  const facts = context.profile(duplicateFacts);
  const cells = cellsOf(signal, facts);
  await waitForNeighbours(context, cells, signal.asset);
  return scoreAll(
    context,
    signal,
    (await neighboursOf(context, signal, cells, facts)).filter(({ id }) => id !== signal.id),
  );
}

/** The same for something that is only being written down; nothing is locked. */
export async function previewMatches(context: SignalContext, draft: Compared): Promise<Match[]> {
  const facts = context.profile(duplicateFacts);
  return scoreAll(context, draft, await neighboursOf(context, draft, cellsOf(draft, facts), facts));
}

async function scoreAll(context: SignalContext, signal: Compared, neighbours: readonly Neighbour[]): Promise<Match[]> {
  const facts = context.profile(duplicateFacts);
  const counts = await wordCounts(context, [signal, ...neighbours]);
  const one = comparableOf(context, signal);
  return neighbours.flatMap((neighbour) => {
    const score = scoreOf(one, comparableOf(context, neighbour), facts, counts);
    return score ? [{ ...score, signalId: neighbour.id, eventId: neighbour.event_id }] : [];
  });
}

/** A signal as the score sees it. */
function comparableOf({ profile }: SignalContext, { occurred_at, category, lng, lat, asset, words }: Compared): Comparable {
  const known = category === null ? undefined : categoriesOf(profile).get(category);
  return {
    at: occurred_at,
    place: lng === null || lat === null ? null : { lng, lat },
    category: known ? { leaf: known.key, group: known.group, windowHours: known.windowHours } : null,
    words,
    asset,
  };
}

function cellsOf({ lng, lat }: Compared, { radiusMetres }: DuplicateFacts): string[] {
  return lng === null || lat === null ? [] : cellsAround({ lng, lat }, radiusMetres);
}

const LOCK_RESOLUTION = 8;

/**
 * Two signals of one thing that come at once would not see each other. So whoever works in a neighbourhood goes first; locks are taken in
 * one order, so nobody waits in a circle.
 */
async function waitForNeighbours({ db }: SignalContext, cells: readonly string[], asset: string | null): Promise<void> {
  const areas = new Set(cells.map((cell) => cellToParent(cell, LOCK_RESOLUTION)));
  if (asset !== null) areas.add(`asset ${asset}`);
  for (const area of [...areas].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`operations-signals ${area}`}, 0))`.execute(db);
}

async function neighboursOf(
  { db, profile }: SignalContext,
  { occurred_at, category, asset }: Compared,
  cells: readonly string[],
  facts: DuplicateFacts,
): Promise<Neighbour[]> {
  if (cells.length === 0 && asset === null) return [];
  const hours = categoriesOf(profile).get(category ?? '')?.windowHours ?? facts.windowHoursUnclassified;
  const [from, to] = [-1, 1].map((sign) => new Date(occurred_at.getTime() + sign * hours * 3_600_000)) as [Date, Date];
  return db
    .selectFrom('operations_signal as s')
    .innerJoin('operations_event_signal as e', 'e.signal_id', 's.id')
    .select([...COLUMNS.map((column) => `s.${column}` as const), 's.id', 'e.event_id'])
    .where('s.occurred_at', '>=', from)
    .where('s.occurred_at', '<=', to)
    .where((where) =>
      where.or([...(cells.length > 0 ? [where('s.cell', 'in', cells)] : []), ...(asset === null ? [] : [where('s.asset', '=', asset)])]),
    )
    .orderBy('s.received_at', 'desc')
    .limit(facts.candidates)
    .execute();
}

/** Counts of the words in question, as the nightly count left them; see `word-counts.ts`. */
async function wordCounts({ db }: SignalContext, signals: readonly Compared[]): Promise<WordCounts> {
  const words = new Set(signals.flatMap((signal) => signal.words));
  const rows = await db
    .selectFrom('operations_word')
    .selectAll()
    .where('word', '=', sql<string>`any(${['', ...words]})`)
    .execute();
  const counts = new Map(rows.map(({ word, signals: found }) => [word, found]));
  return { signals: counts.get('') ?? 0, with: counts };
}
