import { Type } from 'typebox';

import { BilingualText, closed, defineRoutes, nullable, route, workRoute } from '#kernel';

import { catalogueAsCsv } from '../catalogue-csv.ts';
import { compareVersions } from '../comparison.ts';
import type { DataTables } from '../tables.ts';
import { readTerms } from '../terms.ts';
import { catalogueQuery } from './datasets.ts';

const Term = closed({ key: Type.String(), title: BilingualText });
const Terms = closed({
  themes: Type.Array(Term),
  departments: Type.Array(Term),
  licences: Type.Array(Term),
  frequencies: Type.Array(Term),
  rejectShare: Type.Number(),
  driftPsi: Type.Number(),
});
const Row = nullable(Type.Record(Type.String(), Type.Unknown()));

/** Routes that stewards look things up with: words of the profile, the catalogue as a file, two versions side by side. */
export const comparisonRoutes = defineRoutes<DataTables>([
  route({
    method: 'GET',
    path: '/terms',
    summary: 'Themes, departments, licences and frequencies that a description may name, and the limits of a load',
    permission: 'public',
    reply: Terms,
    handle: async (context) => readTerms(context),
  }),
  workRoute({
    method: 'GET',
    path: '/datasets.csv',
    summary: 'The catalogue as CSV, filtered and searched like the list',
    permission: 'public',
    query: closed({ ...catalogueQuery, sort: Type.Optional(Type.String({ maxLength: 60 })) }),
    reply: 'file',
    work: (work, { query: { sort: _, ...query } }) => work.transaction((context) => catalogueAsCsv(context, query)),
  }),
  workRoute({
    method: 'GET',
    path: '/datasets/:key/diff',
    summary: 'What differs between two versions, by the fields that name a row (key=a,b)',
    permission: 'data:see-internal',
    params: closed({ key: Type.String({ maxLength: 63 }) }),
    query: closed({
      from: Type.Integer({ minimum: 1 }),
      to: Type.Integer({ minimum: 1 }),
      key: Type.String({ minLength: 1, maxLength: 1_000 }),
      change: Type.Optional(Type.Enum(['added', 'removed', 'changed'])),
      offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    reply: closed({
      added: Type.Integer(),
      removed: Type.Integer(),
      changed: Type.Integer(),
      unchanged: Type.Integer(),
      unkeyed: closed({ before: Type.Integer(), after: Type.Integer() }),
      page: Type.Array(
        closed({
          change: Type.Enum(['added', 'removed', 'changed']),
          key: Type.Record(Type.String(), Type.Unknown()),
          before: Row,
          after: Row,
        }),
      ),
    }),
    work: async (work, { params, query }) => {
      const { from, to, key, change, offset = 0, limit = 50 } = query;
      const asked = { from, to, key: key.split(',').filter(Boolean), offset, limit, ...(change && { change }) };
      const { page, ...counts } = await compareVersions(work, params.key, asked);
      return { ...counts, page: [...page] };
    },
  }),
]);
