import { guessCategories } from './categories.ts';
import { duplicateFacts } from './duplicates/facts.ts';
import { wordsOf } from './duplicates/words.ts';
import { rootOf } from './events.ts';
import { type Match, previewMatches } from './matching.ts';
import { readEvent } from './read.ts';
import type { SignalContext } from './tables.ts';

/** What is known of a report while it is written down. */
interface Draft {
  readonly text?: string;
  readonly category?: string;
  readonly lng?: number;
  readonly lat?: number;
  readonly assetId?: string;
}

/** Most events shown beside the form; more would not be read during a call. */
const MOST = 5;

/** Categories that the words suggest, and events that may already be about it, best first. */
export async function previewReport(context: SignalContext, { text = '', category, lng, lat, assetId }: Draft) {
  const { suggestAt } = context.profile(duplicateFacts);
  const located = lng !== undefined && lat !== undefined;
  const matches = await previewMatches(context, {
    occurred_at: context.now,
    category: category || null,
    lng: located ? lng : null,
    lat: located ? lat : null,
    asset: assetId || null,
    words: wordsOf(text),
  });
  const best = await bestByRoot(
    context,
    matches.filter(({ score }) => score >= suggestAt),
  );
  const duplicates = [];
  for (const { eventId, score, components } of best)
    duplicates.push({ score, components: [...components], event: await readEvent(context, eventId) });
  return {
    categories: guessCategories(context.profile, text).map(({ category: key, matched }) => ({ category: key, matched: [...matched] })),
    duplicates: duplicates.filter(({ event }) => event.state !== 'dismissed').slice(0, MOST),
  };
}

async function bestByRoot(context: SignalContext, matches: readonly Match[]): Promise<Match[]> {
  const best = new Map<string, Match>();
  for (const match of matches.toSorted((one, other) => other.score - one.score)) {
    const { id } = await rootOf(context, match.eventId);
    if (!best.has(id)) best.set(id, { ...match, eventId: id });
  }
  return [...best.values()];
}
