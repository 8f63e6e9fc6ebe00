import { randomUUIDv7 } from 'node:crypto';

import { allow, announce, type Context, kernelErrors, mayTouch } from '#kernel';

import { refusing } from './constraints.ts';
import { dispatchErrors } from './errors.ts';
import type { DispatchContext } from './tables.ts';
import { checkSkill, DISPATCH_TOPIC, teamRow } from './teams.ts';

/** What help a department asks for. */
export interface AidWish {
  readonly department: string;
  readonly caseCode: string | null;
  readonly skill: string;
  readonly teams: number;
  readonly place: string;
  readonly reason: string;
  readonly from: Date;
  readonly to: Date;
}

/** Asks other departments for teams. @returns the request's id @throws operations.unknownSkill, kernel.invalid when it ends before it begins */
export async function askForAid(context: DispatchContext, wish: AidWish): Promise<string> {
  owns(context, wish.department);
  checkSkill(context, wish.skill);
  if (wish.to <= wish.from || wish.to <= context.now) throw kernelErrors.invalid({ field: 'to' });
  const id = randomUUIDv7();
  const { department, skill, teams, place, reason, caseCode: case_code, from: from_at, to: to_at } = wish;
  const asked = { requested_by: context.actor.id, requested_at: context.now, state: 'open' as const, ended_at: null };
  await context.db
    .insertInto('operations_aid_request')
    .values({ id, revision: 1, department, case_code, skill, teams, place, reason, from_at, to_at, ...asked })
    .execute();
  await tellAid(context, id);
  return id;
}

/** Requests with their offers, open ones first. Whoever keeps teams sees all of them: help is asked of all. */
export async function listAid({ db }: DispatchContext) {
  const requests = await db
    .selectFrom('operations_aid_request')
    .selectAll()
    .orderBy(
      ({ ref }) => ref('ended_at'),
      (order) => order.desc().nullsFirst(),
    )
    .orderBy('requested_at', 'desc')
    .limit(100)
    .execute();
  const fills = await db
    .selectFrom('operations_aid_fill as fill')
    .innerJoin('operations_team as team', 'team.id', 'fill.team_id')
    .selectAll('fill')
    .select(['team.name_zh', 'team.name_en'])
    .where('fill.request_id', 'in', ['00000000-0000-0000-0000-000000000000', ...requests.map(({ id }) => id)])
    .orderBy('fill.offered_at')
    .execute();
  return requests.map(({ requested_by: _, ...request }) => ({
    id: request.id,
    revision: request.revision,
    department: request.department,
    caseCode: request.case_code,
    skill: request.skill,
    teams: request.teams,
    place: request.place,
    reason: request.reason,
    from: request.from_at,
    to: request.to_at,
    requestedAt: request.requested_at,
    state: request.state,
    fills: fills.filter(({ request_id }) => request_id === request.id).map(fillView),
  }));
}

function fillView(fill: {
  id: string;
  department: string;
  team_id: string;
  name_zh: string;
  name_en: string;
  offered_at: Date;
  accepted_at: Date | null;
  ended_at: Date | null;
}) {
  const state = fill.ended_at ? ('ended' as const) : fill.accepted_at ? ('accepted' as const) : ('offered' as const);
  return {
    id: fill.id,
    department: fill.department,
    teamId: fill.team_id,
    name: { zh: fill.name_zh, en: fill.name_en },
    offeredAt: fill.offered_at,
    acceptedAt: fill.accepted_at,
    state,
  };
}

/** A department offers one of its teams. @returns the offer's id @throws operations.aidOver, operations.aidOwnTeam, operations.aidBusy */
export async function offerTeam(context: DispatchContext, requestId: string, teamId: string): Promise<string> {
  const request = await heldRequest(context, requestId);
  if (request.state === 'closed' || request.state === 'withdrawn') throw dispatchErrors.aidOver();
  const team = await teamRow(context, teamId);
  owns(context, team.department);
  const id = randomUUIDv7();
  const offer = {
    id,
    request_id: requestId,
    department: team.department,
    team_id: teamId,
    offered_by: context.actor.id,
    offered_at: context.now,
    accepted_by: null,
    accepted_at: null,
    ended_at: null,
    ended_by: null,
  };
  await refusing(FITS, context.db.insertInto('operations_aid_fill').values(offer).execute());
  await tellAid(context, requestId);
  return id;
}

/** The department that asked takes an offer; with the last one it asked for, the request is filled. @throws operations.aidEnough */
export async function acceptOffer(context: DispatchContext, fillId: string): Promise<void> {
  const { fill, request } = await heldFill(context, fillId);
  owns(context, request.department);
  if (fill.ended_at || fill.accepted_at) throw dispatchErrors.noFill();
  const accepted = { accepted_by: context.actor.id, accepted_at: context.now };
  await refusing(FITS, context.db.updateTable('operations_aid_fill').set(accepted).where('id', '=', fillId).execute());
  await recount(context, request);
}

/** Ends an offer or sends a team home; either side may. @throws operations.noFill, operations.aidNotYours */
export async function endFill(context: DispatchContext, fillId: string): Promise<void> {
  const { fill, request } = await heldFill(context, fillId);
  if (fill.ended_at) throw dispatchErrors.noFill();
  if (!mayOwn(context, request.department) && !mayOwn(context, fill.department)) throw dispatchErrors.aidNotYours();
  const ended = { ended_by: context.actor.id, ended_at: context.now };
  await context.db.updateTable('operations_aid_fill').set(ended).where('id', '=', fillId).execute();
  await recount(context, request);
}

/** Ends a request: all teams go home. It was withdrawn when nobody had come. @throws operations.noAid, operations.aidOver */
export async function endAid(context: DispatchContext, requestId: string): Promise<void> {
  const { db, now, actor } = context;
  const request = await heldRequest(context, requestId);
  owns(context, request.department);
  if (request.ended_at) throw dispatchErrors.aidOver();
  const came = await db
    .updateTable('operations_aid_fill')
    .set({ ended_at: now, ended_by: actor.id })
    .where('request_id', '=', requestId)
    .where('ended_at', 'is', null)
    .returning('accepted_at')
    .execute();
  const state = came.some(({ accepted_at }) => accepted_at) ? ('closed' as const) : ('withdrawn' as const);
  await db
    .updateTable('operations_aid_request')
    .set({ state, ended_at: now, revision: request.revision + 1 })
    .where('id', '=', requestId)
    .execute();
  await tellAid(context, requestId);
}

const FITS = {
  operations_aid_fill_other: dispatchErrors.aidOwnTeam,
  operations_aid_fill_enough: dispatchErrors.aidEnough,
  operations_aid_fill_once: dispatchErrors.aidBusy,
};

async function heldRequest({ db }: DispatchContext, id: string) {
  const request = await db.selectFrom('operations_aid_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!request) throw dispatchErrors.noAid();
  return request;
}

async function heldFill(context: DispatchContext, id: string) {
  const found = await context.db.selectFrom('operations_aid_fill').select('request_id').where('id', '=', id).executeTakeFirst();
  if (!found) throw dispatchErrors.noFill();
  const request = await heldRequest(context, found.request_id);
  const fill = await context.db.selectFrom('operations_aid_fill').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { fill, request };
}

/** A request is filled while as many teams as it asked for are there. */
async function recount(context: DispatchContext, request: { id: string; teams: number; revision: number }): Promise<void> {
  const { count } = await context.db
    .selectFrom('operations_aid_fill')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('request_id', '=', request.id)
    .where('accepted_at', 'is not', null)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  await context.db
    .updateTable('operations_aid_request')
    .set({ state: Number(count) >= request.teams ? 'filled' : 'open', revision: request.revision + 1 })
    .where('id', '=', request.id)
    .where('state', 'in', ['open', 'filled'])
    .execute();
  await tellAid(context, request.id);
}

function owns(context: DispatchContext, department: string): void {
  allow(context as unknown as Context<never>, 'operations:roster', { department });
}

function mayOwn(context: DispatchContext, department: string): boolean {
  return mayTouch(context as unknown as Context<never>, 'operations:roster', { department });
}

async function tellAid(context: DispatchContext, id: string): Promise<void> {
  await announce(context, [DISPATCH_TOPIC], { ids: [id] });
}
