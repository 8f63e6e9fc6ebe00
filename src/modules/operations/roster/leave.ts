import { randomUUIDv7 } from 'node:crypto';

import { districtFile, kernelErrors, localDate, notify } from '#kernel';

import { refusing } from '../dispatch/constraints.ts';
import { rosterErrors } from './errors.ts';
import { memberRow, tellRoster } from './members.ts';
import { keeper, recordDutyRead } from './rights.ts';
import type { RosterContext } from './tables.ts';

/** Asks for leave, for oneself, or for somebody whose roster one keeps. No reason is asked. @returns its id @throws operations.noMember */
export async function askLeave(
  context: RosterContext,
  { person, from, to }: { readonly person: string | null; readonly from: Date; readonly to: Date },
): Promise<string> {
  if (to <= from || to <= context.now) throw kernelErrors.invalid({ field: 'to' });
  const member = await memberRow(context, person ?? context.actor.id);
  if (member.person_id !== context.actor.id) keeper(context, member.department);
  const id = randomUUIDv7();
  const row = { id, person_id: member.person_id, from_at: from, to_at: to, asked_at: context.now };
  await context.db
    .insertInto('operations_leave')
    .values({ ...row, state: 'asked', decided_by: null, decided_at: null })
    .execute();
  await tellRoster(context, member.department, id);
  return id;
}

/**
 * Grants or refuses leave. Granting refuses while the person is on duty in that time, unless the shifts are released: then they are
 * cancelled, and show as gaps.
 * @throws operations.noLeave, operations.notDecidable, operations.notOwnDecision, operations.leaveInShift
 */
export async function decideLeave(
  context: RosterContext,
  id: string,
  { granted, release }: { readonly granted: boolean; readonly release: boolean },
): Promise<void> {
  const leave = await heldLeave(context, id);
  const { department } = await memberRow(context, leave.person_id);
  keeper(context, department);
  if (leave.state !== 'asked') throw rosterErrors.notDecidable();
  if (leave.person_id === context.actor.id) throw rosterErrors.notOwnDecision();
  if (granted) await freeOfShifts(context, leave, release);
  const decision = { state: granted ? ('granted' as const) : ('refused' as const), decided_by: context.actor.id, decided_at: context.now };
  const written = context.db.updateTable('operations_leave').set(decision).where('id', '=', id).execute();
  await refusing({ operations_leave_free_of_shifts: () => rosterErrors.leaveInShift({ shifts: '…' }) }, written);
  await notify(context, { recipientId: leave.person_id, ...(granted ? GRANTED : REFUSED), href: '/console/roster/mine' });
  await tellRoster(context, department, id);
}

/** Takes one's own leave back. @throws operations.noLeave */
export async function withdrawLeave(context: RosterContext, id: string): Promise<void> {
  const leave = await heldLeave(context, id);
  const { department } = await memberRow(context, leave.person_id);
  if (leave.person_id !== context.actor.id) keeper(context, department);
  if (leave.state !== 'asked' && leave.state !== 'granted') throw rosterErrors.notDecidable();
  await context.db.updateTable('operations_leave').set({ state: 'withdrawn' }).where('id', '=', id).execute();
  await tellRoster(context, department, id);
}

/** Leave of a team's people that is not over: who keeps the roster sees who is away, never why. */
export async function leaveOf(context: RosterContext, teamId: string, department: string) {
  keeper(context, department);
  const rows = await leaves(context).where('member.team_id', '=', teamId).execute();
  await recordDutyRead(
    context,
    rows.map(({ person_id }) => person_id),
    ['name', 'from_at', 'to_at'],
  );
  return rows.map(leaveView);
}

/** One's own leave that is not over. */
export async function ownLeave(context: RosterContext) {
  return (await leaves(context).where('leave.person_id', '=', context.actor.id).execute()).map(leaveView);
}

const GRANTED = {
  title: { en: 'Your leave is granted', zh: '您的请假已批准' },
  text: { en: 'You are not planned for duty in that time.', zh: '该时段不再为您排班。' },
};
const REFUSED = {
  title: { en: 'Your leave was not granted', zh: '您的请假未获批准' },
  text: { en: 'Please speak with whoever keeps your roster.', zh: '如有疑问请联系本队排班负责人。' },
};

function leaves({ db, now }: RosterContext) {
  return db
    .selectFrom('operations_leave as leave')
    .innerJoin('operations_member as member', 'member.person_id', 'leave.person_id')
    .select(['leave.id', 'leave.person_id', 'member.name', 'leave.from_at', 'leave.to_at', 'leave.state'])
    .where('leave.to_at', '>', now)
    .where('leave.state', '<>', 'withdrawn')
    .orderBy('leave.from_at');
}

function leaveView(row: {
  id: string;
  person_id: string;
  name: string;
  from_at: Date;
  to_at: Date;
  state: 'asked' | 'granted' | 'refused' | 'withdrawn';
}) {
  return { id: row.id, personId: row.person_id, name: row.name, from: row.from_at, to: row.to_at, state: row.state };
}

async function heldLeave({ db }: RosterContext, id: string) {
  const leave = await db.selectFrom('operations_leave').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!leave) throw rosterErrors.noLeave();
  return leave;
}

/** @throws operations.leaveInShift naming the days */
async function freeOfShifts(
  context: RosterContext,
  leave: { person_id: string; from_at: Date; to_at: Date },
  release: boolean,
): Promise<void> {
  const { db, profile } = context;
  const inside = await db
    .selectFrom('operations_shift')
    .select(['id', 'starts_at'])
    .where('person_id', '=', leave.person_id)
    .where('state', '=', 'published')
    .where('starts_at', '<', leave.to_at)
    .where('ends_at', '>', leave.from_at)
    .orderBy('starts_at')
    .execute();
  if (inside.length === 0) return;
  const { timeZone } = profile(districtFile);
  if (!release) throw rosterErrors.leaveInShift({ shifts: inside.map(({ starts_at }) => localDate(timeZone, starts_at)).join(', ') });
  const ids = inside.map(({ id }) => id);
  await db.updateTable('operations_shift').set({ state: 'cancelled' }).where('id', 'in', ids).execute();
}
