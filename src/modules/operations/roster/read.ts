import { type RawBuilder, sql } from 'kysely';

import { districtFile, localDate } from '#kernel';

import { dispatchFile } from '../dispatch/facts.ts';
import { teamRow } from '../dispatch/teams.ts';
import { rosterErrors } from './errors.ts';
import { isKeeper, keeper, recordDutyRead } from './rights.ts';
import type { RosterContext } from './tables.ts';

/** A date as `YYYY-MM-DD`; the driver would make it a moment of its own time zone. */
export const dayText = sql<string>`day::text`.as('day');
const fromDayText: RawBuilder<string> = sql<string>`roster.from_day::text`;

/** A roster with the department of its team. @param lock holds it until the transaction ends @throws operations.noRoster */
export async function rosterRow({ db }: RosterContext, id: string, lock: boolean) {
  const roster = await db
    .selectFrom('operations_roster as roster')
    .innerJoin('operations_team as team', 'team.id', 'roster.team_id')
    .selectAll('roster')
    .select(['team.department', fromDayText.as('from_day')])
    .where('roster.id', '=', id)
    .$if(lock, (query) => query.forUpdate('roster'))
    .executeTakeFirst();
  if (!roster) throw rosterErrors.noRoster();
  return roster;
}

/** Rosters of a team, newest first. */
export async function listRosters(context: RosterContext, teamId: string) {
  const { department } = await teamRow(context, teamId);
  keeper(context, department);
  const rows = await context.db
    .selectFrom('operations_roster as roster')
    .selectAll('roster')
    .select(fromDayText.as('from_day'))
    .where('team_id', '=', teamId)
    .orderBy('made_at', 'desc')
    .limit(30)
    .execute();
  return rows.map((row) => rosterView({ ...row, department }));
}

/** One roster with its shifts and who stands in them. */
export async function readRoster(context: RosterContext, id: string) {
  const roster = await rosterRow(context, id, false);
  keeper(context, roster.department);
  const shifts = await shiftsWhere(context, { rosterId: id });
  await recordDutyRead(
    context,
    shifts.map(({ personId }) => personId),
    ['name', 'person_id'],
  );
  return { ...rosterView(roster), shifts };
}

/** Published shifts of a team in a span of days, for its people and who keeps its roster. */
export async function publishedShifts(
  context: RosterContext,
  { team, from, to }: { readonly team: string; readonly from: string; readonly to: string },
) {
  const { department } = await teamRow(context, team);
  if (!isKeeper(context, department) && !(await isOf(context, team))) keeper(context, department);
  const shifts = await shiftsWhere(context, { team, from, to });
  await recordDutyRead(
    context,
    shifts.map(({ personId }) => personId),
    ['name', 'person_id'],
  );
  return shifts;
}

/** One's own published shifts from today on. */
export function ownShifts(context: RosterContext) {
  const today = localDate(context.profile(districtFile).timeZone, context.now);
  return shiftsWhere(context, { person: context.actor.id, from: today });
}

interface Wanted {
  readonly rosterId?: string;
  readonly team?: string;
  readonly person?: string;
  readonly from?: string;
  readonly to?: string;
}

async function shiftsWhere({ db }: RosterContext, { rosterId, team, person, from, to }: Wanted) {
  const rows = await db
    .selectFrom('operations_shift as shift')
    .innerJoin('operations_member as member', 'member.person_id', 'shift.person_id')
    .select([
      'shift.id',
      'shift.team_id',
      'shift.person_id',
      'member.name',
      'shift.kind',
      'shift.starts_at',
      'shift.ends_at',
      'shift.night',
      'shift.state',
    ])
    .select(dayText)
    .$if(rosterId !== undefined, (query) => query.where('shift.roster_id', '=', rosterId ?? ''))
    .$if(rosterId === undefined, (query) => query.where('shift.state', '=', 'published'))
    .$if(team !== undefined, (query) => query.where('shift.team_id', '=', team ?? ''))
    .$if(person !== undefined, (query) => query.where('shift.person_id', '=', person ?? ''))
    .$if(from !== undefined, (query) => query.where('shift.day', '>=', from ?? ''))
    .$if(to !== undefined, (query) => query.where('shift.day', '<=', to ?? ''))
    .orderBy('shift.starts_at')
    .orderBy('member.name')
    .limit(5_000)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    team: row.team_id,
    personId: row.person_id,
    name: row.name,
    kind: row.kind,
    day: row.day,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    night: row.night,
    state: row.state,
  }));
}

async function isOf({ db, actor }: RosterContext, team: string): Promise<boolean> {
  const member = db.selectFrom('operations_member').select('person_id').where('person_id', '=', actor.id).where('team_id', '=', team);
  return (await member.where('left_at', 'is', null).executeTakeFirst()) !== undefined;
}

type Row = Awaited<ReturnType<typeof rosterRow>>;

function rosterView(row: Row) {
  return {
    id: row.id,
    revision: row.revision,
    team: row.team_id,
    department: row.department,
    from: row.from_day,
    days: row.days,
    needs: [...row.needs],
    state: row.state,
    jobId: row.job_id,
    outcome: row.outcome,
    failure: row.failure,
    madeAt: row.made_at,
    publishedAt: row.published_at,
  };
}

/** Kinds of shift and rules of rest, in words and figures. */
export function rosterRules({ profile }: Pick<RosterContext, 'profile'>) {
  const { kinds, restHours, hoursInSevenDays, nightsInRow, longestDays } = profile(dispatchFile).roster;
  return {
    kinds: kinds.map(({ key, zh, en, from, hours, night }) => ({ key, title: { zh, en }, from, hours, night })),
    restHours,
    hoursInSevenDays,
    nightsInRow,
    longestDays,
  };
}
