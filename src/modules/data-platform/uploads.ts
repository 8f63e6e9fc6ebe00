import { createHash, randomUUIDv7 } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

import type { Selectable } from 'kysely';

import { requirePermission } from '#kernel';

import { dataErrors } from './errors.ts';
import { folders } from './places.ts';
import type { DataContext, DataTables, DataWork } from './tables.ts';

export type UploadRow = Selectable<DataTables['data_platform_upload']>;

/** Largest file, in bytes (2 GiB). */
export const MAX_UPLOAD_BYTES = 2 * 1024 ** 3;

/** Announces a file that will be sent in pieces. @returns its upload id @throws data-platform.tooLarge */
export async function beginUpload(context: DataContext, { name, size }: { name: string; size: number }): Promise<UploadRow> {
  requirePermission(context.actor, 'data:steward');
  if (size > MAX_UPLOAD_BYTES) throw dataErrors.tooLarge({ limit: MAX_UPLOAD_BYTES });
  const row = { id: randomUUIDv7(), owner_id: context.actor.id, name: path.basename(name), size: String(size), created_at: context.now };
  return context.db.insertInto('data_platform_upload').values(row).returningAll().executeTakeFirstOrThrow();
}

/** One's own upload. @throws data-platform.noUpload */
export async function readUpload(context: DataContext, id: string): Promise<UploadRow> {
  const row = await context.db
    .selectFrom('data_platform_upload')
    .selectAll()
    .where('id', '=', id)
    .where('owner_id', '=', context.actor.id)
    .executeTakeFirst();
  if (!row) throw dataErrors.noUpload();
  return row;
}

/**
 * Takes the next piece of a file. A piece must begin where the last one ended; what arrives before a line breaks is kept.
 * @throws data-platform.noUpload, wrongOffset (its details say which byte comes next)
 */
export async function receivePiece(work: DataWork, id: string, offset: number, stream: Readable): Promise<UploadRow> {
  const upload = await work.transaction((context) => readUpload(context, id));
  const { size, received } = upload;
  if (offset !== Number(received) || upload.finished_at) throw dataErrors.wrongOffset({ received: Number(received) });
  const file = folders.upload(work.storage, id);
  await mkdir(path.dirname(file), { recursive: true });
  const end = await append(file, stream, offset, Number(size));
  return work.transaction((context) => keepProgress(context, file, upload, end));
}

/** Forgets a file that was sent. */
export async function dropUpload(work: DataWork, id: string): Promise<void> {
  await work.transaction(async (context) => {
    await readUpload(context, id);
    await context.db.deleteFrom('data_platform_upload').where('id', '=', id).execute();
  });
  await rm(folders.upload(work.storage, id), { force: true });
}

/** Writes at the offset, so that a piece sent twice lands on the same place; makes it durable. @returns the end of what arrived */
async function append(file: string, stream: Readable, offset: number, size: number): Promise<number> {
  const handle = await open(file, offset === 0 ? 'w' : 'r+');
  let position = offset;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (position + chunk.length > size) throw dataErrors.tooLarge({ limit: size });
      await handle.write(chunk, 0, chunk.length, position);
      position += chunk.length;
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'DomainError') throw error;
    // the line broke: keep what came
  } finally {
    await handle.sync();
    await handle.close();
  }
  return position;
}

async function keepProgress(context: DataContext, file: string, { id, size, received }: UploadRow, end: number): Promise<UploadRow> {
  const whole = end === Number(size);
  const finished = whole ? { finished_at: context.now, sha256: await hashOf(file) } : {};
  const row = await context.db
    .updateTable('data_platform_upload')
    .set({ received: String(end), ...finished })
    .where('id', '=', id)
    .where('received', '=', received)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw dataErrors.wrongOffset({ received: end });
  return row;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
