import { randomUUIDv7 } from 'node:crypto';

import { sql } from 'kysely';

import { announce, searchWords } from '#kernel';

import { categoriesOf } from './categories.ts';
import type { ComponentScore } from './duplicates/score.ts';
import { signalErrors } from './errors.ts';
import type { SignalMessage } from './message.ts';
import type { SignalContext, SignalTables } from './tables.ts';

type Signal = SignalTables['operations_signal'];
export type EventRow = SignalTables['operations_event'];

/** Topic on which boards hear of new and decided events. */
export const INBOX_TOPIC = 'operations.inbox';

/** Level of what nobody has classified. */
const USUAL_LEVEL = 'normal';
const TITLE_LENGTH = 80;

/** Begins an event from its first signal. @returns its id */
export async function openEvent(context: SignalContext, signal: Signal, message: SignalMessage): Promise<string> {
  const id = randomUUIDv7();
  const category = signal.category === null ? undefined : categoriesOf(context.profile).get(signal.category);
  const title = titleOf(message, category ? `${category.title.zh} ${category.title.en}` : signal.source);
  const words = searchWords(title, message.text ?? '', message.place?.label ?? '', message.assetId ?? '', category?.title ?? '');
  const row = {
    id,
    revision: 1,
    state: 'open' as const,
    title,
    category: signal.category,
    level: message.level ?? category?.level ?? USUAL_LEVEL,
    source: signal.source,
    place: message.place?.label ?? null,
    lng: signal.lng,
    lat: signal.lat,
    first_at: signal.received_at,
    last_at: signal.received_at,
    signals: 1,
    reason: null,
    note: null,
    merged_into: null,
    case_id: null,
    founding: false,
    decided_at: null,
  };
  await context.db
    .insertInto('operations_event')
    .values({ ...row, words: sql`to_tsvector('simple', ${words})` as never })
    .execute();
  await writeLog(context, { id, revision: 1 }, 'open', { signal: signal.id });
  return id;
}

/** Notes that a machine's signal joined an event by itself, with the score that let it. */
export async function joinEvent(
  context: SignalContext,
  eventId: string,
  signal: Signal,
  why: { readonly score: number; readonly components: readonly ComponentScore[] },
): Promise<void> {
  const event = await lockEvent(context, eventId);
  await changeEvent(context, event, {}, 'join', { signal: signal.id, score: why.score, components: why.components });
  await recount(context, eventId);
}

/** The event into which an event was joined, however often; itself when it was not. */
export async function rootOf({ db }: SignalContext, id: string): Promise<Pick<EventRow, 'id' | 'state' | 'case_id'>> {
  const { rows } = await sql<Pick<EventRow, 'id' | 'state' | 'case_id'>>`
    with recursive up as (
      select id, state, case_id, merged_into from operations_event where id = ${id}
      union all select e.id, e.state, e.case_id, e.merged_into from operations_event e join up on e.id = up.merged_into
    ) select id, state, case_id from up where merged_into is null`.execute(db);
  const [root] = rows;
  if (!root) throw signalErrors.noEvent();
  return root;
}

/** An event, held until the end of the transaction. @throws operations-signals.noEvent */
export async function lockEvent({ db }: SignalContext, id: string): Promise<EventRow> {
  const found = await db.selectFrom('operations_event').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!found) throw signalErrors.noEvent();
  return found;
}

/** Refuses a change that was based on another revision. @throws operations-signals.changedMeanwhile */
export function requireRevision(event: EventRow, base: number | null): void {
  if (base !== null && event.revision !== base) throw signalErrors.changedMeanwhile({ base, head: event.revision, state: event.state });
}

/** Changes an event that was locked before, writes its line, and tells the boards. */
export async function changeEvent(
  context: SignalContext,
  event: Pick<EventRow, 'id' | 'revision'>,
  change: Partial<
    Pick<EventRow, 'state' | 'reason' | 'note' | 'merged_into' | 'case_id' | 'founding' | 'decided_at' | 'category' | 'title' | 'level'>
  >,
  act: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const revision = event.revision + 1;
  await context.db
    .updateTable('operations_event')
    .set({ ...change, revision })
    .where('id', '=', event.id)
    .execute();
  await writeLog(context, { id: event.id, revision }, act, details);
  await announce(context, [INBOX_TOPIC], { ids: [event.id], ...(change.state && { state: change.state }), revision });
}

/** Counts an event's signals again, those of events joined into it included, and carries that on to what it is joined into. */
export async function recount({ db }: SignalContext, id: string): Promise<void> {
  await sql`
    with recursive below as (
      select ${id}::uuid as id
      union all select e.id from operations_event e join below on e.merged_into = below.id
    ), counted as (
      select count(*) as signals, min(s.received_at) as first_at, max(s.received_at) as last_at
      from below join operations_event_signal l on l.event_id = below.id join operations_signal s on s.id = l.signal_id
    )
    update operations_event set signals = counted.signals, first_at = counted.first_at, last_at = counted.last_at
    from counted where operations_event.id = ${id} and counted.signals > 0`.execute(db);
}

async function writeLog(
  { db, actor, now }: SignalContext,
  { id, revision }: Pick<EventRow, 'id' | 'revision'>,
  act: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const row = { event_id: id, rev: revision, at: now, actor_id: actor.id, act, details: JSON.stringify(details) as never };
  await db.insertInto('operations_event_log').values(row).execute();
}

function titleOf({ text, place, assetId }: SignalMessage, otherwise: string): string {
  const [line = ''] = (text ?? '').trim().split('\n');
  const whole = line || [otherwise, place?.label, assetId].filter(Boolean).join(' · ');
  return whole.length > TITLE_LENGTH ? `${[...whole].slice(0, TITLE_LENGTH - 1).join('')}…` : whole;
}
