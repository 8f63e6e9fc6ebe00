import { Readable } from 'node:stream';

import { Type } from 'typebox';

import {
  BilingualText,
  closed,
  defineRoutes,
  type FileReply,
  Instant,
  nullable,
  Page,
  pageQuery,
  requirePermission,
  route,
  workRoute,
} from '#kernel';
import type { CaseTables } from '../cases/tables.ts';
import { currentCsv, currentFigures } from './current.ts';
import { CurrentFigures } from './current-shape.ts';
import { MONTH } from './month.ts';
import { closedMonths, publishedDraw, publishedMonth } from './store.ts';
import type { StatisticsTables } from './tables.ts';
import { listVisits } from './visits.ts';

type Tables = StatisticsTables & CaseTables;

const YEAR_S = 31_536_000;
const Period = (ending: string) => closed({ file: Type.String({ pattern: `${MONTH.slice(0, -1)}${ending}$` }) });
const monthOf = (file: string) => file.slice(0, 7);

/** A closed month never changes, so any cache may keep it. */
function frozen(bytes: Buffer | string, type: string, hash: string, fileName?: string): FileReply {
  const content = Buffer.from(bytes);
  return { stream: Readable.from([content]), type, size: content.length, etag: hash, maxAge: YEAR_S, ...(fileName && { fileName }) };
}

/** What everybody may download, and the figures of now for those who run the desk. */
export const statisticsRoutes = defineRoutes<Tables>([
  route({
    method: 'GET',
    path: '/open/statistics',
    absolute: true,
    summary: 'Months whose case figures are published, newest first, with the hashes of what was published',
    permission: 'public',
    reply: closed({
      items: Type.Array(
        closed({
          period: Type.String(),
          closedAt: Instant,
          cases: Type.Integer(),
          lines: Type.Integer(),
          logSha256: Type.String(),
          fileSha256: Type.String(),
          sha256: Type.String(),
        }),
      ),
    }),
    maxAge: 3600,
    handle: async (context) => ({
      items: (await closedMonths(context)).map(({ closed_at, log_sha256, file_sha256, ...row }) => ({
        ...row,
        closedAt: closed_at,
        logSha256: log_sha256,
        fileSha256: file_sha256,
      })),
    }),
  }),
  workRoute({
    method: 'GET',
    path: '/open/statistics/:file',
    absolute: true,
    summary: 'Figures of a closed month (`2026-10.json`): canonical JSON, worked out of its log alone, frozen',
    permission: 'public',
    params: Period('\\.json'),
    reply: 'file',
    work: async (work, { params }) => {
      const { document, sha256 } = await work.transaction((context) => publishedMonth(context, monthOf(params.file)));
      return frozen(document, 'application/json; charset=utf-8', sha256);
    },
  }),
  workRoute({
    method: 'GET',
    path: '/open/log/:file',
    absolute: true,
    summary: 'Log of a closed month (`2026-10.ndjson.gz`): one canonical JSON line per act, without words, people or places, frozen',
    permission: 'public',
    params: Period('\\.ndjson\\.gz'),
    reply: 'file',
    work: async (work, { params }) => {
      const { log_gz, file_sha256 } = await work.transaction((context) => publishedMonth(context, monthOf(params.file)));
      return frozen(log_gz, 'application/gzip', file_sha256, params.file);
    },
  }),
  workRoute({
    method: 'GET',
    path: '/open/visits/:file',
    absolute: true,
    summary: 'Draw of return visits of a month (`2026-10.json`): its seed, the ranks of all closed cases, and how many were drawn',
    permission: 'public',
    params: Period('\\.json'),
    reply: 'file',
    work: async (work, { params }) => {
      const { document, sha256 } = await work.transaction((context) => publishedDraw(context, monthOf(params.file)));
      return frozen(document, 'application/json; charset=utf-8', sha256);
    },
  }),
  route({
    method: 'GET',
    path: '/api/visits',
    absolute: true,
    summary: 'Return visits: those to be made with the nearest deadline first, or those made, newest first',
    permission: 'operations:intake',
    query: closed({
      ...pageQuery,
      state: Type.Optional(Type.Enum(['waiting', 'done'])),
      draw: Type.Optional(Type.String({ pattern: MONTH })),
    }),
    reply: Page(
      closed({
        id: Type.String(),
        code: Type.String(),
        revision: Type.Integer(),
        title: Type.String(),
        department: Type.String(),
        category: closed({ key: Type.String(), title: BilingualText }),
        draw: Type.String(),
        drawnAt: Instant,
        dueAt: nullable(Instant),
        doneAt: nullable(Instant),
        reached: nullable(Type.Boolean()),
        satisfied: nullable(Type.Boolean()),
      }),
    ),
    handle: (context, { query }) => listVisits(context, query),
  }),
  route({
    method: 'GET',
    path: '/api/statistics',
    absolute: true,
    summary:
      'Operative figures of now: open cases by department and category, overdue, steps of the ladder, and the course of recent weeks',
    permission: 'operations:see',
    query: closed({ days: Type.Optional(Type.Integer({ minimum: 7, maximum: 366 })) }),
    reply: CurrentFigures,
    handle: (context, { query }) => currentFigures(context, query.days ?? 30),
  }),
  workRoute({
    method: 'GET',
    path: '/api/statistics.csv',
    absolute: true,
    summary: 'The figures by department, for a spreadsheet',
    permission: 'operations:see',
    query: closed({ days: Type.Optional(Type.Integer({ minimum: 7, maximum: 366 })) }),
    reply: 'file',
    work: async (work, { query }): Promise<FileReply> => {
      requirePermission(work.actor, 'operations:see');
      const text = await work.transaction((context) => currentCsv(context, query.days ?? 30));
      return { stream: Readable.from([text]), type: 'text/csv; charset=utf-8', fileName: 'cases-by-department.csv' };
    },
  }),
]);
