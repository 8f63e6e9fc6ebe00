import type { Kysely } from 'kysely';
import { type Static, Type } from 'typebox';

import { BilingualText, type Context, closed, Instant, type KernelTables, kernelDb, nullable, Uuid } from '../core/index.ts';
import { CHANNEL_TITLES } from './channels/channel.ts';
import { readChoices } from './choices.ts';
import { CHANNELS, ChannelName, notifyFile, TimeOfDay } from './profile.ts';

const Way = closed({
  channel: ChannelName,
  title: BilingualText,
  /** Whether the district has set it up. */
  ready: Type.Boolean(),
  /** One's own proven address. */
  address: nullable(Type.String()),
  /** An address that still waits for its code. */
  claimed: nullable(Type.String()),
});

const Sent = closed({
  id: Uuid,
  /** Null for a code that proved an address. */
  title: nullable(BilingualText),
  channel: nullable(ChannelName),
  state: Type.Enum(['waiting', 'sent', 'delivered', 'failed']),
  createdAt: Instant,
  finishedAt: nullable(Instant),
});

/** All a person can set about how they are told, and what was sent to them lately. */
export const Settings = closed({
  language: Type.Enum(['zh', 'en']),
  quiet: nullable(closed({ from: TimeOfDay, to: TimeOfDay })),
  kinds: Type.Array(
    closed({
      key: Type.String(),
      title: BilingualText,
      text: BilingualText,
      channels: Type.Array(ChannelName),
      passesQuietHours: Type.Boolean(),
    }),
  ),
  ways: Type.Array(Way),
  devices: Type.Array(closed({ id: Uuid, label: Type.String(), createdAt: Instant, lastSentAt: nullable(Instant) })),
  /** With which a browser subscribes; null while nothing is delivered. */
  pushKey: nullable(Type.String()),
  sent: Type.Array(Sent),
});
export type Settings = Static<typeof Settings>;

const LATEST = 10;

/** The actor's own settings; their own addresses need no line in the access log. */
export async function readSettings(context: Context<never>): Promise<Settings> {
  const tx = kernelDb(context);
  const { id } = context.actor;
  const facts = context.profile(notifyFile);
  const { language, quiet, channelsFor } = await readChoices(tx, facts, id);
  const kinds = facts.kinds.map((kind) => ({ ...kind, channels: [...channelsFor(kind.key)] }));
  const { ways, pushKey } = await readWays(tx, id, context.now);
  return { language, quiet, kinds, ways, pushKey, devices: await readDevices(tx, id), sent: await readSent(tx, id) };
}

async function readWays(tx: Kysely<KernelTables>, personId: string, now: Date): Promise<Pick<Settings, 'ways' | 'pushKey'>> {
  const known = await tx.selectFrom('kernel_delivery_channel').selectAll().execute();
  const proven = await tx.selectFrom('kernel_contact').selectAll().where('person_id', '=', personId).execute();
  const claims = tx.selectFrom('kernel_contact_claim').selectAll().where('person_id', '=', personId);
  const claimed = await claims.where('expires_at', '>', now).execute();
  const ways = CHANNELS.map((channel) => ({
    channel,
    title: CHANNEL_TITLES[channel],
    ready: known.find((row) => row.channel === channel)?.ready ?? false,
    address: proven.find((row) => row.channel === channel)?.address ?? null,
    claimed: claimed.find((row) => row.channel === channel)?.address ?? null,
  }));
  return { ways, pushKey: known.find(({ channel }) => channel === 'push')?.public_key ?? null };
}

async function readDevices(tx: Kysely<KernelTables>, personId: string): Promise<Settings['devices']> {
  const mine = tx.selectFrom('kernel_push_device').select(['id', 'label', 'created_at', 'last_sent_at']);
  const rows = await mine.where('person_id', '=', personId).orderBy('id').execute();
  return rows.map(({ id, label, created_at, last_sent_at }) => ({ id, label, createdAt: created_at, lastSentAt: last_sent_at }));
}

async function readSent(tx: Kysely<KernelTables>, personId: string): Promise<Settings['sent']> {
  const rows = await tx
    .selectFrom('kernel_delivery as delivery')
    .leftJoin('kernel_notification as news', 'news.id', 'delivery.notification_id')
    .select(['delivery.id', 'news.title', 'delivery.channel', 'delivery.state', 'delivery.created_at', 'delivery.finished_at'])
    .where('delivery.recipient_id', '=', personId)
    .orderBy('delivery.id', 'desc')
    .limit(LATEST)
    .execute();
  return rows.map(({ created_at, finished_at, ...row }) => ({ ...row, createdAt: created_at, finishedAt: finished_at }));
}
