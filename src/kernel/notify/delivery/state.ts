import type { Kysely } from 'kysely';
import { type Static, Type } from 'typebox';

import { type Context, closed, Instant, type KernelTables, kernelDb, nullable } from '../../core/index.ts';
import { CHANNELS, ChannelName, notifyFile } from '../profile.ts';

/** How one way out of the house is doing. */
const ChannelState = closed({
  channel: ChannelName,
  /** Whether the operator has set it up. */
  ready: Type.Boolean(),
  waiting: Type.Integer(),
  failingSince: nullable(Instant),
  retryAt: nullable(Instant),
  lastSentAt: nullable(Instant),
  problem: nullable(Type.String()),
});

/** How delivery is doing. `late` is the age in seconds of the oldest message that should have left. */
export const DeliveryState = closed({
  waiting: Type.Integer(),
  /** Those whose time has not come, such as in quiet hours. */
  held: Type.Integer(),
  lateSeconds: Type.Integer(),
  /** In the last 24 hours. */
  sent: Type.Integer(),
  failed: Type.Integer(),
  /** True when a channel is failing or the oldest message is older than the profile allows. */
  trouble: Type.Boolean(),
  channels: Type.Array(ChannelState),
});
export type DeliveryState = Static<typeof DeliveryState>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** How the delivery of notifications is doing: for the operator's screen and for a board that shows when a gateway is down. */
export async function deliveryState<Tables>(context: Context<Tables>): Promise<DeliveryState> {
  const tx = kernelDb(context);
  const counts = await readCounts(tx, context.now);
  const ways = await tx.selectFrom('kernel_delivery_channel').selectAll().execute();
  const byChannel = await tx
    .selectFrom('kernel_delivery')
    .select(['channel', ({ fn }) => fn.countAll<string>().as('count')])
    .where('state', '=', 'waiting')
    .groupBy('channel')
    .execute();
  const channels = CHANNELS.map((channel) => {
    const way = ways.find((row) => row.channel === channel);
    return {
      channel,
      ready: way?.ready ?? false,
      waiting: Number(byChannel.find((row) => row.channel === channel)?.count ?? 0),
      failingSince: way?.failing_since ?? null,
      retryAt: way?.retry_at ?? null,
      lastSentAt: way?.last_sent_at ?? null,
      problem: way?.problem ?? null,
    };
  });
  const isLate = counts.lateSeconds > context.profile(notifyFile).tries.lateMinutes * 60;
  return { ...counts, trouble: isLate || channels.some(({ ready, failingSince }) => ready && failingSince !== null), channels };
}

/** Length and age of the queue, and what became of the last day's messages. */
export async function readCounts(tx: Kysely<KernelTables>, now: Date): Promise<Omit<DeliveryState, 'trouble' | 'channels'>> {
  const waiting = await tx
    .selectFrom('kernel_delivery')
    .select(({ fn }) => [
      fn.countAll<string>().as('all'),
      fn.countAll<string>().filterWhere('due_at', '>', now).as('held'),
      fn.min('due_at').as('oldest'),
    ])
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  const over = await tx
    .selectFrom('kernel_delivery')
    .select(({ fn }) => [
      fn.countAll<string>().filterWhere('state', '<>', 'failed').as('sent'),
      fn.countAll<string>().filterWhere('state', '=', 'failed').as('failed'),
    ])
    .where('finished_at', '>', new Date(now.getTime() - DAY_MS))
    .executeTakeFirstOrThrow();
  const late = waiting.oldest ? Math.floor((now.getTime() - waiting.oldest.getTime()) / 1000) : 0;
  const [all, held] = [Number(waiting.all), Number(waiting.held)];
  return { waiting: all - held, held, lateSeconds: Math.max(0, late), sent: Number(over.sent), failed: Number(over.failed) };
}
