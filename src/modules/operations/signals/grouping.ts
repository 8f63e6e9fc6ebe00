import { randomUUIDv7 } from 'node:crypto';

import { sql } from 'kysely';
import { duplicateFacts } from './duplicates/facts.ts';
import { joinEvent, openEvent, rootOf } from './events.ts';
import { type Match, matchesOf } from './matching.ts';
import type { SignalMessage } from './message.ts';
import type { SignalContext, SignalTables, SourceKind } from './tables.ts';

type Signal = SignalTables['operations_signal'];

/** Most other events that a person is asked about for one signal. */
const MOST_SUGGESTIONS = 10;

/**
 * Finds the event of a new signal: a machine's signal joins one that is all but certainly the same; any other begins an event of its own,
 * and a person is asked about those that are likely the same.
 * @returns the event's id
 */
export async function groupSignal(context: SignalContext, signal: Signal, message: SignalMessage, kind: SourceKind): Promise<string> {
  const { attachAt, suggestAt } = context.profile(duplicateFacts);
  const matches = await bestByEvent(context, await matchesOf(context, signal));
  const [best] = matches;
  const joins = kind === 'machine' && best !== undefined && best.score >= attachAt;
  const eventId = joins ? best.eventId : await openEvent(context, signal, message);
  const row = { signal_id: signal.id, event_id: eventId, how: joins ? ('machine' as const) : ('first' as const), at: context.now };
  await context.db.insertInto('operations_event_signal').values(row).execute();
  if (joins) await joinEvent(context, eventId, signal, best);
  const likely = matches.filter(({ score }) => score >= suggestAt).slice(0, MOST_SUGGESTIONS);
  await keepSuggestions(context, signal.id, likely, joins ? best : null);
  return eventId;
}

/** The best match of each event that is still open or has a case, best first. */
async function bestByEvent(context: SignalContext, matches: readonly Match[]): Promise<Match[]> {
  const best = new Map<string, Match>();
  for (const match of matches) {
    const root = await rootOf(context, match.eventId);
    const found = best.get(root.id);
    if (root.state === 'dismissed' || (found && found.score >= match.score)) continue;
    best.set(root.id, { ...match, eventId: root.id });
  }
  return [...best.values()].sort((one, other) => other.score - one.score);
}

async function keepSuggestions(
  { db, now }: SignalContext,
  signalId: string,
  matches: readonly Match[],
  joined: Match | null,
): Promise<void> {
  if (matches.length === 0) return;
  const rows = matches.map((match) => ({
    id: randomUUIDv7(),
    signal_id: signalId,
    other_id: match.signalId,
    score: match.score,
    components: sql`${JSON.stringify(match.components)}::jsonb` as never,
    state: match === joined ? ('attached' as const) : ('open' as const),
    made_at: now,
    decided_by: null,
    decided_at: match === joined ? now : null,
    joined_event: null,
    joined_cases: null,
  }));
  await db.insertInto('operations_suggestion').values(rows).execute();
}
