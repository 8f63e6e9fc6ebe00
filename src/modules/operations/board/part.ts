import { definePart } from '../part.ts';
import { boardFile } from './facts.ts';
import { mayReadNotes, NOTES } from './notes.ts';
import { boardRoutes } from './routes.ts';
import type { BoardContext, BoardTables } from './tables.ts';

/** The live board: what is open on map and list, who is at it, the shared log, and any day played back. */
export const boardPart = definePart<BoardTables>({
  tables: {
    operations_seat: {
      purpose: { en: 'Desk signs of a day, shown on boards instead of names', zh: '当日席位号，看板上代替姓名' },
      personal: ['person_id'],
      retentionDays: 730,
      agedBy: 'day',
    },
    operations_claim: {
      purpose: { en: 'Who is at a case right now', zh: '正在处置事项的人员' },
      personal: ['holder_id'],
      retentionDays: 1,
      agedBy: 'until',
    },
    operations_note: {
      purpose: { en: 'The running notes of the duty desk', zh: '值班共享日志' },
      personal: ['author_id'],
      retentionDays: 'forever',
    },
  },
  profiles: [boardFile],
  topics: [{ name: NOTES, may: (context, id) => id === null && mayReadNotes(context as BoardContext) }],
  routes: boardRoutes,
  console: [
    {
      path: '/board',
      title: { en: 'Board', zh: '作战看板' },
      view: 'operations/board',
      permission: 'operations:see',
      menu: { order: 30, icon: 'map' },
    },
  ],
});
