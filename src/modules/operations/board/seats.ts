import { sql } from 'kysely';

import { districtFile, localDate } from '#kernel';

import type { BoardContext } from './tables.ts';

/** The desk sign of whoever asks, given in the order in which people first act on a day. */
export async function seatOf(context: BoardContext): Promise<number> {
  const known = await seatTaken(context);
  if (known !== null) return known;
  const day = today(context);
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.operations_seat', 0))`.execute(context.db);
  const { rows } = await sql<{ number: number }>`
    insert into operations_seat (day, number, person_id)
    select ${day}, coalesce(max(number), 0) + 1, ${context.actor.id} from operations_seat where day = ${day}
    on conflict (day, person_id) do update set number = operations_seat.number
    returning number`.execute(context.db);
  return rows[0]?.number ?? 0;
}

/** The desk sign that the one who asks has today; null before they acted. */
export async function seatTaken(context: BoardContext): Promise<number | null> {
  const row = await context.db
    .selectFrom('operations_seat')
    .select('number')
    .where('day', '=', today(context))
    .where('person_id', '=', context.actor.id)
    .executeTakeFirst();
  return row?.number ?? null;
}

function today({ profile, now }: BoardContext): string {
  return localDate(profile(districtFile).timeZone, now);
}
