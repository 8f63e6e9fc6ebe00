import { Type } from 'typebox';

import { closed, Day, defineRoutes, Instant, nullable, revisionFrom, route, text, Uuid } from '#kernel';

import { teamRow } from '../dispatch/teams.ts';
import { askLeave, decideLeave, leaveOf, ownLeave, withdrawLeave } from './leave.ts';
import { addMember, candidates, changeMember, membersOf } from './members.ts';
import { listRosters, ownShifts, publishedShifts, readRoster, rosterRules } from './read.ts';
import { isKeeper } from './rights.ts';
import { discardRoster, fillSlot, planRoster, publishRoster, withdrawRoster } from './rosters.ts';
import { Leave, Member, NeedShape, Roster, RosterWithShifts, Rules, Shift, Swap } from './shapes.ts';
import { answerSwap, askSwap, decideSwap, listSwaps, withdrawSwap } from './swaps.ts';
import type { RosterContext, RosterTables } from './tables.ts';

const Id = closed({ id: Uuid });
const Person = closed({ id: text(80) });
const Team = closed({ team: Uuid });
const skills = Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 });
const reach = (context: unknown) => context as RosterContext;

const memberRoutes = defineRoutes<RosterTables>([
  route({
    method: 'GET',
    path: '/api/roster/members',
    absolute: true,
    summary: 'People of a team, with the rules that their rosters follow',
    permission: 'signed-in',
    query: Team,
    reply: closed({ items: Type.Array(Member), rules: Rules }),
    handle: async (context, { query }) => ({ items: await membersOf(reach(context), query.team), rules: rosterRules(reach(context)) }),
  }),
  route({
    method: 'GET',
    path: '/api/roster/candidates',
    absolute: true,
    summary: 'People of the department who are on no roster yet',
    permission: 'operations:roster',
    query: closed({ department: text(60) }),
    reply: closed({ items: Type.Array(closed({ id: Type.String(), name: Type.String() })) }),
    handle: async (context, { query }) => ({ items: await candidates(reach(context), query.department) }),
  }),
  route({
    method: 'POST',
    path: '/api/roster/members',
    absolute: true,
    summary: 'Put somebody on a team’s roster',
    permission: 'operations:roster',
    body: closed({ personId: nullable(Uuid), name: text(60), team: Uuid, skills }),
    reply: Person,
    status: 201,
    handle: async (context, { body }) => ({ id: await addMember(reach(context), body) }),
  }),
  route({
    method: 'PUT',
    path: '/api/roster/members/:id',
    absolute: true,
    summary: 'Change what somebody can do or where they belong; If-Match says which revision was read',
    permission: 'operations:roster',
    params: Person,
    body: closed({ name: text(60), team: Uuid, skills, left: Type.Boolean() }),
    reply: Person,
    handle: async (context, { params, body, headers }) => {
      await changeMember(reach(context), params.id, revisionFrom(headers), body);
      return params;
    },
  }),
]);

const shiftRoutes = defineRoutes<RosterTables>([
  route({
    method: 'GET',
    path: '/api/shifts',
    absolute: true,
    summary: 'Published shifts of a team; everybody shown can see who looked',
    permission: 'signed-in',
    query: closed({ team: Uuid, from: Day, to: Day }),
    reply: closed({ items: Type.Array(Shift) }),
    handle: async (context, { query }) => ({ items: await publishedShifts(reach(context), query) }),
  }),
  route({
    method: 'GET',
    path: '/api/shifts/mine',
    absolute: true,
    summary: 'One’s own shifts, leave and swaps',
    permission: 'signed-in',
    reply: closed({ shifts: Type.Array(Shift), leave: Type.Array(Leave), swaps: Type.Array(Swap), rules: Rules }),
    handle: async (context) => ({
      shifts: await ownShifts(reach(context)),
      leave: await ownLeave(reach(context)),
      swaps: await listSwaps(reach(context), null),
      rules: rosterRules(reach(context)),
    }),
  }),
]);

const rosterOnly = defineRoutes<RosterTables>([
  route({
    method: 'GET',
    path: '/api/rosters',
    absolute: true,
    summary: 'Rosters of a team, newest first',
    permission: 'operations:roster',
    query: Team,
    reply: closed({ items: Type.Array(Roster) }),
    handle: async (context, { query }) => ({ items: await listRosters(reach(context), query.team) }),
  }),
  route({
    method: 'POST',
    path: '/api/rosters',
    absolute: true,
    summary: 'Plan a roster: a job leaves a draft, the published one stays as it is',
    permission: 'operations:roster',
    body: closed({
      team: Uuid,
      from: Day,
      days: Type.Integer({ minimum: 1, maximum: 31 }),
      needs: Type.Array(NeedShape, { minItems: 1, maxItems: 12 }),
    }),
    reply: Id,
    status: 202,
    handle: async (context, { body }) => ({ id: await planRoster(reach(context), body) }),
  }),
  route({
    method: 'GET',
    path: '/api/rosters/:id',
    absolute: true,
    summary: 'One roster with its shifts and gaps',
    permission: 'operations:roster',
    params: Id,
    reply: RosterWithShifts,
    handle: (context, { params }) => readRoster(reach(context), params.id),
  }),
  route({
    method: 'PUT',
    path: '/api/rosters/:id/slot',
    absolute: true,
    summary: 'Put people into one slot of a draft by hand; If-Match says which revision was read',
    permission: 'operations:roster',
    params: Id,
    body: closed({ day: Day, kind: text(40), people: Type.Array(text(80), { maxItems: 100 }) }),
    reply: RosterWithShifts,
    handle: async (context, { params, body, headers }) => {
      await fillSlot(reach(context), params.id, revisionFrom(headers), body);
      return readRoster(reach(context), params.id);
    },
  }),
  ...(
    [
      ['publish', 'Publish a draft in place of what is published', publishRoster],
      ['withdraw', 'Take a publication back: what it replaced stands again', withdrawRoster],
      ['discard', 'Throw a draft away', discardRoster],
    ] as const
  ).map(([name, summary, act]) =>
    route<RosterTables>({
      method: 'POST',
      path: `/api/rosters/:id/${name}`,
      absolute: true,
      summary: `${summary}; If-Match says which revision was read`,
      permission: 'operations:roster',
      params: Id,
      reply: Id,
      handle: async (context, { params, headers }) => {
        await act(reach(context), String(params['id']), revisionFrom(headers));
        return params;
      },
    }),
  ),
]);

const leaveRoutes = defineRoutes<RosterTables>([
  route({
    method: 'GET',
    path: '/api/leave',
    absolute: true,
    summary: 'Leave of a team’s people that is not over; no reason is kept',
    permission: 'operations:roster',
    query: Team,
    reply: closed({ items: Type.Array(Leave) }),
    handle: async (context, { query }) => {
      const { department } = await teamRow(reach(context), query.team);
      return { items: await leaveOf(reach(context), query.team, department) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/leave',
    absolute: true,
    summary: 'Ask for leave, for oneself or for somebody whose roster one keeps',
    permission: 'signed-in',
    body: closed({ person: nullable(text(80)), from: Instant, to: Instant }),
    reply: Id,
    status: 201,
    handle: async (context, { body: { person, from, to } }) => ({
      id: await askLeave(reach(context), { person, from: new Date(from), to: new Date(to) }),
    }),
  }),
  route({
    method: 'POST',
    path: '/api/leave/:id/decide',
    absolute: true,
    summary: 'Grant or refuse leave',
    permission: 'operations:roster',
    params: Id,
    body: closed({ granted: Type.Boolean(), release: Type.Boolean() }),
    reply: Id,
    handle: async (context, { params, body }) => {
      await decideLeave(reach(context), params.id, body);
      return params;
    },
  }),
  route({
    method: 'POST',
    path: '/api/leave/:id/withdraw',
    absolute: true,
    summary: 'Take leave back',
    permission: 'signed-in',
    params: Id,
    reply: Id,
    handle: async (context, { params }) => {
      await withdrawLeave(reach(context), params.id);
      return params;
    },
  }),
]);

const swapRoutes = defineRoutes<RosterTables>([
  route({
    method: 'GET',
    path: '/api/swaps',
    absolute: true,
    summary: 'Swaps of a team for who keeps its roster, or one’s own',
    permission: 'signed-in',
    query: closed({ team: Type.Optional(Uuid) }),
    reply: closed({ items: Type.Array(Swap) }),
    handle: async (context, { query }) => {
      const team = query.team === undefined ? null : await teamRow(reach(context), query.team);
      return { items: await listSwaps(reach(context), team && isKeeper(reach(context), team.department) ? team : null) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/swaps',
    absolute: true,
    summary: 'Ask a colleague to take a shift, for one of theirs or for nothing',
    permission: 'signed-in',
    body: closed({ shift: Uuid, to: text(80), inReturn: nullable(Uuid) }),
    reply: Id,
    status: 201,
    handle: async (context, { body }) => ({ id: await askSwap(reach(context), body) }),
  }),
  route({
    method: 'POST',
    path: '/api/swaps/:id/answer',
    absolute: true,
    summary: 'Agree to a swap one was asked for, or not',
    permission: 'signed-in',
    params: Id,
    body: closed({ agrees: Type.Boolean() }),
    reply: Id,
    handle: async (context, { params, body }) => {
      await answerSwap(reach(context), params.id, body.agrees);
      return params;
    },
  }),
  route({
    method: 'POST',
    path: '/api/swaps/:id/decide',
    absolute: true,
    summary: 'Approve a swap both agreed to, or refuse it',
    permission: 'operations:supervise',
    params: Id,
    body: closed({ approved: Type.Boolean() }),
    reply: Id,
    handle: async (context, { params, body }) => {
      await decideSwap(reach(context), params.id, body.approved);
      return params;
    },
  }),
  route({
    method: 'POST',
    path: '/api/swaps/:id/withdraw',
    absolute: true,
    summary: 'Take back a swap one asked for',
    permission: 'signed-in',
    params: Id,
    reply: Id,
    handle: async (context, { params }) => {
      await withdrawSwap(reach(context), params.id);
      return params;
    },
  }),
]);

/** Routes of rosters: people, shifts, plans, leave and swaps. */
export const rosterRoutes = [...memberRoutes, ...shiftRoutes, ...rosterOnly, ...leaveRoutes, ...swapRoutes];
