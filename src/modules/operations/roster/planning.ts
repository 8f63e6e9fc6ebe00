import { dispatchFile } from '../dispatch/facts.ts';
import { OffThreadFailure } from '../dispatch/off-thread.ts';
import { tellRoster } from './members.ts';
import type { PlanAnswer, Planned, PlanQuestion, Span } from './plan.ts';
import { planShifts } from './plan-anywhere.ts';
import { dayText, rosterRow } from './read.ts';
import { dayAfter, shiftRow, slotsOf } from './rosters.ts';
import type { RosterContext, RosterWork } from './tables.ts';

/** How a planner is asked; tests put one in that crashes. */
export type Planner = typeof planShifts;

const DAY_MS = 86_400_000;
/** Shifts before and after a roster that can touch its rest and its seven days. */
const AROUND_DAYS = 8;

/**
 * Plans a roster and leaves a draft, or says why not. Published shifts are read and never written here, so whatever happens to the
 * solver, the published roster stands.
 */
export async function runPlanning(work: RosterWork, rosterId: string, planner: Planner = planShifts): Promise<void> {
  const question = await work.transaction((context) => questionOf(context, rosterId));
  if (!question) return;
  try {
    const answer = await planner(question, work.signal);
    await work.transaction((context) => keepDraft(context, rosterId, question, answer));
  } catch (error) {
    if (!(error instanceof OffThreadFailure)) throw error;
    await work.transaction((context) => keepFailure(context, rosterId, error.kind));
  }
}

/** Null when the roster is no longer being planned, for a job that runs twice. */
async function questionOf(context: RosterContext, rosterId: string): Promise<PlanQuestion | null> {
  const roster = await rosterRow(context, rosterId, false);
  if (roster.state !== 'planning') return null;
  const rules = context.profile(dispatchFile).roster;
  const people = await peopleOf(context, roster, rules.nightMemoryDays);
  return { slots: slotsOf(context, roster), people, rules };
}

async function peopleOf(
  { db }: RosterContext,
  roster: { team_id: string; from_day: string; days: number },
  memoryDays: number,
): Promise<Planned[]> {
  const first = Date.parse(`${roster.from_day}T00:00:00Z`);
  const end = first + roster.days * DAY_MS;
  const from = new Date(first - Math.max(AROUND_DAYS, memoryDays) * DAY_MS);
  const to = new Date(end + AROUND_DAYS * DAY_MS);
  const [members, shifts, leaves] = await Promise.all([
    db
      .selectFrom('operations_member')
      .selectAll()
      .where('team_id', '=', roster.team_id)
      .where('left_at', 'is', null)
      .orderBy('person_id')
      .execute(),
    db
      .selectFrom('operations_shift')
      .select(['person_id', 'starts_at', 'ends_at', 'night'])
      .select(dayText)
      .where('state', '=', 'published')
      .where('ends_at', '>', from)
      .where('starts_at', '<', to)
      .where(({ not, and, eb }) =>
        not(
          and([
            eb('team_id', '=', roster.team_id),
            eb('day', '>=', roster.from_day),
            eb('day', '<', dayAfter(roster.from_day, roster.days)),
          ]),
        ),
      )
      .execute(),
    db
      .selectFrom('operations_leave')
      .selectAll()
      .where('state', '=', 'granted')
      .where('to_at', '>', from)
      .where('from_at', '<', to)
      .execute(),
  ]);
  return members.map(({ person_id: id, skills }): Planned => {
    const own = shifts.filter(({ person_id }) => person_id === id);
    return {
      id,
      skills,
      away: leaves.filter(({ person_id }) => person_id === id).map(({ from_at, to_at }) => span(from_at, to_at)),
      busy: own.map(({ starts_at, ends_at, night, day }) => ({
        span: span(starts_at, ends_at),
        dayNumber: Math.round((Date.parse(`${day}T00:00:00Z`) - first) / DAY_MS),
        night,
      })),
      nights: own.filter(({ night, starts_at }) => night && starts_at.getTime() < first + DAY_MS).length,
    };
  });
}

async function keepDraft(context: RosterContext, id: string, { slots }: PlanQuestion, { shifts, ...outcome }: PlanAnswer): Promise<void> {
  const roster = await rosterRow(context, id, true);
  if (roster.state !== 'planning') return;
  const rows = shifts.flatMap(({ slot, personId }) => {
    const planned = slots[slot];
    return planned ? [shiftRow(roster, planned, personId)] : [];
  });
  if (rows.length > 0) await context.db.insertInto('operations_shift').values(rows).execute();
  await settle(context, roster, { state: 'draft', outcome: JSON.stringify(outcome) as never });
}

async function keepFailure(context: RosterContext, id: string, failure: string): Promise<void> {
  const roster = await rosterRow(context, id, true);
  if (roster.state === 'planning') await settle(context, roster, { state: 'failed', failure });
}

async function settle(
  context: RosterContext,
  { id, department, revision }: { id: string; department: string; revision: number },
  change: object,
) {
  await context.db
    .updateTable('operations_roster')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .execute();
  await tellRoster(context, department, id);
}

function span(from: Date, to: Date): Span {
  return [from.getTime(), to.getTime()];
}
