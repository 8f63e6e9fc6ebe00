import type { Kysely } from 'kysely';

import type { KernelTables } from '../../core/index.ts';
import type { Device, Message, Senders } from '../channels/channel.ts';
import { readChoices } from '../choices.ts';
import { reachOf } from '../reach.ts';
import type { Channel } from '../tables.ts';
import { type House, newsMessage, proofMessage } from './compose.ts';
import type { DeliveryRow } from './queue.ts';
import { turnOf } from './step.ts';

/** What is to be done with a message now: read in one go, before anything leaves. */
export interface Plan {
  /** Channels that can be used for it, first choice first. */
  readonly order: readonly Channel[];
  readonly channel: Channel | null;
  readonly address: string | null;
  readonly devices: readonly Device[];
  readonly message: Message | null;
  /** The channel rests after trouble: this try counts, but nothing is sent. */
  readonly resting: string | null;
}

const NOTHING: Plan = { order: [], channel: null, address: null, devices: [], message: null, resting: null };

/** Looks up whom a message goes to, by which channel and in which words. What the person changed since it was queued counts. */
export async function planDelivery(tx: Kysely<KernelTables>, house: House, senders: Senders, row: DeliveryRow, now: Date): Promise<Plan> {
  const plan = row.claim_channel ? await planProof(tx, house, row, now) : await planNews(tx, house, row);
  const ready = plan.order.filter((channel) => senders[channel] !== null);
  const channel = turnOf(ready, row);
  if (!channel) return { ...plan, order: ready, channel };
  const way = await tx
    .selectFrom('kernel_delivery_channel')
    .select(['retry_at', 'problem'])
    .where('channel', '=', channel)
    .executeTakeFirst();
  const resting = way?.retry_at && way.retry_at > now ? (way.problem ?? 'resting') : null;
  return { ...plan, ...(await addressees(tx, row, channel)), order: ready, channel, resting };
}

async function planNews(tx: Kysely<KernelTables>, house: House, row: DeliveryRow): Promise<Plan> {
  const news = await tx.selectFrom('kernel_notification').selectAll().where('id', '=', row.notification_id).executeTakeFirst();
  if (!news) return NOTHING;
  const chosen = await readChoices(tx, house.facts, row.recipient_id);
  const reach = await reachOf(tx, row.recipient_id);
  const order = chosen.channelsFor(news.kind).filter((channel) => reach.has(channel));
  return { ...NOTHING, order, message: newsMessage(house, row.id, news, row.urgent, chosen.language) };
}

/** A code that was used, replaced or has expired is not sent any more. */
async function planProof(tx: Kysely<KernelTables>, house: House, row: DeliveryRow, now: Date): Promise<Plan> {
  const claim = await tx
    .selectFrom('kernel_contact_claim')
    .selectAll()
    .where('person_id', '=', row.recipient_id)
    .where('channel', '=', row.claim_channel)
    .where('asked_at', '=', row.created_at)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!claim) return NOTHING;
  const { language } = await readChoices(tx, house.facts, row.recipient_id);
  return { ...NOTHING, order: [claim.channel], message: proofMessage(house, row.id, claim.code, language) };
}

async function addressees(tx: Kysely<KernelTables>, row: DeliveryRow, channel: Channel): Promise<Pick<Plan, 'address' | 'devices'>> {
  if (channel === 'push') {
    const mine = tx.selectFrom('kernel_push_device').where('person_id', '=', row.recipient_id);
    return { address: null, devices: await mine.select(['id', 'endpoint', 'p256dh', 'auth']).execute() };
  }
  const own = tx.selectFrom(row.claim_channel ? 'kernel_contact_claim' : 'kernel_contact').select('address');
  const once = tx.selectFrom('kernel_contact_once').select('address').where('recipient_id', '=', row.recipient_id);
  const contact =
    (await own.where('person_id', '=', row.recipient_id).where('channel', '=', channel).executeTakeFirst()) ??
    (await once.where('channel', '=', channel).executeTakeFirst());
  return { address: contact?.address ?? null, devices: [] };
}
