import { type RawBuilder, sql } from 'kysely';

import type { SignalContext } from './tables.ts';

/** Ids of all signals of an event, those of events joined into it included; a subquery. */
export function signalsOf(eventId: string): RawBuilder<string> {
  return sql<string>`(
    with recursive below as (
      select ${eventId}::uuid as id
      union all select e.id from operations_event e join below on e.merged_into = below.id
    ) select l.signal_id from operations_event_signal l join below on below.id = l.event_id
  )`;
}

/** Suggestions whose two signals are in one event now need no more asking. */
export async function settleWithin({ db, actor, now }: SignalContext, eventId: string): Promise<void> {
  await db
    .updateTable('operations_suggestion')
    .set({ state: 'same', decided_by: actor.id, decided_at: now })
    .where('state', '=', 'open')
    .where('signal_id', 'in', signalsOf(eventId))
    .where('other_id', 'in', signalsOf(eventId))
    .execute();
}

/** An event stands by itself again, so whether its signals mean the same as those outside is an open question. */
export async function askAgain({ db }: SignalContext, eventId: string): Promise<void> {
  await sql`
    with own as (select unnest(array${signalsOf(eventId)}) as id)
    update operations_suggestion set state = 'open', decided_by = null, decided_at = null, joined_event = null, joined_cases = null
    where state = 'same' and (signal_id in (select id from own)) <> (other_id in (select id from own))
      and (signal_id in (select id from own) or other_id in (select id from own))`.execute(db);
}
