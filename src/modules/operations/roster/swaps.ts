import { randomUUIDv7 } from 'node:crypto';

import { sql } from 'kysely';

import { type Bilingual, notify } from '#kernel';

import { refusing } from '../dispatch/constraints.ts';
import { dispatchFile } from '../dispatch/facts.ts';
import { rosterErrors } from './errors.ts';
import { memberRow, tellRoster } from './members.ts';
import { meets, type Span } from './plan.ts';
import { isKeeper, recordDutyRead, supervisor } from './rights.ts';
import { SHIFTS } from './rosters.ts';
import type { RosterContext, RosterTables } from './tables.ts';

type Shift = Pick<RosterTables['operations_shift'], 'id' | 'person_id' | 'team_id' | 'starts_at' | 'ends_at' | 'state'>;

/**
 * Asks a colleague to take one's shift, for one of theirs or for nothing.
 * @throws operations.noShift, operations.notYourShift, operations.shiftBegun, operations.otherTeam, operations.swapOpen
 */
export async function askSwap(
  context: RosterContext,
  { shift: shiftId, to, inReturn }: { readonly shift: string; readonly to: string; readonly inReturn: string | null },
): Promise<string> {
  const { db, actor, now } = context;
  const shift = await comingShift(context, shiftId);
  if (shift.person_id !== actor.id) throw rosterErrors.notYourShift();
  const colleague = await memberRow(context, to);
  if (colleague.team_id !== shift.team_id || to === actor.id) throw rosterErrors.otherTeam();
  if (inReturn !== null && (await comingShift(context, inReturn)).person_id !== to) throw rosterErrors.notYourShift();
  const id = randomUUIDv7();
  const row = { id, shift_id: shiftId, return_shift_id: inReturn, from_person: actor.id, to_person: to, asked_at: now };
  const rest = { agreed_at: null, decided_by: null, decided_at: null, state: 'asked' as const };
  const written = db
    .insertInto('operations_swap')
    .values({ ...row, ...rest })
    .execute();
  await refusing({ operations_swap_one_open: rosterErrors.swapOpen }, written);
  await tell(context, to, { en: 'A colleague asks to swap a shift', zh: '同事申请与您换班' });
  await tellRoster(context, colleague.department, id);
  return id;
}

/** The colleague agrees, or does not. @throws operations.noSwap, operations.notAskedYou, operations.notDecidable */
export async function answerSwap(context: RosterContext, id: string, agrees: boolean): Promise<void> {
  const swap = await heldSwap(context, id);
  if (swap.to_person !== context.actor.id) throw rosterErrors.notAskedYou();
  if (swap.state !== 'asked') throw rosterErrors.notDecidable();
  const answer = agrees ? { state: 'agreed' as const, agreed_at: context.now } : { state: 'refused' as const };
  await context.db.updateTable('operations_swap').set(answer).where('id', '=', id).execute();
  await tell(context, swap.from_person, agrees ? { en: 'Your colleague agrees to swap', zh: '同事已同意换班' } : REFUSED);
  await tellRoster(context, (await memberRow(context, swap.to_person)).department, id);
}

/** Whoever asked takes it back before it is decided. @throws operations.noSwap, operations.notYourShift, operations.notDecidable */
export async function withdrawSwap(context: RosterContext, id: string): Promise<void> {
  const swap = await heldSwap(context, id);
  if (swap.from_person !== context.actor.id) throw rosterErrors.notYourShift();
  if (swap.state !== 'asked' && swap.state !== 'agreed') throw rosterErrors.notDecidable();
  await context.db.updateTable('operations_swap').set({ state: 'withdrawn' }).where('id', '=', id).execute();
  await tellRoster(context, (await memberRow(context, swap.from_person)).department, id);
}

/**
 * A supervisor approves a swap to which both agreed, and the shifts change hands in the same transaction; or refuses it.
 * @throws operations.noSwap, operations.notDecidable, operations.notOwnDecision, operations.tooLittleRest, operations.twiceOnDuty, operations.onLeave
 */
export async function decideSwap(context: RosterContext, id: string, approved: boolean): Promise<void> {
  const { db, actor, now } = context;
  const swap = await heldSwap(context, id);
  const { department } = await memberRow(context, swap.from_person);
  supervisor(context, department);
  if (swap.state !== 'agreed') throw rosterErrors.notDecidable();
  if (swap.from_person === actor.id || swap.to_person === actor.id) throw rosterErrors.notOwnDecision();
  const decision = { state: approved ? ('approved' as const) : ('refused' as const), decided_by: actor.id, decided_at: now };
  await db.updateTable('operations_swap').set(decision).where('id', '=', id).execute();
  if (approved) await changeHands(context, swap);
  const said = approved ? { en: 'Your swap is approved', zh: '您的换班已批准' } : REFUSED;
  for (const person of [swap.from_person, swap.to_person]) await tell(context, person, said);
  await tellRoster(context, department, id);
}

/** Swaps that concern oneself, and for supervisors those of a team that wait for them. */
export async function listSwaps(context: RosterContext, team: { readonly id: string; readonly department: string } | null) {
  const { db, actor, now } = context;
  const all = team !== null && isKeeper(context, team.department);
  const rows = await db
    .selectFrom('operations_swap as swap')
    .innerJoin('operations_shift as shift', 'shift.id', 'swap.shift_id')
    .leftJoin('operations_shift as back', 'back.id', 'swap.return_shift_id')
    .innerJoin('operations_member as one', 'one.person_id', 'swap.from_person')
    .innerJoin('operations_member as other', 'other.person_id', 'swap.to_person')
    .select([
      'swap.id',
      'swap.state',
      'swap.asked_at',
      'swap.from_person',
      'swap.to_person',
      'one.name as from_name',
      'other.name as to_name',
    ])
    .select(['shift.kind', 'shift.starts_at', 'back.kind as back_kind', 'back.starts_at as back_starts_at'])
    .where('shift.ends_at', '>', now)
    .where('swap.state', '<>', 'withdrawn')
    .$if(all, (query) => query.where('shift.team_id', '=', team?.id ?? ''))
    .$if(!all, (query) => query.where((is) => is.or([is('swap.from_person', '=', actor.id), is('swap.to_person', '=', actor.id)])))
    .orderBy('swap.asked_at', 'desc')
    .limit(100)
    .execute();
  await recordDutyRead(
    context,
    rows.flatMap(({ from_person, to_person }) => [from_person, to_person]),
    ['name', 'from_person', 'to_person'],
  );
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    askedAt: row.asked_at,
    from: { id: row.from_person, name: row.from_name },
    to: { id: row.to_person, name: row.to_name },
    shift: { kind: row.kind, startsAt: row.starts_at },
    inReturn: row.back_kind !== null && row.back_starts_at !== null ? { kind: row.back_kind, startsAt: row.back_starts_at } : null,
  }));
}

const REFUSED = { en: 'Your swap was refused', zh: '您的换班未获同意' };

const LOOK = { en: 'See your shifts for the details.', zh: '详情请查看我的班次。' };

async function tell(context: RosterContext, recipientId: string, title: Bilingual): Promise<void> {
  await notify(context, { recipientId, title, text: LOOK, href: '/console/roster/mine' });
}

async function heldSwap({ db }: RosterContext, id: string) {
  const swap = await db.selectFrom('operations_swap').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!swap) throw rosterErrors.noSwap();
  return swap;
}

async function comingShift(context: RosterContext, id: string): Promise<Shift> {
  const shift = await context.db
    .selectFrom('operations_shift')
    .select(['id', 'person_id', 'team_id', 'starts_at', 'ends_at', 'state'])
    .where('id', '=', id)
    .where('state', '=', 'published')
    .forUpdate()
    .executeTakeFirst();
  if (!shift) throw rosterErrors.noShift();
  if (shift.starts_at <= context.now) throw rosterErrors.shiftBegun();
  return shift;
}

/** Both shifts in one statement, so that the rule against being on duty twice sees only the end of it. */
async function changeHands(context: RosterContext, swap: RosterTables['operations_swap']): Promise<void> {
  const given = await comingShift(context, swap.shift_id);
  if (given.person_id !== swap.from_person) throw rosterErrors.notDecidable();
  const back = swap.return_shift_id === null ? null : await comingShift(context, swap.return_shift_id);
  if (back && back.person_id !== swap.to_person) throw rosterErrors.notDecidable();
  const moved = context.db
    .updateTable('operations_shift')
    .set({ person_id: sql<string>`case id when ${given.id}::uuid then ${swap.to_person} else ${swap.from_person} end` })
    .where('id', 'in', back ? [given.id, back.id] : [given.id])
    .execute();
  await refusing(SHIFTS, moved);
  await refuseTooLittleRest(context, swap.to_person, given);
  if (back) await refuseTooLittleRest(context, swap.from_person, back);
}

async function refuseTooLittleRest({ db, profile }: RosterContext, person: string, shift: Shift): Promise<void> {
  const { restHours } = profile(dispatchFile).roster;
  const rest = restHours * 3_600_000;
  const others = await db
    .selectFrom('operations_shift')
    .select(['starts_at', 'ends_at'])
    .where('person_id', '=', person)
    .where('state', '=', 'published')
    .where('id', '<>', shift.id)
    .where('ends_at', '>', new Date(shift.starts_at.getTime() - rest))
    .where('starts_at', '<', new Date(shift.ends_at.getTime() + rest))
    .execute();
  if (others.some((other) => meets(span(other), span(shift), rest))) throw rosterErrors.tooLittleRest({ hours: restHours });
}

function span({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }): Span {
  return [starts_at.getTime(), ends_at.getTime()];
}
