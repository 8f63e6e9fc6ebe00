import { randomUUIDv7 } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { type Kysely, type Selectable, sql } from 'kysely';
import { type Static, Type } from 'typebox';

import { type Context, type KernelTables, kernelDb, profileFile, type Work } from '../core/index.ts';
import { type Draft, moveToPlace, writeDraft } from './disk.ts';
import { fileErrors } from './errors.ts';
import { SNIFF_BYTES, sniffType } from './sniff.ts';
import { stripImage } from './strip.ts';
import type { FileTables } from './tables.ts';

/** What the district takes as attachments. */
export const filesFile = profileFile(
  'files',
  Type.Object({
    maxBytes: Type.Integer({ minimum: 1, maximum: 1024 ** 3 }),
    /** Media types, of those that can be told by their content. */
    types: Type.Array(Type.String(), { minItems: 1 }),
    /** How long a file that was sent may wait to be attached to a record. */
    unattachedHours: Type.Integer({ minimum: 1 }),
  }),
);
type Limits = Static<typeof filesFile.schema>;

/** A file as people know it. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of what is kept, in hexadecimal. */
  readonly hash: string;
  /** Whether place, camera and the like were in it, and stayed. */
  readonly metadata: 'none' | 'stripped' | 'kept';
  readonly ownerId: string;
  readonly createdAt: Date;
}

/** A file on its way in. */
export interface Incoming {
  readonly name: string;
  readonly stream: Readable;
  /** True when the sender wants place, camera and the like to stay, as evidence of where a picture was taken. */
  readonly keepMetadata?: boolean;
}

/**
 * Takes a file in. It belongs to nobody's record yet; `attach` gives it one, else it is removed after a day.
 * @throws files.tooLarge, empty, typeRefused, brokenImage, broken
 */
export async function receiveFile(work: Work<never>, { name, stream, keepMetadata = false }: Incoming): Promise<Attachment> {
  const limits = work.profile(filesFile);
  const sent = await writeDraft(work.storage, stream, limits.maxBytes);
  const drafts = [sent];
  try {
    const type = await typeOf(sent, limits);
    const { draft, changed } = keepMetadata ? { draft: sent, changed: false } : await stripped(work.storage, sent, type, limits);
    drafts.push(draft);
    const metadata = keepMetadata ? 'kept' : changed ? 'stripped' : 'none';
    const about = { name: tidyName(name), sent_hash: sent.hash, metadata } as const;
    return await work.transaction((context) => keep(context, draft, type, about));
  } finally {
    for (const { path: left } of drafts) await rm(left, { force: true });
  }
}

/**
 * Gives an own file that was sent before to a record, in the transaction that writes the record.
 * @param record as `table/id`
 * @throws files.notFound also when somebody else sent it, files.alreadyAttached
 */
export async function attach<Tables>(context: Context<Tables>, id: string, record: `${string}/${string}`): Promise<Attachment> {
  const tx = kernelDb(context);
  const changed = await tx
    .updateTable('kernel_attachment')
    .set({ record, attached_at: context.now })
    .where('id', '=', id)
    .where('owner_id', '=', context.actor.id)
    .where('record', 'is', null)
    .returning('id')
    .executeTakeFirst();
  const row = await readRow(tx, id);
  if (!row || row.owner_id !== context.actor.id) throw fileErrors.notFound();
  if (!changed) throw fileErrors.alreadyAttached();
  return present(row);
}

/** The files of a record, oldest first. Whether the actor may see the record is the caller's question. */
export async function attachmentsOf<Tables>(context: Context<Tables>, record: `${string}/${string}`): Promise<Attachment[]> {
  const rows = await rowsOf(kernelDb(context)).where('record', '=', record).orderBy('a.id').execute();
  return rows.map(present);
}

/** Takes a file off its record; the content goes with the next clean-up unless another record has it too. @returns whether it was there */
export async function removeAttachment<Tables>(context: Context<Tables>, id: string): Promise<boolean> {
  const { numDeletedRows } = await kernelDb(context).deleteFrom('kernel_attachment').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Locks a content against being removed and written at once, until the transaction ends. */
export async function lockContent(tx: Kysely<KernelTables>, hash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ${`.file.${hash}`}, 0))`.execute(tx);
}

/** A row as stored, with what it is. */
export type AttachmentRow = Selectable<FileTables['kernel_attachment']> & { type: string; size: string };

/** One attachment with its content's type and size. */
export function readRow(tx: Kysely<KernelTables>, id: string): Promise<AttachmentRow | undefined> {
  return rowsOf(tx).where('a.id', '=', id).executeTakeFirst();
}

/** A row as people know it. */
export function present({ id, name, type, size, file_hash, metadata, owner_id, created_at }: AttachmentRow): Attachment {
  return { id, name, type, size: Number(size), hash: file_hash, metadata, ownerId: owner_id, createdAt: created_at };
}

function rowsOf(tx: Kysely<KernelTables>) {
  return tx
    .selectFrom('kernel_attachment as a')
    .innerJoin('kernel_file as f', 'f.hash', 'a.file_hash')
    .selectAll('a')
    .select(['f.type', 'f.size']);
}

async function typeOf({ path: file, size }: Draft, { types }: Limits): Promise<string> {
  const handle = await open(file);
  const head = Buffer.alloc(Math.min(SNIFF_BYTES, size));
  await handle.read(head, 0, head.length, 0).finally(() => handle.close());
  const type = sniffType(head, head.length === size);
  if (type === null || !types.includes(type)) throw fileErrors.typeRefused({ accepted: types.map(shortName).join(', ') });
  return type;
}

async function stripped(storage: string, sent: Draft, type: string, { maxBytes }: Limits): Promise<{ draft: Draft; changed: boolean }> {
  if (!type.startsWith('image/')) return { draft: sent, changed: false };
  const { bytes, changed } = stripImage(type, await readFile(sent.path));
  return changed ? { draft: await writeDraft(storage, [bytes], maxBytes), changed } : { draft: sent, changed };
}

type About = Pick<AttachmentRow, 'name' | 'sent_hash' | 'metadata'>;

/** The bytes get their place under the same lock under which others would remove them, and before the row that promises them. */
async function keep(context: Context<never>, draft: Draft, type: string, about: About): Promise<Attachment> {
  const tx = kernelDb(context);
  await lockContent(tx, draft.hash);
  await moveToPlace(context.storage, draft);
  const file = { hash: draft.hash, size: String(draft.size), type, created_at: context.now };
  await tx
    .insertInto('kernel_file')
    .values(file)
    .onConflict((on) => on.doNothing())
    .execute();
  const row = { id: randomUUIDv7(), file_hash: draft.hash, owner_id: context.actor.id, created_at: context.now, ...about };
  await tx.insertInto('kernel_attachment').values(row).execute();
  return present({ ...row, record: null, attached_at: null, type, size: file.size });
}

/** Only the last step of a path, without characters that files and headers cannot carry. */
function tidyName(name: string): string {
  const last = path.posix.basename(name.replaceAll('\\', '/').replaceAll(/[\p{Cc}"]/gu, ''));
  return last.normalize('NFC').slice(0, 200) || 'file';
}

/** `JPEG` for image/jpeg, as people call it. */
function shortName(type: string): string {
  const office = { document: 'DOCX', sheet: 'XLSX' }[type.split('.').at(-1) ?? ''];
  return office ?? (type === 'text/plain' ? 'TXT' : (type.split('/')[1] ?? type).toUpperCase());
}
