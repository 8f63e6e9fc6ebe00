import { Type } from 'typebox';

import { closed, defineRoutes, type FileReply, nullable, workRoute } from '#kernel';
import { seesAll } from '../catalogue.ts';
import type { Format } from '../downloads.ts';
import { dataErrors } from '../errors.ts';
import { describesOnly, openForReading, queryRows } from '../rows.ts';
import { dataService } from '../service.ts';
import type { DataTables } from '../tables.ts';

const Key = closed({ key: Type.String({ maxLength: 63 }) });
const choice = { version: Type.Optional(Type.Integer({ minimum: 1 })), asOf: Type.Optional(Type.String({ format: 'date-time' })) };
const File = closed({
  key: Type.String({ maxLength: 63 }),
  file: Type.String({ pattern: '^(v[1-9][0-9]{0,8}|current)\\.(csv|json|parquet)$' }),
});

/** Routes that read data: the query interface and whole files. */
export const rowRoutes = defineRoutes<DataTables>([
  workRoute({
    method: 'GET',
    path: '/datasets/:key/rows',
    summary:
      'Rows or groups: filter=field:op:value (eq ne lt le gt ge in contains starts empty filled), groupBy=a,b.month, measure=count,sum:amount, sort=-amount',
    permission: 'public',
    params: Key,
    query: closed({
      ...choice,
      fields: Type.Optional(Type.String({ maxLength: 4_000 })),
      filter: Type.Optional(
        Type.Union([Type.String({ maxLength: 8_000 }), Type.Array(Type.String({ maxLength: 8_000 }), { maxItems: 40 })]),
      ),
      search: Type.Optional(Type.String({ maxLength: 200 })),
      groupBy: Type.Optional(Type.String({ maxLength: 1_000 })),
      measure: Type.Optional(Type.String({ maxLength: 1_000 })),
      sort: Type.Optional(Type.String({ maxLength: 1_000 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
      cursor: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    reply: closed({
      dataset: Type.String(),
      version: Type.Integer(),
      contentHash: Type.String(),
      columns: Type.Array(closed({ name: Type.String(), type: Type.String() })),
      rows: Type.Array(Type.Unknown()),
      total: Type.Integer(),
      next: nullable(Type.String()),
    }),
    work: async (work, { params, query }) => {
      const { version, asOf, ...text } = query;
      const choice = { ...(version !== undefined && { version }), ...(asOf !== undefined && { asOf }) };
      const readable = await openForReading(work, params.key, choice, 'query');
      return queryRows(dataService(work.storage).reader, readable, text, work.signal);
    },
  }),
  workRoute({
    method: 'GET',
    path: '/data/:key/:file',
    absolute: true,
    summary: 'A whole version as a file: v3.csv, v3.json, v3.parquet, or current.csv',
    permission: 'public',
    params: File,
    reply: 'file',
    work: async (work, { params }): Promise<FileReply> => {
      const [name = '', format = ''] = params.file.split('.');
      const choice = name === 'current' ? {} : { version: Number(name.slice(1)) };
      const readable = await openForReading(work, params.key, choice, 'download');
      const file = await dataService(work.storage).downloads.open(work.storage, readable, format as Format);
      // the address `current` changes its meaning with the next version, so only the validator helps a cache there
      return name === 'current' ? { ...file, maxAge: 0 } : file;
    },
  }),
  workRoute({
    method: 'GET',
    path: '/data/:key/:version/manifest.json',
    absolute: true,
    summary: 'The manifest of a version; the SHA-256 of its bytes is the version’s content hash',
    permission: 'public',
    params: closed({ key: Type.String({ maxLength: 63 }), version: Type.String({ pattern: '^v[1-9][0-9]{0,8}$' }) }),
    reply: 'file',
    work: async (work, { params }): Promise<FileReply> => {
      const readable = await openForReading(work, params.key, { version: Number(params.version.slice(1)) }, null);
      if (!seesAll(work.actor) && !describesOnly(readable.version.manifest, readable.fields)) throw dataErrors.manifestWithheld();
      return dataService(work.storage).downloads.manifest(work.storage, readable);
    },
  }),
]);
