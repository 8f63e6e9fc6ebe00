import { Type } from 'typebox';

import { allow, type Context, closed, defineRoutes, Instant, nullable, revisionFrom, route, text, Uuid, workRoute } from '#kernel';

import { keptTeams, teamsOnBoard } from './board.ts';
import { confirm, takeBack } from './confirm.ts';
import { dispatchFile } from './facts.ts';
import { Board, ConfirmedItem, KeptTeams, SuggestionView } from './shapes.ts';
import { makeSuggestion, readSuggestion } from './suggestions.ts';
import type { DispatchContext, DispatchTables, DispatchWork } from './tables.ts';
import { addTeam, addVehicle, changeTeam, changeVehicle, reportPlace } from './teams.ts';

const Id = closed({ id: Uuid });
const Scope = closed({ department: Type.Optional(Type.String({ maxLength: 60 })) });
const keys = (maxItems: number) => Type.Array(Type.String({ maxLength: 60 }), { maxItems });
const Team = {
  name: closed({ zh: text(60), en: text(60) }),
  department: text(60),
  skills: keys(20),
  capacity: Type.Integer({ minimum: 1, maximum: 20 }),
  duty: Type.Enum(['roster', 'always']),
};
const reach = (context: unknown) => context as DispatchContext;
const named = (words: Readonly<Record<string, { zh: string; en: string }>>) =>
  Object.entries(words).map(([key, { zh, en }]) => ({ key, title: { zh, en } }));

/** Routes of the dispatch board: teams, vehicles, places, suggestions and their confirmation. */
export const dispatchRoutes = defineRoutes<DispatchTables>([
  route({
    method: 'GET',
    path: '/api/dispatch/board',
    absolute: true,
    summary: 'Teams with their tasks, vehicles and last reported places; people are only counted',
    permission: 'operations:dispatch',
    query: Scope,
    reply: Board,
    handle: async (context, { query }) => {
      const department = scopeOf(reach(context), query);
      const { version, skills, vehicles, weights } = context.profile(dispatchFile);
      const teams = await teamsOnBoard(reach(context), department);
      return { version, skills: named(skills), vehicles: named(vehicles), weights, teams };
    },
  }),
  route({
    method: 'GET',
    path: '/api/dispatch/teams',
    absolute: true,
    summary: 'Teams that the reader keeps, with the words for what they can do and drive',
    permission: 'operations:roster',
    reply: KeptTeams,
    handle: async (context) => {
      const { skills, vehicles } = context.profile(dispatchFile);
      return { teams: await keptTeams(reach(context)), skills: named(skills), vehicles: named(vehicles) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/dispatch/teams',
    absolute: true,
    summary: 'Enter a team',
    permission: 'operations:roster',
    body: closed(Team),
    reply: Id,
    status: 201,
    handle: async (context, { body }) => ({ id: await addTeam(reach(context), body) }),
  }),
  route({
    method: 'PUT',
    path: '/api/dispatch/teams/:id',
    absolute: true,
    summary: 'Change or retire a team; If-Match says which revision was read',
    permission: 'operations:roster',
    params: Id,
    body: closed({ ...Team, retired: Type.Boolean() }),
    reply: Id,
    handle: async (context, { params, body, headers }) => {
      await changeTeam(reach(context), params.id, revisionFrom(headers), body);
      return params;
    },
  }),
  route({
    method: 'POST',
    path: '/api/dispatch/teams/:id/vehicles',
    absolute: true,
    summary: 'Enter a vehicle of a team',
    permission: 'operations:roster',
    params: Id,
    body: closed({ kind: text(60), plate: text(20), state: Type.Enum(['ready', 'out']) }),
    reply: Id,
    status: 201,
    handle: async (context, { params, body }) => ({ id: await addVehicle(reach(context), params.id, body) }),
  }),
  route({
    method: 'PUT',
    path: '/api/dispatch/vehicles/:id',
    absolute: true,
    summary: 'Say whether a vehicle can drive, or that it is gone; If-Match says which revision was read',
    permission: 'operations:roster',
    params: Id,
    body: closed({ state: Type.Enum(['ready', 'out']), retired: Type.Boolean() }),
    reply: Id,
    handle: async (context, { params, body, headers }) => {
      await changeVehicle(reach(context), params.id, revisionFrom(headers), body);
      return params;
    },
  }),
  route({
    method: 'POST',
    path: '/api/dispatch/teams/:id/place',
    absolute: true,
    summary: 'Report where a team is; the place before is forgotten',
    permission: 'signed-in',
    params: Id,
    body: closed({
      lng: Type.Number({ minimum: -180, maximum: 180 }),
      lat: Type.Number({ minimum: -90, maximum: 90 }),
      at: Type.Optional(Instant),
    }),
    reply: Id,
    handle: async (context, { params, body: { at, ...place } }) => {
      await reportPlace(reach(context), params.id, { ...place, at: at && new Date(at) });
      return params;
    },
  }),
  route({
    method: 'GET',
    path: '/api/dispatch/suggestions',
    absolute: true,
    summary: 'The latest suggestions for a department or for all, with cost parts and losing choices',
    permission: 'operations:dispatch',
    query: closed({ ...Scope.properties, id: Type.Optional(Uuid) }),
    reply: closed({ suggestion: nullable(SuggestionView) }),
    handle: async (context, { query }) => {
      const asked = query.id === undefined ? { department: scopeOf(reach(context), query) } : { id: query.id };
      const suggestion = await readSuggestion(reach(context), asked);
      if (suggestion) scopeOf(reach(context), { department: suggestion.department ?? undefined });
      return { suggestion };
    },
  }),
  workRoute({
    method: 'POST',
    path: '/api/dispatch/suggestions',
    absolute: true,
    summary: 'Suggest teams for all waiting tasks now; nothing is assigned',
    permission: 'operations:dispatch',
    body: Scope,
    reply: Id,
    status: 201,
    work: async (work, { body }) => {
      const department = await work.transaction(async (context) => scopeOf(reach(context), body));
      return { id: await makeSuggestion(work as unknown as DispatchWork, department) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/dispatch/suggestions/:id/confirm',
    absolute: true,
    summary: 'Assign tasks as a person decides, by the suggestion or otherwise',
    permission: 'operations:dispatch',
    params: Id,
    body: closed({ items: Type.Array(closed({ task: Uuid, team: Uuid }), { minItems: 1, maxItems: 400 }) }),
    reply: closed({ items: Type.Array(ConfirmedItem) }),
    handle: async (context, { params, body }) => ({ items: await confirm(reach(context), params.id, body.items) }),
  }),
  route({
    method: 'POST',
    path: '/api/dispatch/suggestions/:id/undo',
    absolute: true,
    summary: 'Take confirmations back, for a while: all of those named, or none',
    permission: 'operations:dispatch',
    params: Id,
    body: closed({ tasks: Type.Array(Uuid, { minItems: 1, maxItems: 400 }) }),
    reply: Id,
    handle: async (context, { params, body }) => {
      for (const task of body.tasks.toSorted()) await takeBack(reach(context), params.id, task);
      return params;
    },
  }),
]);

/** The department asked for, if the actor's right reaches it; without one, all. */
function scopeOf(context: DispatchContext, { department = null }: { readonly department?: string | null | undefined }): string | null {
  allow(context as unknown as Context<never>, 'operations:dispatch', { department });
  return department;
}
