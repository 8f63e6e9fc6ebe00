import { Type } from 'typebox';

import {
  type AnyModule,
  type Context,
  closed,
  defineModule,
  type FileReply,
  Instant,
  kernelDb,
  text,
  Uuid,
  type Work,
  workRoute,
} from '../core/index.ts';
import { type AttachmentRow, filesFile, present, readRow, receiveFile } from './attachments.ts';
import { openContent } from './disk.ts';
import { fileErrors } from './errors.ts';
import type { FileTables } from './tables.ts';

/** Above what any profile allows, so that the answer is the profile's, in words. */
const BODY_LIMIT = 1024 ** 3;

const Attachment = closed({
  id: Uuid,
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
  hash: Type.String(),
  metadata: Type.Enum(['none', 'stripped', 'kept']),
  createdAt: Instant,
});

/** The files service as a module. It needs all modules to ask whose record a file belongs to. */
export function filesManifest(modules: () => readonly AnyModule[]) {
  return defineModule<FileTables>({
    name: 'files',
    title: { en: 'Attachments', zh: '附件' },
    purpose: 'Keep files that people send with their records, each content once, without what gives the sender away.',
    dependsOn: [],
    migrations: new URL('./migrations/', import.meta.url),
    tables: {
      kernel_file: { purpose: 'Contents by their SHA-256, with size and type', personal: [], retentionDays: 'forever' },
      kernel_attachment: {
        purpose: { en: 'Files that people sent with a record', zh: '随记录提交的附件' },
        personal: ['name', 'owner_id'],
        retentionDays: 3650,
      },
    },
    profiles: [filesFile],
    routes: [
      workRoute({
        method: 'POST',
        path: '/',
        summary: 'Send a file; place, camera and the like are taken out of pictures unless keepMetadata is true',
        permission: 'signed-in',
        query: closed({ name: text(400), keepMetadata: Type.Optional(Type.Boolean()) }),
        body: 'stream',
        bodyLimit: BODY_LIMIT,
        reply: Attachment,
        status: 201,
        work: (work, { query, stream }) => receiveFile(work as unknown as Work<never>, { ...query, stream }),
      }),
      workRoute({
        method: 'GET',
        path: '/:id',
        summary: 'A file, for whoever may see the record it belongs to',
        permission: 'signed-in',
        params: closed({ id: Uuid }),
        reply: 'file',
        work: (work, { params }) => sendFile(work as unknown as Work<never>, params.id, modules()),
      }),
    ],
  });
}

/** @throws files.notFound also when the actor may not see it: whether there is such a file is not said */
async function sendFile(work: Work<never>, id: string, modules: readonly AnyModule[]): Promise<FileReply> {
  const row = await work.transaction(async (context) => {
    const found = await readRow(kernelDb(context), id);
    if (!found || !(await mayRead(context, found, modules))) throw fileErrors.notFound();
    return found;
  });
  const { name, type, hash } = present(row);
  const { stream, size } = await openContent(work.storage, hash);
  return { stream, size, type, fileName: name, etag: hash };
}

/** Whoever sent it, and whoever the module of the record lets in. */
async function mayRead(context: Context<never>, { owner_id, record }: AttachmentRow, modules: readonly AnyModule[]): Promise<boolean> {
  if (owner_id === context.actor.id) return true;
  const [table = '', ...rest] = record?.split('/') ?? [];
  const holder = modules.find(({ tables }) => Object.hasOwn(tables, table));
  return (await holder?.mayReadAttachment?.(context, { table, id: rest.join('/') })) ?? false;
}
