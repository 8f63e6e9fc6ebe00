import { Readable } from 'node:stream';

import { Type } from 'typebox';

import { closed, defineRoutes, type FileReply, nullable, Page, pageQuery, revisionFrom, route, text, Uuid, workRoute } from '#kernel';

import { acts } from './acts/index.ts';
import { EditableFields, editAct } from './acts/routing.ts';
import { performEach } from './bulk.ts';
import { readCode } from './code.ts';
import { casesCsv } from './csv.ts';
import { type Performed, perform, undo } from './engine.ts';
import { caseFilters, countCases, listCases } from './list.ts';
import { mergeCases, unmergeCases } from './merge.ts';
import { openCase } from './open.ts';
import { CaseDetail, CaseSummary, Outcome, StoryLine } from './shapes.ts';
import { storyOf } from './story.ts';
import type { CaseTables } from './tables.ts';
import { caseDetail, seenCase } from './view.ts';

const Code = closed({ code: text(40) });
const Id = closed({ id: Uuid });
/** Beyond this nobody counts. */
const COUNTED = 1_000;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** How a request is meant: its If-Match, and its Idempotency-Key. */
export function meantBy(headers: Headers) {
  const key = headers['idempotency-key'];
  return { base: revisionFrom(headers), idemKey: typeof key === 'string' ? key : null };
}

/** What came of an act, for whoever asked. */
export function outcomeOf({ record, merged, others }: Performed) {
  const seen = others.map(({ rev, at, act, actorDepartment, fields }) => ({
    rev,
    at,
    act,
    department: actorDepartment,
    fields: Object.keys(fields.set ?? {}),
  }));
  return { code: record.fields.code, revision: record.revision, state: record.fields.state, merged, others: seen };
}

/** Every act of the table has an address of its own: `/api/cases/{code}/acts/{act}`. */
const actRoutes = [...acts.values()].map((act) =>
  route<CaseTables>({
    method: 'POST',
    path: `/api/cases/:code/acts/${act.name}`,
    absolute: true,
    summary: `${act.title.en}; If-Match says which revision was read`,
    permission: act.permission,
    params: Code,
    body: act.input,
    reply: Outcome,
    handle: async (context, { params, body, headers }) =>
      outcomeOf(await perform(context, { code: readCode(String(params['code'])) }, act, body as object, meantBy(headers))),
  }),
);

/** The same acts by the task or clock they are about. */
const shortRoutes = (
  [
    ['tasks', 'task', ['accept', 'bounce', 'object', 'settle', 'assign', 'unassign', 'done', 'refuse', 'progress', 'cannot', 'amend']],
    ['clocks', 'clock', ['pause', 'resume']],
  ] as const
).flatMap(([path, about, names]) =>
  names.map((name) => {
    const act = acts.get(name) as NonNullable<ReturnType<typeof acts.get>>;
    const { [about]: _, ...rest } = act.input.properties;
    return route<CaseTables>({
      method: 'POST',
      path: `/api/${path}/:id/${name}`,
      absolute: true,
      summary: `${act.title.en}; If-Match is the revision of the case`,
      permission: act.permission,
      params: Id,
      body: closed(rest),
      reply: Outcome,
      handle: async (context, { params, body, headers }) => {
        const id = String(params['id']);
        return outcomeOf(
          await perform(
            context,
            about === 'task' ? { task: id } : { clock: id },
            act,
            { ...(body as object), [about]: id },
            meantBy(headers),
          ),
        );
      },
    });
  }),
);

const Bulk = closed({
  act: Type.Enum(['accept', 'note', 'edit', 'assign', 'order']),
  items: Type.Array(closed({ code: text(40), revision: Type.Integer({ minimum: 1 }), input: Type.Record(Type.String(), Type.Unknown()) }), {
    minItems: 1,
    maxItems: 200,
  }),
});

/** Routes of cases. */
export const caseRoutes = [
  ...defineRoutes<CaseTables>([
    route({
      method: 'GET',
      path: '/api/cases',
      absolute: true,
      summary: 'Cases the reader may see, filtered, searched and ordered by deadline',
      permission: 'operations:see',
      query: closed({ ...pageQuery, ...caseFilters }),
      reply: closed({ ...Page(CaseSummary).properties, count: Type.Integer(), more: Type.Boolean() }),
      handle: async (context, { query }) => {
        const page = await listCases(context, query);
        const whole = page.next === null && query.cursor === undefined;
        const count = whole ? page.items.length : await countCases(context, query, COUNTED + 1);
        return { ...page, count: Math.min(count, COUNTED), more: count > COUNTED };
      },
    }),
    workRoute({
      method: 'GET',
      path: '/api/cases.csv',
      absolute: true,
      summary: 'The same cases as a file',
      permission: 'operations:see',
      query: closed(caseFilters),
      reply: 'file',
      work: async (work, { query }): Promise<FileReply> => {
        const text = await work.transaction((context) => casesCsv(context, query));
        return { stream: Readable.from([text]), type: 'text/csv; charset=utf-8', fileName: 'cases.csv' };
      },
    }),
    route({
      method: 'POST',
      path: '/api/cases',
      absolute: true,
      summary: 'Open a case at the desk',
      permission: 'operations:intake',
      status: 201,
      body: closed({
        title: text(200),
        text: Type.Optional(Type.String({ maxLength: 10_000 })),
        category: text(60),
        level: Type.Optional(text(30)),
        town: Type.Optional(nullable(text(60))),
        place: Type.Optional(nullable(text(300))),
        lng: Type.Optional(nullable(Type.Number({ minimum: -180, maximum: 180 }))),
        lat: Type.Optional(nullable(Type.Number({ minimum: -90, maximum: 90 }))),
        asset: Type.Optional(nullable(text(80))),
        reporter: Type.Optional(Type.Boolean()),
        route: Type.Optional(closed({ department: text(60), reason: text(500) })),
        routed: Type.Optional(Type.Boolean()),
      }),
      reply: closed({ code: Type.String(), revision: Type.Integer(), state: Type.String(), lead: Type.String() }),
      handle: async (context, { body }) => {
        const { fields, revision } = await openCase(context, { ...body, source: 'desk', reporter: body.reporter ?? false });
        return { code: fields.code, revision, state: fields.state, lead: fields.lead };
      },
    }),
    route({
      method: 'GET',
      path: '/api/cases/:code',
      absolute: true,
      summary: 'One case with all that hangs on it, and what the reader may do',
      permission: 'operations:see',
      params: Code,
      reply: CaseDetail,
      handle: (context, { params }) => caseDetail(context, { code: readCode(params.code) }),
    }),
    route({
      method: 'GET',
      path: '/api/cases/:code/log',
      absolute: true,
      summary: 'The story of a case: every line of its log, oldest first',
      permission: 'operations:see',
      params: Code,
      reply: closed({ items: Type.Array(StoryLine), revision: Type.Integer() }),
      handle: async (context, { params }) => {
        const loaded = await seenCase(context, { code: readCode(params.code) });
        return { items: storyOf(loaded, context.actor.id), revision: loaded.record.revision };
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/cases/:code',
      absolute: true,
      summary: 'Put fields right; If-Match says which revision was read',
      permission: 'signed-in',
      params: Code,
      body: EditableFields,
      reply: Outcome,
      handle: async (context, { params, body, headers }) =>
        outcomeOf(await perform(context, { code: readCode(params.code) }, editAct, body, meantBy(headers))),
    }),
    route({
      method: 'POST',
      path: '/api/cases/:code/undo',
      absolute: true,
      summary: 'Take one’s own line back while nothing builds on it',
      permission: 'signed-in',
      params: Code,
      body: closed({ rev: Type.Integer({ minimum: 2 }) }),
      reply: Outcome,
      handle: async (context, { params, body, headers }) =>
        outcomeOf(await undo(context, { code: readCode(params.code) }, body.rev, acts, meantBy(headers))),
    }),
    workRoute({
      method: 'POST',
      path: '/api/cases/bulk',
      absolute: true,
      summary: 'The same act on many cases, each for itself: what fails says so and leaves the others done',
      permission: 'operations:see',
      body: Bulk,
      reply: closed({
        items: Type.Array(closed({ code: Type.String(), revision: nullable(Type.Integer()), problem: nullable(Type.Unknown()) })),
      }),
      work: async (work, { body }) => ({ items: await performEach(work, acts.get(body.act) as never, body.items) }),
    }),
    route({
      method: 'POST',
      path: '/api/merges',
      absolute: true,
      summary: 'Join a case to another about the same thing',
      permission: 'operations:dispatch',
      status: 201,
      body: closed({ survivor: text(40), merged: text(40), explanation: Type.Optional(Type.Unknown()) }),
      reply: closed({ id: Uuid }),
      handle: async (context, { body }) => ({
        id: await mergeCases(context, { code: readCode(body.survivor) }, { code: readCode(body.merged) }, body.explanation ?? null),
      }),
    }),
    route({
      method: 'DELETE',
      path: '/api/merges/:id',
      absolute: true,
      summary: 'Undo a merge: the clocks of both cases are again those of their own logs',
      permission: 'operations:dispatch',
      params: Id,
      reply: closed({ survivor: Type.String(), merged: Type.String() }),
      handle: async (context, { params }) => {
        const [survivor, merged] = await unmergeCases(context, params.id);
        return { survivor, merged };
      },
    }),
  ]),
  ...defineRoutes<CaseTables>([...actRoutes, ...shortRoutes]),
];
