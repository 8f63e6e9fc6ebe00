import { Type } from 'typebox';

import { BilingualText, closed, Instant, kernelDb, nullable, Page, pageOf, pageQuery, readCursor, route, Uuid } from '../../core/index.ts';

const Notification = closed({
  id: Uuid,
  title: BilingualText,
  text: BilingualText,
  href: Type.String(),
  kind: Type.String(),
  urgent: Type.Boolean(),
  createdAt: Instant,
  readAt: nullable(Instant),
});

const NO_IDS = ['00000000-0000-0000-0000-000000000000'];

/** One's own news. */
export const newsRoutes = [
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
        .select(['id', 'title', 'text', 'href', 'kind', 'urgent', 'created_at', 'read_at'])
        .$if(before !== undefined, (news) => news.where('id', '<', before ?? ''))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const { unread } = await mine
        .where('read_at', 'is', null)
        .select(({ fn }) => fn.countAll().as('unread'))
        .executeTakeFirstOrThrow();
      const page = pageOf(rows, limit, ({ id }) => [id]);
      const items = page.items.map(({ created_at, read_at, ...news }) => ({ ...news, createdAt: created_at, readAt: read_at }));
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
        .$if(body.ids !== undefined, (news) => news.where('id', 'in', body.ids?.length ? body.ids : NO_IDS))
        .executeTakeFirst();
      return { read: Number(changed.numUpdatedRows) };
    },
  }),
];
