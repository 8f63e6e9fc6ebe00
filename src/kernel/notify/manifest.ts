import { Type } from 'typebox';

import {
  BilingualText,
  closed,
  defineModule,
  Instant,
  kernelDb,
  nullable,
  Page,
  pageOf,
  pageQuery,
  readCursor,
  route,
  Uuid,
} from '../core/index.ts';
import type { NotifyTables } from './tables.ts';

const Notification = closed({
  id: Uuid,
  title: BilingualText,
  text: BilingualText,
  href: Type.String(),
  createdAt: Instant,
  readAt: nullable(Instant),
});

/** News for people, as a module. */
export const notifyManifest = defineModule<NotifyTables>({
  name: 'notifications',
  title: { en: 'Notifications', zh: '通知' },
  purpose: 'Tell a person that something waits for them.',
  dependsOn: [],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    kernel_notification: {
      purpose: { en: 'News for one person', zh: '发给个人的通知' },
      personal: ['recipient_id'],
      retentionDays: 180,
      agedBy: 'created_at',
    },
  },
  routes: [
    route({
      method: 'GET',
      path: '/',
      summary: 'One’s own news, latest first',
      permission: 'signed-in',
      query: closed(pageQuery),
      reply: closed({ ...Page(Notification).properties, unread: Type.Integer() }),
      handle: async (context, { query }) => {
        const limit = query.limit ?? 50;
        const [before] = readCursor(query.cursor, 1) ?? [];
        const mine = kernelDb(context).selectFrom('kernel_notification').where('recipient_id', '=', context.actor.id);
        const rows = await mine
          .selectAll()
          .$if(before !== undefined, (news) => news.where('id', '<', before ?? ''))
          .orderBy('id', 'desc')
          .limit(limit + 1)
          .execute();
        const { unread } = await mine
          .where('read_at', 'is', null)
          .select(({ fn }) => fn.countAll().as('unread'))
          .executeTakeFirstOrThrow();
        const page = pageOf(rows, limit, ({ id }) => [id]);
        const items = page.items.map(({ created_at, read_at, recipient_id: _, ...news }) => ({
          ...news,
          createdAt: created_at,
          readAt: read_at,
        }));
        return { items, next: page.next, unread: Number(unread) };
      },
    }),
    route({
      method: 'POST',
      path: '/read',
      summary: 'Mark news as read, or all of it',
      permission: 'signed-in',
      body: closed({ ids: Type.Optional(Type.Array(Uuid, { maxItems: 200 })) }),
      reply: closed({ read: Type.Integer() }),
      handle: async (context, { body }) => {
        const changed = await kernelDb(context)
          .updateTable('kernel_notification')
          .set({ read_at: context.now })
          .where('recipient_id', '=', context.actor.id)
          .where('read_at', 'is', null)
          .$if(body.ids !== undefined, (news) =>
            news.where('id', 'in', body.ids?.length ? body.ids : ['00000000-0000-0000-0000-000000000000']),
          )
          .executeTakeFirst();
        return { read: Number(changed.numUpdatedRows) };
      },
    }),
  ],
});
