import { createHash, randomInt } from 'node:crypto';

import type { Static } from 'typebox';

import { purpose, requirePurpose } from '#kernel';

import { signalErrors } from './errors.ts';
import type { ReporterContact } from './message.ts';
import type { SignalContext } from './tables.ts';

type Contact = Static<typeof ReporterContact>;

/** Why somebody looks at a reporter's contact details. */
export const contactPurpose = purpose('operations:contact-reporter', {
  en: 'To call the reporter back about their own report',
  zh: '就其反映的事项联系反映人',
});

const FIELDS = ['name', 'phone', 'email'] as const;

/** Keeps who can be called back, apart from the message. */
export async function keepReporter({ db, now }: SignalContext, signalId: string, contact: Contact, personId: string | null): Promise<void> {
  const { name = null, phone = null, email = null } = contact;
  const row = { signal_id: signalId, account_id: personId, name, phone, email, receipt_hash: null, created_at: now };
  await db.insertInto('operations_reporter').values(row).execute();
}

/** Whether a repeated message names the reporter of the first. Once the details are deleted, nobody can tell, and any will do. */
export async function sameReporter({ db }: SignalContext, signalId: string, contact: Contact | undefined): Promise<boolean> {
  const kept = await db.selectFrom('operations_reporter').select(FIELDS).where('signal_id', '=', signalId).executeTakeFirst();
  return !kept || FIELDS.every((field) => kept[field] === (contact?.[field] ?? null));
}

/**
 * Contact details of a signal's reporter, read for one purpose; the line about it is written before they are given.
 * @throws operations-signals.noReporter, policy.purposeNotAllowed
 */
export async function readReporter(context: SignalContext, signalId: string): Promise<Record<(typeof FIELDS)[number], string | null>> {
  requirePurpose(context as never, contactPurpose);
  const kept = await context.db
    .selectFrom('operations_reporter')
    .select([...FIELDS, 'account_id'])
    .where('signal_id', '=', signalId)
    .executeTakeFirst();
  if (!kept || FIELDS.every((field) => kept[field] === null)) throw signalErrors.noReporter();
  const fields = FIELDS.filter((field) => kept[field] !== null);
  const subjectId = kept.account_id ?? `reporter:${signalId}`;
  await context.recordRead({ subjectId, record: `operations_reporter/${signalId}`, fields, purpose: contactPurpose });
  return { name: kept.name, phone: kept.phone, email: kept.email };
}

/** Crockford's base 32: no letter that could be heard or read as another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RECEIPT_LENGTH = 16;

/**
 * A receipt code of 80 random bits, by which whoever holds it can follow the matter without an account. We keep only its hash, so it is
 * shown once; a new one ends the old.
 * @throws operations-signals.noSignal
 */
export async function issueReceipt(context: SignalContext, signalId: string): Promise<string> {
  const code = Array.from({ length: RECEIPT_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const found = await context.db.selectFrom('operations_signal').select('id').where('id', '=', signalId).executeTakeFirst();
  if (!found) throw signalErrors.noSignal();
  const receipt_hash = hashOfReceipt(code);
  const row = { signal_id: signalId, account_id: null, name: null, phone: null, email: null, receipt_hash, created_at: context.now };
  await context.db
    .insertInto('operations_reporter')
    .values(row)
    .onConflict((conflict) => conflict.column('signal_id').doUpdateSet({ receipt_hash }))
    .execute();
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** The signal that a receipt code was given for, or null; hyphens, blanks and case do not matter. */
export async function signalOfReceipt({ db }: SignalContext, code: string): Promise<string | null> {
  const found = await db
    .selectFrom('operations_reporter')
    .select('signal_id')
    .where('receipt_hash', '=', hashOfReceipt(code))
    .executeTakeFirst();
  return found?.signal_id ?? null;
}

function hashOfReceipt(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(plain).digest('hex');
}
