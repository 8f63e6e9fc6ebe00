import { createHash, randomUUIDv7 } from 'node:crypto';

import { announce, canonicalJson } from '#kernel';

import { type Alert, instantOf, type ReadAlert, referencesOf } from './cap/index.ts';
import { ALERTS_TOPIC, alertReceived } from './events.ts';
import type { AlertContext, AlertTables } from './tables.ts';

type Row = AlertTables['operations_alert'];

/** What became of an alert: kept, known already, or against one that is kept under the same name. */
export interface Kept {
  readonly outcome: 'stored' | 'known' | 'contradicts';
  readonly id: string;
}

/**
 * Keeps an alert with what it refers to, and tells. Sender, identifier and moment of sending name it: the same again is known, other
 * content under the same name is kept out.
 */
export async function keepAlert(
  context: AlertContext,
  { alert, version, signed, source }: ReadAlert & { readonly source: string },
  from: { readonly documentId: string | null; readonly issuedHere: boolean },
): Promise<Kept> {
  const id = randomUUIDv7();
  const row: Row = {
    id,
    document_id: from.documentId,
    issued_here: from.issuedHere,
    ...{ version, signed, source, sha256: sha256Of(source) },
    ...headOf(alert),
    content: JSON.stringify(alert) as never,
    received_at: context.now,
    received_by: context.actor.id,
  };
  const { numInsertedOrUpdatedRows } = await context.db
    .insertInto('operations_alert')
    .values(row)
    .onConflict((conflict) => conflict.constraint('operations_alert_once').doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return knownAs(context, alert);
  await keepReferences(context, id, alert, version);
  const { status, msg_type: msgType, severity } = row;
  await context.publish(alertReceived, { alertId: id, issuedHere: from.issuedHere, status, msgType, severity }, id);
  await announce(context, [ALERTS_TOPIC], { ids: [id] });
  return { outcome: 'stored', id };
}

/** The alert of the same name that is kept, and whether it says the same; null when there is none. */
export async function knownAs({ db }: AlertContext, alert: Alert): Promise<Kept> {
  const { sender, identifier, sent_at } = headOf(alert);
  const { id, content } = await db
    .selectFrom('operations_alert')
    .select(['id', 'content'])
    .where('sender', '=', sender)
    .where('identifier', '=', identifier)
    .where('sent_at', '=', sent_at)
    .executeTakeFirstOrThrow();
  return { outcome: canonicalJson(content) === canonicalJson(alert) ? 'known' : 'contradicts', id };
}

/** SHA-256 of a text in UTF-8, or of bytes, in hexadecimal digits. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function headOf(alert: Alert) {
  const { sender, identifier, sent, status, msgType, scope, info } = alert;
  const ends = info.map(({ expires }) => momentOrNull(expires)).filter((at) => at !== null);
  const starts = info.map(({ onset, effective }) => momentOrNull(onset ?? effective)).filter((at) => at !== null);
  return {
    ...{ sender, identifier, sent: sent.trim(), sent_at: instantOf(sent) as Date, status, msg_type: msgType, scope: scope ?? null },
    severity: info[0]?.severity ?? null,
    starts_at: starts.length > 0 ? new Date(Math.min(...starts.map(Number))) : null,
    // a block without an end makes the whole one without
    expires_at: ends.length > 0 && ends.length === info.length ? new Date(Math.max(...ends.map(Number))) : null,
  };
}

function momentOrNull(text: string | undefined): Date | null {
  return text === undefined ? null : instantOf(text);
}

async function keepReferences({ db }: AlertContext, alertId: string, { references }: Alert, version: string): Promise<void> {
  const rows = (referencesOf(references ?? '', version) ?? []).map(({ sender, identifier, sent }) => ({
    ...{ alert_id: alertId, sender, identifier },
    sent_at: sent === null ? null : instantOf(sent),
  }));
  if (rows.length === 0) return;
  await db
    .insertInto('operations_alert_reference')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
