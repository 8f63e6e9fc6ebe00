import { randomUUIDv7 } from 'node:crypto';

import { sql } from 'kysely';

import { DomainError, type PageOf, pageOf, readCursor } from '#kernel';

import { signalErrors } from './errors.ts';
import { hashOf, isPlain, readMessage } from './message.ts';
import { type ReceivedSignal, receiveSignal } from './receive.ts';
import type { SignalContext, SignalTables, SignalWork } from './tables.ts';

type Row = SignalTables['operations_quarantine'];

const DEEPEST = 40;
const KEPT_CHARACTERS = 60_000;

/**
 * Keeps what could not be taken in, with the reason, for a person to look at. A sender that tries again raises the count.
 * @returns the entry's id
 */
export async function keepInQuarantine({ db, actor, now }: SignalContext, raw: unknown, error: DomainError): Promise<string> {
  const payload = keepable(raw);
  const { source, externalId } = namesIn(payload);
  const problem = { code: error.code, text: error.text, details: isPlain(error.details, DEEPEST) ? error.details : {} };
  const { id } = await db
    .insertInto('operations_quarantine')
    .values({
      id: randomUUIDv7(),
      source,
      external_id: externalId,
      sender_id: actor.id,
      received_at: now,
      times: 1,
      payload: JSON.stringify(payload) as never,
      sha256: hashOf(payload),
      problem: JSON.stringify(problem) as never,
      state: 'waiting',
      signal_id: null,
      note: null,
      decided_by: null,
      decided_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'sha256'])
        .where(sql<boolean>`state = 'waiting'`) // written out: of a parameter, a prepared plan could not tell that the index fits
        .doUpdateSet({ times: sql<number>`operations_quarantine.times + 1`, received_at: now }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What waits in quarantine, or what was decided; latest first. */
export async function quarantinePage(
  { db }: SignalContext,
  query: { readonly state?: Row['state']; readonly source?: string; readonly limit?: number; readonly cursor?: string },
): Promise<PageOf<Row>> {
  const { state, source, limit = 50 } = query;
  const after = readCursor(query.cursor, 2);
  const rows = await db
    .selectFrom('operations_quarantine')
    .selectAll()
    .$if(state !== undefined, (q) => q.where('state', '=', state as Row['state']))
    .$if(source !== undefined, (q) => q.where('source', '=', source as string))
    .$if(after !== null, (q) => q.where(sql<boolean>`(received_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, ({ received_at, id }) => [received_at.toISOString(), id]);
}

/**
 * Takes an entry in after all, as it came or as a person corrected it.
 * @throws operations-signals.noQuarantine, decidedAlready, and whatever is still wrong
 */
export async function retryQuarantined(work: SignalWork, id: string, corrected?: object): Promise<ReceivedSignal> {
  return work.transaction(async (context) => {
    const row = await lockWaiting(context, id);
    const received = await receiveSignal(context, readMessage(corrected ? { ...contactOf(row.payload), ...corrected } : row.payload));
    await settle(context, id, { state: 'taken', signal_id: received.id, note: null });
    return received;
  });
}

/** Puts an entry away for good. @throws operations-signals.noQuarantine, decidedAlready */
export async function discardQuarantined(context: SignalContext, id: string, note: string): Promise<void> {
  await lockWaiting(context, id);
  await settle(context, id, { state: 'discarded', note });
}

/** Puts a discarded entry back. @throws operations-signals.noQuarantine, decidedAlready */
export async function restoreQuarantined({ db }: SignalContext, id: string): Promise<void> {
  const back = { state: 'waiting' as const, note: null, decided_by: null, decided_at: null };
  const found = await db
    .updateTable('operations_quarantine')
    .set(back)
    .where('id', '=', id)
    .where('state', '=', 'discarded')
    .returning('id')
    .executeTakeFirst();
  if (!found) throw signalErrors.noQuarantine();
}

/** Whether a failure lies in the message, so that keeping it helps; the sender's rights and a crash are not. */
export function liesInMessage(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.status === 422 || error.status === 400);
}

/** A person who corrects an entry does not see who reported it, so that stays as it came. */
function contactOf(payload: unknown): object {
  return typeof payload === 'object' && payload !== null && 'reporter' in payload ? { reporter: payload.reporter } : {};
}

async function lockWaiting({ db }: SignalContext, id: string): Promise<Row> {
  const row = await db.selectFrom('operations_quarantine').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw signalErrors.noQuarantine();
  if (row.state !== 'waiting') throw signalErrors.decidedAlready({ state: row.state });
  return row;
}

async function settle(
  { db, actor, now }: SignalContext,
  id: string,
  change: Partial<Pick<Row, 'state' | 'signal_id' | 'note'>>,
): Promise<void> {
  await db
    .updateTable('operations_quarantine')
    .set({ ...change, decided_by: actor.id, decided_at: now })
    .where('id', '=', id)
    .execute();
}

/** What PostgreSQL can keep of it: as it is, or its beginning as text. */
function keepable(raw: unknown): unknown {
  if (isPlain(raw, DEEPEST)) return raw ?? null;
  const text = textOf(raw).slice(0, KEPT_CHARACTERS);
  return { raw: text.replaceAll(/\\u(0000|d[89a-f]..)/gi, '\uFFFD').toWellFormed() };
}

/** Thousands of brackets in brackets are too deep even to be written. */
function textOf(raw: unknown): string {
  try {
    return JSON.stringify(raw);
  } catch {
    return '…';
  }
}

function namesIn(payload: unknown): { source: string; externalId: string | null } {
  const { source, externalId } = (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>;
  return {
    source: typeof source === 'string' ? source.slice(0, 80) : '',
    externalId: typeof externalId === 'string' ? externalId.slice(0, 200) : null,
  };
}
