import { Type } from 'typebox';

import { closed, defineRoutes, type FileReply, nullable, Page, pageQuery, route, text, Uuid, workRoute } from '#kernel';
import { Dialect } from '../ingest/index.ts';
import { acceptLoad, LoadStates, readLoad, refuseLoad, startLoad } from '../loads.ts';
import { loadsPage, withNames } from '../read-model.ts';
import { firstRefusals, refusalsAsCsv } from '../refusals.ts';
import { readVersionOfLoad } from '../rows.ts';
import { dataService } from '../service.ts';
import { Load, presentUpload, Upload } from '../shapes.ts';
import { suggestFields } from '../suggest.ts';
import type { DataTables } from '../tables.ts';
import { beginUpload, dropUpload, MAX_UPLOAD_BYTES, readUpload, receivePiece } from '../uploads.ts';
import { dialectOf, dialectQuery } from './dialect.ts';

const Id = closed({ id: Uuid });
const Reason = closed({ reason: text(1_000) });
const Refusal = closed({
  file: Type.String(),
  line: Type.Integer(),
  field: nullable(Type.String()),
  faults: Type.Array(Type.String()),
  raw: Type.String(),
  value: nullable(Type.String()),
});

/** Routes of uploads and loads. */
export const loadRoutes = defineRoutes<DataTables>([
  route({
    method: 'POST',
    path: '/uploads',
    summary: 'Announce a file; send it in pieces to its address',
    permission: 'data:steward',
    body: closed({ name: text(300), size: Type.Integer({ minimum: 0 }) }),
    reply: Upload,
    status: 201,
    handle: async (context, { body }) => presentUpload(await beginUpload(context, body)),
  }),
  route({
    method: 'GET',
    path: '/uploads/:id',
    summary: 'How much of a file has arrived',
    permission: 'data:steward',
    params: Id,
    reply: Upload,
    handle: async (context, { params }) => presentUpload(await readUpload(context, params.id)),
  }),
  workRoute({
    method: 'PATCH',
    path: '/uploads/:id',
    summary: 'Send the next piece of a file, from the byte that `offset` says',
    permission: 'data:steward',
    params: Id,
    query: closed({ offset: Type.Integer({ minimum: 0 }) }),
    body: 'stream',
    bodyLimit: MAX_UPLOAD_BYTES,
    reply: Upload,
    work: async (work, { params, query, stream }) => presentUpload(await receivePiece(work, params.id, query.offset, stream)),
  }),
  workRoute({
    method: 'DELETE',
    path: '/uploads/:id',
    summary: 'Forget a file that was sent',
    permission: 'data:steward',
    params: Id,
    reply: closed({ dropped: Type.Boolean() }),
    work: async (work, { params }) => {
      await dropUpload(work, params.id);
      return { dropped: true };
    },
  }),
  workRoute({
    method: 'GET',
    path: '/uploads/:id/sniff',
    summary:
      'What a file holds: kind, encoding, columns with inferred types, first rows, and fields as we would describe them. A corrected dialect is taken as it is',
    permission: 'data:steward',
    params: Id,
    query: closed(dialectQuery),
    reply: Type.Unknown(),
    work: (work, { params, query }) => suggestFields(work, params.id, dialectOf(query)),
  }),
  route({
    method: 'POST',
    path: '/datasets/:key/loads',
    summary: 'Load uploaded files into a dataset',
    permission: 'data:steward',
    params: closed({ key: Type.String({ maxLength: 63 }) }),
    body: closed({ uploads: Type.Array(Uuid, { minItems: 1, maxItems: 1_000 }), dialect: Type.Optional(Dialect) }),
    reply: closed({ loadId: Uuid, jobId: Type.Union([Uuid, Type.Null()]) }),
    status: 202,
    handle: (context, { params, body }) => startLoad(context, params.key, body.uploads, body.dialect),
  }),
  route({
    method: 'GET',
    path: '/loads',
    summary: 'Loads of one dataset or of all: those that wait for a decision first, then the latest',
    permission: 'data:steward',
    query: closed({ ...pageQuery, dataset: Type.Optional(Type.String({ maxLength: 63 })), state: Type.Optional(LoadStates) }),
    reply: Page(Load),
    handle: (context, { query }) => loadsPage(context, query),
  }),
  route({
    method: 'GET',
    path: '/loads/:id',
    summary: 'One load: counts, drift, why it is held',
    permission: 'data:steward',
    params: Id,
    reply: Load,
    handle: async (context, { params }) => {
      const [load] = await withNames(context, [await readLoad(context, params.id)]);
      return load as NonNullable<typeof load>;
    },
  }),
  route({
    method: 'POST',
    path: '/loads/:id/accept',
    summary: 'Make a held version the current one',
    permission: 'data:steward',
    params: Id,
    body: Reason,
    reply: Load,
    handle: async (context, { params, body }) => {
      const [load] = await withNames(context, [await acceptLoad(context, params.id, body.reason)]);
      return load as NonNullable<typeof load>;
    },
  }),
  route({
    method: 'POST',
    path: '/loads/:id/refuse',
    summary: 'Refuse a held version; the old one stays',
    permission: 'data:steward',
    params: Id,
    body: Reason,
    reply: Load,
    handle: async (context, { params, body }) => {
      const [load] = await withNames(context, [await refuseLoad(context, params.id, body.reason)]);
      return load as NonNullable<typeof load>;
    },
  }),
  workRoute({
    method: 'GET',
    path: '/loads/:id/manifest',
    summary: 'What a load made: schema, scorecard, profile and hashes',
    permission: 'data:steward',
    params: Id,
    reply: Type.Unknown(),
    work: async (work, { params }) => (await work.transaction((context) => readVersionOfLoad(context, params.id))).version.manifest,
  }),
  workRoute({
    method: 'GET',
    path: '/loads/:id/refusals',
    summary: 'The first refused rows of a load, with the cell at fault',
    permission: 'data:steward',
    params: Id,
    query: closed({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })) }),
    reply: closed({ items: Type.Array(Refusal) }),
    work: async (work, { params, query }) => {
      const readable = await work.transaction((context) => readVersionOfLoad(context, params.id));
      return { items: await firstRefusals(work.storage, readable, query.limit ?? 200) };
    },
  }),
  workRoute({
    method: 'GET',
    path: '/loads/:id/refusals.csv',
    summary: 'All refused rows of a load with their reasons, as CSV',
    permission: 'data:steward',
    params: Id,
    reply: 'file',
    work: async (work, { params }) =>
      refusalsAsCsv(work.storage, await work.transaction((context) => readVersionOfLoad(context, params.id))),
  }),
  workRoute({
    method: 'GET',
    path: '/loads/:id/rejects',
    summary: 'The refused rows of a load, one JSON line each, with the reasons and the raw text',
    permission: 'data:steward',
    params: Id,
    reply: 'file',
    work: async (work, { params }): Promise<FileReply> => {
      const readable = await work.transaction((context) => readVersionOfLoad(context, params.id));
      return dataService(work.storage).downloads.rejects(work.storage, readable);
    },
  }),
]);
