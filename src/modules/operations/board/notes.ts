import { randomUUIDv7 } from 'node:crypto';

import { type Selectable, sql } from 'kysely';
import type { Static } from 'typebox';

import { announce, kernelErrors, may, type PageOf, pageOf, readCursor } from '#kernel';

import { readCode } from '../cases/code.ts';
import { seesAll } from '../cases/list.ts';
import type { CaseContext } from '../cases/tables.ts';
import { boardFile } from './facts.ts';
import { seatOf } from './seats.ts';
import type { NewNote, Note } from './shapes.ts';
import type { BoardContext, BoardTables } from './tables.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Topic of the shared log. */
export const NOTES = 'operations.notes';

type NotesQuery = { readonly limit?: number; readonly cursor?: string; readonly ids?: string };
type Row = Selectable<BoardTables['operations_note']>;

/** Whether the actor may read the shared log: whoever sees every case. */
export function mayReadNotes(context: BoardContext): boolean {
  return seesAll(context as unknown as CaseContext);
}

/** Whether the actor may write into it: the duty desk, intake and supervisors. */
export function mayWriteNotes(context: BoardContext): boolean {
  const { actor } = context;
  return mayReadNotes(context) && ['operations:dispatch', 'operations:intake', 'operations:supervise'].some((right) => may(actor, right));
}

/** Writes a note for everybody on the shift. @throws kernel.forbidden, operations.badCode */
export async function writeNote(context: BoardContext, { words, code, pinned }: Static<typeof NewNote>): Promise<Static<typeof Note>> {
  if (!mayWriteNotes(context)) throw kernelErrors.forbidden({ permission: 'operations:dispatch' });
  const row = {
    id: randomUUIDv7(),
    at: context.now,
    author_id: context.actor.id,
    department: context.actor.department,
    seat: await seatOf(context),
    words: words.trim(),
    code: code === undefined ? codeIn(words) : readCode(code),
    pinned: pinned ?? false,
  };
  await context.db.insertInto('operations_note').values(row).execute();
  await announce(context, [NOTES], { ids: [row.id] });
  return shownNote(context, row);
}

/** A public code as it is shown; without hyphens it could be a telephone number. */
const CODE = /\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]\b/;

/** The first case that the words name; what only looks like a code is left alone. */
function codeIn(words: string): string | null {
  try {
    return readCode(CODE.exec(words)?.[0] ?? '');
  } catch {
    return null;
  }
}

/** The shared log, latest first; `ids` asks only about these notes, to follow what live events said. Empty for whoever sees only the own department. */
export async function listNotes(context: BoardContext, query: NotesQuery): Promise<PageOf<Static<typeof Note>>> {
  if (!mayReadNotes(context)) return { items: [], next: null };
  const limit = query.limit ?? context.profile(boardFile).notesShown;
  const [before] = readCursor(query.cursor, 1) ?? [];
  const ids = query.ids?.split(',').filter((id) => UUID.test(id));
  const rows = await context.db
    .selectFrom('operations_note')
    .selectAll()
    .$if(ids !== undefined, (notes) => notes.where(sql<boolean>`id = any(${ids}::uuid[])`))
    .$if(before !== undefined, (notes) => notes.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ id }) => [id]);
  return { items: page.items.map((row) => shownNote(context, row)), next: page.next };
}

/** What a board begins with: the latest notes, and those still pinned. */
export async function notesShown(context: BoardContext): Promise<Static<typeof Note>[]> {
  if (!mayReadNotes(context)) return [];
  const { items } = await listNotes(context, {});
  const since = new Date(context.now.getTime() - context.profile(boardFile).pinnedHours * 3_600_000);
  const pinned = await context.db.selectFrom('operations_note').selectAll().where('pinned', '=', true).where('at', '>', since).execute();
  const known = new Set(items.map(({ id }) => id));
  return [...items, ...pinned.filter(({ id }) => !known.has(id)).map((row) => shownNote(context, row))];
}

/** A note as people see it: a desk sign instead of a name. */
export function shownNote({ actor }: Pick<BoardContext, 'actor'>, { author_id, ...note }: Row): Static<typeof Note> {
  return { ...note, mine: author_id === actor.id };
}
