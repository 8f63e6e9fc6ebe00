import { mergeCases, unmergeCases } from '../cases/merge.ts';
import type { CaseContext } from '../cases/tables.ts';
import { joinEvents, reopenEvent } from './deciding.ts';
import { signalErrors } from './errors.ts';
import { changeEvent, lockEvent, openEvent, recount, rootOf } from './events.ts';
import type { SignalMessage } from './message.ts';
import type { SignalContext, SignalTables } from './tables.ts';

type Suggestion = SignalTables['operations_suggestion'];

/** What a person says about two signals that look alike; `open` takes back what was said. */
export type Verdict = 'same' | 'different' | 'open';

/**
 * Decides whether two signals mean one thing: `same` joins their events, or their cases where both have one; `different` keeps them
 * apart, and takes a signal out that a rule had put in; `open` undoes either.
 * @throws operations-signals.noSuggestion, decidedAlready, notOpen, and what joining refuses
 */
export async function decideSuggestion(context: SignalContext, id: string, verdict: Verdict): Promise<void> {
  const suggestion = await lockSuggestion(context, id);
  if (suggestion.state === verdict) return;
  if (verdict === 'open') return takeBack(context, suggestion);
  if (suggestion.state === 'same' || suggestion.state === 'different') throw signalErrors.decidedAlready({ state: suggestion.state });
  const joined = verdict === 'same' ? await joinBoth(context, suggestion) : {};
  if (verdict === 'different' && suggestion.state === 'attached') await splitSignal(context, suggestion.signal_id);
  await setState(context, id, verdict, joined);
}

/**
 * Takes a signal out of its event into one of its own.
 * @returns id of the new event
 * @throws operations-signals.noSignal, lastSignal
 */
export async function splitSignal(context: SignalContext, signalId: string): Promise<string> {
  const { db, now } = context;
  const signal = await db.selectFrom('operations_signal').selectAll().where('id', '=', signalId).executeTakeFirst();
  const link = await db.selectFrom('operations_event_signal').selectAll().where('signal_id', '=', signalId).forUpdate().executeTakeFirst();
  if (!signal || !link) throw signalErrors.noSignal();
  const from = await lockEvent(context, link.event_id);
  const others = await db.selectFrom('operations_event_signal').select('signal_id').where('event_id', '=', from.id).limit(2).execute();
  if (others.length < 2) throw signalErrors.lastSignal();
  const message = { ...signal.payload, source: signal.source, externalId: signal.external_id } as SignalMessage;
  const eventId = await openEvent(context, signal, message);
  await db
    .updateTable('operations_event_signal')
    .set({ event_id: eventId, how: 'split', at: now })
    .where('signal_id', '=', signalId)
    .execute();
  await changeEvent(context, from, {}, 'split', { signal: signalId, event: eventId });
  await recount(context, from.id);
  return eventId;
}

/** What a verdict joined, so that it can be parted again; nothing where another verdict had joined the two before. */
type Joined = Partial<Pick<Suggestion, 'joined_event' | 'joined_cases'>>;

async function joinBoth(context: SignalContext, { id, signal_id, other_id, score, components }: Suggestion): Promise<Joined> {
  const [one, other] = [await rootOfSignal(context, signal_id), await rootOfSignal(context, other_id)];
  if (one.id === other.id || (one.case_id !== null && one.case_id === other.case_id)) return {};
  const why = { suggestion: id, score, components };
  if (!one.case_id || !other.case_id) {
    const stays = await joinEvents(context, one.id, other.id, why);
    return { joined_event: stays === one.id ? other.id : one.id };
  }
  // the later signal is named first, so the case of the earlier one stays
  const cases = context as unknown as CaseContext;
  const merge = await mergeCases(cases, { id: other.case_id }, { id: one.case_id }, { score, components });
  await changeEvent(context, await lockEvent(context, one.id), {}, 'merge-cases', { merge, ...why });
  return { joined_cases: merge };
}

async function takeBack(context: SignalContext, { id, state, joined_event, joined_cases }: Suggestion): Promise<void> {
  if (state === 'attached') throw signalErrors.decidedAlready({ state });
  await setState(context, id, 'open', {});
  if (joined_event) await reopenEvent(context, joined_event, null);
  if (joined_cases) await unmergeCases(context as unknown as CaseContext, joined_cases);
}

async function rootOfSignal(context: SignalContext, signalId: string) {
  const link = await context.db
    .selectFrom('operations_event_signal')
    .select('event_id')
    .where('signal_id', '=', signalId)
    .executeTakeFirstOrThrow();
  return rootOf(context, link.event_id);
}

async function lockSuggestion({ db }: SignalContext, id: string): Promise<Suggestion> {
  const found = await db.selectFrom('operations_suggestion').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!found) throw signalErrors.noSuggestion();
  return found;
}

async function setState({ db, actor, now }: SignalContext, id: string, state: Verdict, joined: Joined): Promise<void> {
  const decided = state === 'open' ? { decided_by: null, decided_at: null } : { decided_by: actor.id, decided_at: now };
  const row = { state, ...decided, joined_event: null, joined_cases: null, ...joined };
  await db.updateTable('operations_suggestion').set(row).where('id', '=', id).execute();
}
