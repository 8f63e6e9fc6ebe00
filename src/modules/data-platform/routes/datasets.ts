import { Type } from 'typebox';

import { closed, defineRoutes, Instant, Page, pageQuery, revisionFrom, route, text } from '#kernel';
import { changeDataset, describeDataset, readDataset, seesAll } from '../catalogue.ts';
import { DatasetDescription } from '../description.ts';
import { dataErrors } from '../errors.ts';
import { readHistory } from '../history.ts';
import { closeToPublic, openToPublic } from '../openness.ts';
import { summaries, wholeDataset } from '../read-model.ts';
import { Dataset, DatasetSummary, presentVersion, Version } from '../shapes.ts';
import type { DataTables } from '../tables.ts';
import { listVersions, rollBack } from '../versions.ts';

const Key = closed({ key: Type.String({ maxLength: 63 }) });
const Reason = closed({ reason: text(1_000) });

/** What narrows the catalogue, in its address. */
export const catalogueQuery = {
  q: Type.Optional(Type.String({ maxLength: 200 })),
  theme: Type.Optional(Type.String({ maxLength: 60 })),
  department: Type.Optional(Type.String({ maxLength: 60 })),
  state: Type.Optional(Type.Enum(['draft', 'active', 'retired'])),
  open: Type.Optional(Type.Boolean()),
};

/** Routes of the catalogue: descriptions, versions, opening and closing. */
export const datasetRoutes = defineRoutes<DataTables>([
  route({
    method: 'GET',
    path: '/datasets',
    summary: 'The catalogue: what the reader may see, filtered and searched in both languages',
    permission: 'public',
    query: closed({ ...pageQuery, ...catalogueQuery }),
    reply: Page(DatasetSummary),
    handle: (context, { query }) => summaries(context, query),
  }),
  route({
    method: 'POST',
    path: '/datasets',
    summary: 'Enter a dataset into the catalogue',
    permission: 'data:steward',
    body: DatasetDescription,
    bodyLimit: 4 * 1024 * 1024,
    reply: Dataset,
    status: 201,
    handle: async (context, { body }) => {
      await describeDataset(context, body);
      return wholeDataset(context, body.key);
    },
  }),
  route({
    method: 'GET',
    path: '/datasets/:key',
    summary: 'One dataset with its fields, quality and freshness',
    permission: 'public',
    params: Key,
    reply: Dataset,
    handle: (context, { params }) => wholeDataset(context, params.key),
  }),
  route({
    method: 'PUT',
    path: '/datasets/:key',
    summary: 'Change a description; If-Match says which revision was read',
    permission: 'data:steward',
    params: Key,
    body: DatasetDescription,
    bodyLimit: 4 * 1024 * 1024,
    reply: Dataset,
    handle: async (context, { params, body, headers }) => {
      const revision = await changeDataset(context, params.key, revisionFrom(headers), { ...body, key: params.key });
      if (revision === null) throw dataErrors.changedMeanwhile({ current: await wholeDataset(context, params.key) });
      return wholeDataset(context, params.key);
    },
  }),
  route({
    method: 'POST',
    path: '/datasets/:key/open',
    summary: 'Open a dataset to the public',
    permission: 'data:publish',
    params: Key,
    reply: Dataset,
    handle: async (context, { params }) => {
      await openToPublic(context, params.key);
      return wholeDataset(context, params.key);
    },
  }),
  route({
    method: 'POST',
    path: '/datasets/:key/close',
    summary: 'Take a dataset back from the public',
    permission: 'data:publish',
    params: Key,
    body: Reason,
    reply: Dataset,
    handle: async (context, { params, body }) => {
      await closeToPublic(context, params.key, body.reason);
      return wholeDataset(context, params.key);
    },
  }),
  route({
    method: 'GET',
    path: '/datasets/:key/versions',
    summary: 'Versions, latest first',
    permission: 'public',
    params: Key,
    query: closed(pageQuery),
    reply: Page(Version),
    handle: async (context, { params, query }) => {
      const page = await listVersions(context, await readDataset(context, params.key), query, seesAll(context.actor));
      return { items: page.items.map(presentVersion), next: page.next };
    },
  }),
  route({
    method: 'POST',
    path: '/datasets/:key/rollback',
    summary: 'Set an earlier version current again; nothing is deleted',
    permission: 'data:steward',
    params: Key,
    body: closed({ version: Type.Integer({ minimum: 1 }), reason: text(1_000) }),
    reply: Version,
    handle: async (context, { params, body }) =>
      presentVersion(await rollBack(context, await readDataset(context, params.key), body.version, body.reason)),
  }),
  route({
    method: 'GET',
    path: '/datasets/:key/history',
    summary: 'What happened to a dataset, latest first',
    permission: 'data:see-internal',
    params: Key,
    query: closed(pageQuery),
    reply: Page(closed({ id: Type.String(), act: Type.String(), actor: Type.String(), details: Type.Unknown(), at: Instant })),
    handle: async (context, { params, query }) => readHistory(context, await readDataset(context, params.key), query),
  }),
]);
