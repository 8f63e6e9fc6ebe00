import { randomUUIDv7 } from 'node:crypto';
import { Type } from 'typebox';
import { announce, eventType, Uuid } from '#kernel';

import { categoriesOf } from './categories.ts';
import { cellOf } from './duplicates/block.ts';
import { wordsOf } from './duplicates/words.ts';
import { signalErrors } from './errors.ts';
import { INBOX_TOPIC } from './events.ts';
import { groupSignal } from './grouping.ts';
import { checkMessage, hashOf, payloadOf, placeOf, type SignalMessage } from './message.ts';
import { keepReporter, sameReporter } from './reporters.ts';
import { sourceNamed } from './sources.ts';
import type { SignalContext, SignalTables } from './tables.ts';

type Signal = SignalTables['operations_signal'];

/** A signal was taken in. */
export const signalReceived = eventType(
  'signal.received',
  Type.Object({ signalId: Uuid, eventId: Uuid, source: Type.String(), category: Type.Union([Type.String(), Type.Null()]) }),
);

/** What a source is told of its signal; it never changes, so that a repeated message gets the very same answer. */
export interface ReceivedSignal {
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly receivedAt: Date;
  readonly sha256: string;
}

/**
 * Takes a signal in and groups it with what is already known. The same source and number again give the first signal back.
 * @param personId the reporter's own account, when they had signed in
 * @throws operations-signals.otherPayload, noSource, sourceOff, unknownCategory, outsideDistrict, inTheFuture
 */
export async function receiveSignal(
  context: SignalContext,
  message: SignalMessage,
  personId: string | null = null,
): Promise<ReceivedSignal> {
  const source = await sourceNamed(context, message.source);
  const sha256 = hashOf(payloadOf(message));
  const known = await readSent(context, message);
  if (known) return sameAgain(context, message, known, sha256);
  if (!source.active) throw signalErrors.sourceOff({ source: source.key });
  checkMessage(message, context.profile, context.now, !source.elsewhere);
  const signal = signalOf(context, message, sha256);
  if (!(await insertOnce(context, signal))) return sameAgain(context, message, (await readSent(context, message)) as Signal, sha256);
  if (message.reporter || personId) await keepReporter(context, signal.id, message.reporter ?? {}, personId);
  const eventId = await groupSignal(context, signal, message, source.kind);
  await context.publish(signalReceived, { signalId: signal.id, eventId, source: source.key, category: signal.category }, eventId);
  await announce(context, [INBOX_TOPIC], { ids: [eventId] });
  return present(signal);
}

function signalOf(context: SignalContext, message: SignalMessage, sha256: string): Signal {
  const place = placeOf(message);
  const { text = '', place: { label = '' } = {} } = message;
  return {
    id: randomUUIDv7(),
    source: message.source,
    external_id: message.externalId,
    received_at: context.now,
    payload: payloadOf(message),
    sha256,
    occurred_at: message.occurredAt ? new Date(message.occurredAt) : context.now,
    category: message.category && categoriesOf(context.profile).has(message.category) ? message.category : null,
    lng: place?.lng ?? null,
    lat: place?.lat ?? null,
    cell: place && cellOf(place),
    asset: message.assetId ?? null,
    words: wordsOf(`${text} ${label}`),
  };
}

/** Waits for another that sends the same at this moment. @returns whether this was the first */
async function insertOnce({ db }: SignalContext, signal: Signal): Promise<boolean> {
  const inserted = await db
    .insertInto('operations_signal')
    .values({ ...signal, payload: JSON.stringify(signal.payload) as never })
    .onConflict((conflict) => conflict.columns(['source', 'external_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

function readSent({ db }: SignalContext, { source, externalId }: SignalMessage): Promise<Signal | undefined> {
  return db
    .selectFrom('operations_signal')
    .selectAll()
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
}

async function sameAgain(context: SignalContext, message: SignalMessage, known: Signal, sha256: string): Promise<ReceivedSignal> {
  const same = known.sha256 === sha256 && (await sameReporter(context, known.id, message.reporter));
  if (!same) throw signalErrors.otherPayload({ source: message.source, externalId: message.externalId });
  return present(known);
}

function present({ id, source, external_id, received_at, sha256 }: Signal): ReceivedSignal {
  return { id, source, externalId: external_id, receivedAt: received_at, sha256 };
}
