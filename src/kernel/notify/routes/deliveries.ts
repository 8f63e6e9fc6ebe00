import { type Static, Type } from 'typebox';

import {
  BilingualText,
  type Context,
  closed,
  Instant,
  kernelDb,
  nullable,
  Page,
  type PageOf,
  pageOf,
  pageQuery,
  readCursor,
  route,
  Uuid,
} from '../../core/index.ts';
import { DeliveryState, deliveryState } from '../delivery/state.ts';
import { notifyErrors } from '../errors.ts';
import { ChannelName, kindOf, notifyFile } from '../profile.ts';

/** Looking after what leaves the house. */
export const CARE = 'notifications:care';

const State = Type.Enum(['waiting', 'sent', 'delivered', 'failed']);

/** A message on its way, without words and addressee: the operator looks after the queue and not after people. */
const Delivery = closed({
  id: Uuid,
  /** The kind of news, or null for the code that proves an address. */
  kind: nullable(BilingualText),
  urgent: Type.Boolean(),
  state: State,
  channel: nullable(ChannelName),
  attempts: Type.Integer(),
  givenUp: Type.Array(ChannelName),
  problem: nullable(Type.String()),
  createdAt: Instant,
  dueAt: Instant,
  nextAt: Instant,
  finishedAt: nullable(Instant),
});

const listQuery = closed({ ...pageQuery, state: Type.Optional(State), channel: Type.Optional(ChannelName) });

/** What the operator sees and does. */
export const deliveryRoutes = [
  route({
    method: 'GET',
    path: '/deliveries/state',
    summary: 'How delivery is doing: length and age of the queue, and each channel',
    permission: CARE,
    reply: DeliveryState,
    handle: (context) => deliveryState(context),
  }),
  route({
    method: 'GET',
    path: '/deliveries',
    summary: 'Messages on their way, latest first',
    permission: CARE,
    query: listQuery,
    reply: Page(Delivery),
    handle: (context, { query }) => listDeliveries(context, query),
  }),
  route({
    method: 'POST',
    path: '/deliveries/:id/retry',
    summary: 'Try a message that failed again, by all its channels',
    permission: CARE,
    params: closed({ id: Uuid }),
    reply: closed({}),
    handle: async (context, { params }) => {
      await retry(context, params.id);
      return {};
    },
  }),
  route({
    method: 'POST',
    path: '/channels/:channel/try-now',
    summary: 'Do not let a channel rest any longer',
    permission: CARE,
    params: closed({ channel: ChannelName }),
    reply: closed({ waiting: Type.Integer() }),
    handle: async (context, { params }) => ({ waiting: await tryNow(context, params.channel) }),
  }),
];

async function listDeliveries(context: Context<never>, query: Static<typeof listQuery>): Promise<PageOf<Static<typeof Delivery>>> {
  const limit = query.limit ?? 50;
  const [before] = readCursor(query.cursor, 1) ?? [];
  const rows = await kernelDb(context)
    .selectFrom('kernel_delivery as delivery')
    .leftJoin('kernel_notification as news', 'news.id', 'delivery.notification_id')
    .selectAll('delivery')
    .select('news.kind')
    .$if(query.state !== undefined, (all) => all.where('delivery.state', '=', query.state ?? 'waiting'))
    .$if(query.channel !== undefined, (all) => all.where('delivery.channel', '=', query.channel ?? 'push'))
    .$if(before !== undefined, (all) => all.where('delivery.id', '<', before ?? ''))
    .orderBy('delivery.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ id }) => [id]);
  const items = page.items.map(({ id, kind, urgent, state, channel, attempts, tried, refused, problem, ...row }) => ({
    ...{ id, urgent, state, channel, attempts, problem },
    kind: kind === null ? null : (kindOf(context.profile(notifyFile), kind)?.title ?? { en: kind, zh: kind }),
    givenUp: [...new Set([...tried, ...refused])],
    createdAt: row.created_at,
    dueAt: row.due_at,
    nextAt: row.next_at,
    finishedAt: row.finished_at,
  }));
  return { items, next: page.next };
}

/** @throws notifications.deliveryAbsent, notifications.notFailed */
async function retry(context: Context<never>, id: string): Promise<void> {
  const tx = kernelDb(context);
  const anew = { state: 'waiting' as const, attempts: 0, tried: [], refused: [], problem: null, finished_at: null };
  const again = await tx
    .updateTable('kernel_delivery')
    .set({ ...anew, due_at: context.now, next_at: context.now })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  if (again.numUpdatedRows > 0n) return;
  const known = await tx.selectFrom('kernel_delivery').select('id').where('id', '=', id).executeTakeFirst();
  throw known ? notifyErrors.notFailed() : notifyErrors.deliveryAbsent();
}

/** Messages that wait for this channel have their turn at once. @returns how many there are */
async function tryNow(context: Context<never>, channel: Static<typeof ChannelName>): Promise<number> {
  const tx = kernelDb(context);
  await tx.updateTable('kernel_delivery_channel').set({ retry_at: null }).where('channel', '=', channel).execute();
  const turned = await tx
    .updateTable('kernel_delivery')
    .set({ next_at: context.now })
    .where('state', '=', 'waiting')
    .where('channel', '=', channel)
    .where('due_at', '<=', context.now)
    .executeTakeFirst();
  return Number(turned.numUpdatedRows);
}
