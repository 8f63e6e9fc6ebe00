import { type Kysely, sql } from 'kysely';

import { type PageOf, pageOf, readCursor, searchQuery } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import { categoriesOf } from './categories.ts';
import type { ComponentScore } from './duplicates/score.ts';
import { signalErrors } from './errors.ts';
import type { EventState, SignalContext, SignalTables, SuggestionState } from './tables.ts';
import { signalsOf } from './tree.ts';

/** An event joined with the code of its case; the case's tables are of another part of this module. */
type Both = SignalTables & Pick<CaseTables, 'operations_case'>;

/** What narrows a list of events. */
export interface EventQuery {
  readonly state?: EventState;
  readonly group?: string;
  readonly category?: string;
  readonly source?: string;
  readonly level?: string;
  readonly q?: string;
  readonly likely?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Events, the latest message first. */
export async function eventsPage(context: SignalContext, query: EventQuery): Promise<PageOf<EventSummary>> {
  const { limit = 50 } = query;
  const after = readCursor(query.cursor, 2);
  const rows = await narrowed(context, query)
    .$if(after !== null, (q) => q.where(sql<boolean>`(e.last_at, e.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .orderBy('e.last_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows.map(presentEvent), limit, ({ lastAt, id }) => [lastAt.toISOString(), id]);
}

export type EventSummary = ReturnType<typeof presentEvent>;
type Row = Awaited<ReturnType<ReturnType<typeof narrowed>['execute']>>[number];

/** One event. @throws operations-signals.noEvent */
export async function readEvent(context: SignalContext, id: string): Promise<EventSummary> {
  const row = await narrowed(context, {}).where('e.id', '=', id).executeTakeFirst();
  if (!row) throw signalErrors.noEvent();
  return presentEvent(row);
}

/** The event's signals, those of events joined into it included, as they came in. */
export async function signalsOfEvent({ db }: SignalContext, id: string) {
  const rows = await db
    .selectFrom('operations_signal as s')
    .innerJoin('operations_event_signal as l', 'l.signal_id', 's.id')
    .leftJoin('operations_reporter as r', 'r.signal_id', 's.id')
    .select([
      's.id',
      's.source',
      's.external_id',
      's.received_at',
      's.occurred_at',
      's.category',
      's.lng',
      's.lat',
      's.asset',
      's.payload',
      's.sha256',
    ])
    .select(['l.event_id', 'l.how'])
    .select(sql<boolean>`coalesce(r.name, r.phone, r.email) is not null`.as('contact'))
    .where('s.id', 'in', signalsOf(id))
    .orderBy('s.received_at')
    .orderBy('s.id')
    .limit(500)
    .execute();
  return rows.map(({ external_id, received_at, occurred_at, event_id, ...row }) => ({
    ...row,
    externalId: external_id,
    receivedAt: received_at,
    occurredAt: occurred_at,
    eventId: event_id,
  }));
}

/** A likely duplicate, seen from one event. */
export interface Duplicate {
  readonly id: string;
  readonly score: number;
  readonly components: readonly ComponentScore[];
  readonly state: SuggestionState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** The signal in this event, and the one outside; for what was decided both may be in it. */
  readonly ownSignal: string;
  readonly otherSignal: string;
  readonly event: EventSummary;
}

/** What may be the same as this event, best first; what was decided comes after what waits. */
export async function duplicatesOf(context: SignalContext, id: string): Promise<Duplicate[]> {
  const { db } = context;
  const own = signalsOf(id);
  const rows = await db
    .selectFrom('operations_suggestion as s')
    .innerJoin('operations_event_signal as mine', 'mine.signal_id', 's.signal_id')
    .innerJoin('operations_event_signal as theirs', 'theirs.signal_id', 's.other_id')
    .select(['s.id', 's.score', 's.components', 's.state', 's.decided_by', 's.decided_at', 's.signal_id', 's.other_id'])
    .select([sql<boolean>`s.signal_id in ${own}`.as('first'), 'mine.event_id as first_event', 'theirs.event_id as second_event'])
    .where((where) => where.or([where('s.signal_id', 'in', own), where('s.other_id', 'in', own)]))
    .orderBy(sql`s.state <> 'open'`)
    .orderBy('s.score', 'desc')
    .limit(30)
    .execute();
  return Promise.all(
    rows.map(async ({ first, ...row }) => ({
      id: row.id,
      score: row.score,
      components: row.components,
      state: row.state,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
      ownSignal: first ? row.signal_id : row.other_id,
      otherSignal: first ? row.other_id : row.signal_id,
      event: await readEvent(context, first ? row.second_event : row.first_event),
    })),
  );
}

/** The event a signal was put into. @throws operations-signals.noSignal */
export async function eventOfSignal({ db }: SignalContext, signalId: string): Promise<string> {
  const link = await db.selectFrom('operations_event_signal').select('event_id').where('signal_id', '=', signalId).executeTakeFirst();
  if (!link) throw signalErrors.noSignal();
  return link.event_id;
}

/** What was done with an event, in order. */
export async function logOfEvent({ db }: SignalContext, id: string) {
  const rows = await db.selectFrom('operations_event_log').selectAll().where('event_id', '=', id).orderBy('rev').execute();
  return rows.map(({ rev, at, actor_id, act, details }) => ({ rev, at, actorId: actor_id, act, details }));
}

/** Signals as they came in, latest first. */
export async function signalsPage(
  { db }: SignalContext,
  query: { readonly source?: string; readonly externalId?: string; readonly limit?: number; readonly cursor?: string },
) {
  const { source, externalId, limit = 50 } = query;
  const after = readCursor(query.cursor, 2);
  const rows = await db
    .selectFrom('operations_signal as s')
    .innerJoin('operations_event_signal as l', 'l.signal_id', 's.id')
    .select(['s.id', 's.source', 's.external_id', 's.received_at', 's.occurred_at', 's.category', 's.sha256', 'l.event_id', 's.payload'])
    .$if(source !== undefined, (q) => q.where('s.source', '=', source as string))
    .$if(externalId !== undefined, (q) => q.where('s.external_id', '=', externalId as string))
    .$if(after !== null, (q) => q.where(sql<boolean>`(s.received_at, s.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .orderBy('s.received_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows.map(({ external_id, received_at, occurred_at, event_id, ...row }) => ({
      ...row,
      externalId: external_id,
      receivedAt: received_at,
      occurredAt: occurred_at,
      eventId: event_id,
    })),
    limit,
    ({ receivedAt, id }) => [receivedAt.toISOString(), id],
  );
}

function narrowed({ db, profile }: SignalContext, { state, group, category, source, level, q: typed, likely }: EventQuery) {
  const words = typed === undefined ? null : searchQuery(typed);
  const leaves =
    group === undefined ? [] : [...categoriesOf(profile).values()].filter((leaf) => leaf.group === group).map(({ key }) => key);
  return (db as unknown as Kysely<Both>)
    .selectFrom('operations_event as e')
    .leftJoin('operations_case as c', 'c.id', 'e.case_id')
    .select([
      'e.id',
      'e.revision',
      'e.state',
      'e.title',
      'e.category',
      'e.level',
      'e.source',
      'e.place',
      'e.lng',
      'e.lat',
      'e.first_at',
      'e.last_at',
    ])
    .select(['e.signals', 'e.reason', 'e.note', 'e.merged_into', 'e.founding', 'e.decided_at', 'c.code', 'c.state as case_state'])
    .select(openSuggestions.as('likely'))
    .$if(state !== undefined, (q) => q.where('e.state', '=', state as EventState))
    .$if(group !== undefined, (q) => q.where('e.category', '=', sql<string>`any(${leaves})`))
    .$if(category !== undefined, (q) => q.where('e.category', '=', category as string))
    .$if(source !== undefined, (q) => q.where('e.source', '=', source as string))
    .$if(level !== undefined, (q) => q.where('e.level', '=', level as string))
    .$if(likely === true, (q) => q.where(openSuggestions, '>', 0))
    .$if(typed !== undefined && words === null, (q) => q.where(sql<boolean>`false`)) // nothing in it that could be found
    .$if(words !== null, (q) => q.where(sql<boolean>`e.words @@ to_tsquery('simple', ${words})`));
}

/** How many likely duplicates wait for a person; the event's own signals only, for this stands in every line of a list. */
const openSuggestions = sql<number>`(
  select count(*)::int from operations_event_signal l join operations_suggestion s on l.signal_id in (s.signal_id, s.other_id)
  where l.event_id = e.id and s.state = 'open'
)`;

function presentEvent(row: Row) {
  const { first_at, last_at, merged_into, decided_at, code, case_state, lng, lat, ...rest } = row;
  return {
    ...rest,
    place: { label: row.place, lng, lat },
    firstAt: first_at,
    lastAt: last_at,
    mergedInto: merged_into,
    decidedAt: decided_at,
    caseCode: code,
    caseState: case_state,
  };
}
