import { Type } from 'typebox';

import { closed, Day, defineRoutes, Page, pageQuery, route, text } from '#kernel';

import { readCode } from '../cases/code.ts';
import { claim, releaseClaim, renewClaim } from './claims.ts';
import { listNotes, writeNote } from './notes.ts';
import { replayDay } from './replay.ts';
import { Board, Claim, NewNote, Note, Replay } from './shapes.ts';
import { boardQuery, readBoard } from './snapshot.ts';
import type { BoardContext, BoardTables } from './tables.ts';

const Code = closed({ code: text(40) });

/** The board, its shared log, claims, and the days that can be played back. */
export const boardRoutes = defineRoutes<BoardTables>([
  route({
    method: 'GET',
    path: '/api/board',
    absolute: true,
    summary: 'What the board shows now, and the position from which it follows operations.board',
    permission: 'operations:see',
    query: closed(boardQuery),
    reply: Board,
    handle: (context, { query }) => readBoard(context as BoardContext, query),
  }),
  route({
    method: 'GET',
    path: '/api/board/notes',
    absolute: true,
    summary: 'The shared log of the duty desk, latest first',
    permission: 'operations:see',
    query: closed({ ...pageQuery, ids: Type.Optional(Type.String({ maxLength: 8_000 })) }),
    reply: Page(Note),
    handle: (context, { query }) => listNotes(context as BoardContext, query),
  }),
  route({
    method: 'POST',
    path: '/api/board/notes',
    absolute: true,
    summary: 'Write into the shared log; what is written stays',
    permission: 'operations:see',
    status: 201,
    body: NewNote,
    reply: Note,
    handle: (context, { body }) => writeNote(context as BoardContext, body),
  }),
  route({
    method: 'POST',
    path: '/api/cases/:code/claim',
    absolute: true,
    summary: 'Say on every board that one is at this case, for the length of a lease',
    permission: 'operations:see',
    params: Code,
    reply: Claim,
    handle: (context, { params }) => claim(context as BoardContext, readCode(params.code)),
  }),
  route({
    method: 'POST',
    path: '/api/cases/:code/claim/renew',
    absolute: true,
    summary: 'Make one’s own lease longer while it holds',
    permission: 'operations:see',
    params: Code,
    reply: Claim,
    handle: (context, { params }) => renewClaim(context as BoardContext, readCode(params.code)),
  }),
  route({
    method: 'POST',
    path: '/api/cases/:code/claim/release',
    absolute: true,
    summary: 'Let go of a case',
    permission: 'operations:see',
    params: Code,
    reply: closed({}),
    handle: async (context, { params }) => {
      await releaseClaim(context as BoardContext, readCode(params.code));
      return {};
    },
  }),
  route({
    method: 'GET',
    path: '/api/replay',
    absolute: true,
    summary: 'A day as it went: how cases stood when it began, and every line after',
    permission: 'operations:see',
    query: closed({ day: Day }),
    reply: Replay,
    handle: (context, { query }) => replayDay(context as BoardContext, query.day),
  }),
]);
