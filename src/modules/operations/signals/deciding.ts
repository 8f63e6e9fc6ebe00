import { readCode } from '../cases/code.ts';
import { type NewCase, openCase } from '../cases/open.ts';
import { loadCase } from '../cases/store.ts';
import type { CaseContext } from '../cases/tables.ts';
import { operationsErrors } from '../errors.ts';
import { categoryNamed } from './categories.ts';
import { signalErrors } from './errors.ts';
import { changeEvent, type EventRow, lockEvent, recount, requireRevision, rootOf } from './events.ts';
import { intakeFile } from './facts.ts';
import type { SignalContext } from './tables.ts';
import { townAt, townSaid } from './towns.ts';
import { askAgain, settleWithin, signalsOf } from './tree.ts';

/** What a person corrects before a case is opened from an event; the event's own where nothing is said. */
export interface CaseWish {
  readonly title?: string;
  readonly category?: string;
  readonly level?: string;
  readonly department?: string;
  readonly reason?: string;
}

/**
 * Says that nothing is to be done about an event, and why.
 * @throws operations-signals.unknownReason with the list, notOpen, changedMeanwhile
 */
export async function dismissEvent(
  context: SignalContext,
  id: string,
  base: number | null,
  reason: string,
  note: string | null,
): Promise<void> {
  const reasons = Object.keys(context.profile(intakeFile).dismissReasons);
  if (!reasons.includes(reason)) throw signalErrors.unknownReason({ reason, known: reasons });
  const event = await lockOpen(context, id, base);
  await changeEvent(context, event, { state: 'dismissed', reason, note, decided_at: context.now }, 'dismiss', {
    reason,
    ...(note && { note }),
  });
}

/**
 * Takes a decision back: a dismissed, joined or attached event is open again, and the event it was joined into loses its signals.
 * @throws operations-signals.notDismissed, caseFounded, changedMeanwhile
 */
export async function reopenEvent(context: SignalContext, id: string, base: number | null): Promise<void> {
  const event = await lockEvent(context, id);
  requireRevision(event, base);
  if (event.state === 'open') throw signalErrors.notDismissed({ state: event.state });
  if (event.founding) throw signalErrors.caseFounded();
  const open = { state: 'open' as const, reason: null, note: null, merged_into: null, case_id: null, decided_at: null };
  await changeEvent(context, event, open, 'reopen', { was: event.state, ...(event.merged_into && { from: event.merged_into }) });
  if (event.merged_into) await recountUp(context, event.merged_into);
  if (event.merged_into) await askAgain(context, event.id);
}

/**
 * Opens a case from an event.
 * @returns the case's code
 * @throws operations-signals.notOpen, changedMeanwhile, unknownCategory, and what opening a case refuses
 */
export async function openCaseOf(context: SignalContext, id: string, base: number | null, wish: CaseWish): Promise<string> {
  const event = await lockOpen(context, id, base);
  const opened = await openCase(context as unknown as CaseContext, await newCaseOf(context, event, wish));
  const change = { state: 'cased' as const, case_id: opened.id, founding: true, decided_at: context.now };
  await changeEvent(context, event, change, 'open-case', { code: opened.fields.code });
  return opened.fields.code;
}

/**
 * Adds an event to a case that exists.
 * @param code the case's public code
 * @throws operations.noCase, operations-signals.notOpen, changedMeanwhile
 */
export async function attachToCase(context: SignalContext, id: string, base: number | null, code: string): Promise<void> {
  const event = await lockOpen(context, id, base);
  const found = await loadCase(context as unknown as CaseContext, { code: readCode(code) }, false);
  if (!found) throw operationsErrors.noCase({ code });
  const change = { state: 'cased' as const, case_id: found.record.id, decided_at: context.now };
  await changeEvent(context, event, change, 'attach', { code: found.record.fields.code });
}

/**
 * Joins two events about one thing. The older one stays, or the one that has a case; the other keeps its signals and can be taken out again.
 * @returns id of the event that stays
 * @throws operations-signals.sameEvent, twoCases, notOpen
 */
export async function joinEvents(
  context: SignalContext,
  one: string,
  other: string,
  why: Readonly<Record<string, unknown>>,
): Promise<string> {
  const roots = [await rootOf(context, one), await rootOf(context, other)];
  if (roots[0]?.id === roots[1]?.id) throw signalErrors.sameEvent();
  const locked: EventRow[] = [];
  for (const { id } of roots.toSorted((a, b) => (a.id < b.id ? -1 : 1))) locked.push(await lockEvent(context, id));
  const [stays, goes] = chooseStaying(locked);
  if (stays.case_id && goes.case_id) throw signalErrors.twoCases({ one: stays.case_id, other: goes.case_id });
  for (const { state } of [goes, stays]) if (state === 'dismissed' || state === 'merged') throw signalErrors.notOpen({ state });
  await changeEvent(context, goes, { state: 'merged', merged_into: stays.id, decided_at: context.now }, 'merge', {
    into: stays.id,
    ...why,
  });
  await changeEvent(context, stays, {}, 'absorb', { event: goes.id, ...why });
  await recount(context, stays.id);
  await settleWithin(context, stays.id);
  return stays.id;
}

/** The one with a case stays, or else the one that came first. */
function chooseStaying(events: readonly EventRow[]): [EventRow, EventRow] {
  const order = [...events].sort(
    (a, b) =>
      Number(b.case_id !== null) - Number(a.case_id !== null) || a.first_at.getTime() - b.first_at.getTime() || (a.id < b.id ? -1 : 1),
  );
  return order as [EventRow, EventRow];
}

/** Signals taken out at the bottom are missing all the way up. */
async function recountUp(context: SignalContext, id: string): Promise<void> {
  for (let at: string | null = id; at; ) {
    await recount(context, at);
    at = (await lockEvent(context, at)).merged_into;
  }
}

async function lockOpen(context: SignalContext, id: string, base: number | null): Promise<EventRow> {
  const event = await lockEvent(context, id);
  requireRevision(event, base);
  if (event.state !== 'open') throw signalErrors.notOpen({ state: event.state });
  return event;
}

async function newCaseOf(context: SignalContext, event: EventRow, wish: CaseWish): Promise<NewCase> {
  const first = await firstSignal(context, event.id);
  const category = categoryNamed(context.profile, wish.category ?? event.category ?? '');
  const place = event.lng === null || event.lat === null ? null : { lng: event.lng, lat: event.lat };
  const { department, reason } = wish;
  return {
    title: wish.title ?? event.title,
    text: String(first.payload['text'] ?? ''),
    category: category.key,
    level: wish.level ?? (wish.category ? category.level : event.level),
    town: place ? townAt(context.profile, place) : townSaid(context.profile, first.payload),
    place: event.place,
    lng: event.lng,
    lat: event.lat,
    asset: first.asset,
    source: first.source,
    sourceRef: first.external_id,
    reporter: first.reporter,
    ...(department && { route: { department, reason: reason ?? '' } }),
  };
}

/** The first signal of the event itself, and whether anybody who reported any of it can be asked. */
async function firstSignal({ db }: SignalContext, eventId: string) {
  const found = await db
    .selectFrom('operations_event_signal as l')
    .innerJoin('operations_signal as s', 's.id', 'l.signal_id')
    .select(['s.payload', 's.asset', 's.source', 's.external_id'])
    .where('l.event_id', '=', eventId)
    .orderBy('s.received_at')
    .orderBy('s.id')
    .executeTakeFirstOrThrow();
  const reporter = await db
    .selectFrom('operations_reporter')
    .select('signal_id')
    .where('signal_id', 'in', signalsOf(eventId))
    .executeTakeFirst();
  return { ...found, reporter: reporter !== undefined };
}
