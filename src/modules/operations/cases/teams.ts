import type { Kysely } from 'kysely';

import type { RosterTables } from '../roster/tables.ts';
import type { CaseContext } from './tables.ts';

/** Teams that a worker outside belongs to now; nobody else is asked. */
export async function teamsOf({ db, actor }: CaseContext): Promise<ReadonlySet<string>> {
  if (!actor.permissions.has('operations:field')) return new Set();
  const rows = await (db as unknown as Kysely<RosterTables>)
    .selectFrom('operations_member')
    .select('team_id')
    .where('person_id', '=', actor.id)
    .where('left_at', 'is', null)
    .execute();
  return new Set(rows.flatMap(({ team_id }) => (team_id ? [team_id] : [])));
}
