import { createHash, randomBytes } from 'node:crypto';

import type { Kysely } from 'kysely';

import type { KernelTables } from '../../core/index.ts';
import { tellLive } from '../../events/index.ts';
import type { Reply, Senders } from '../channels/channel.ts';
import type { House } from './compose.ts';
import { type Plan, planDelivery } from './plan.ts';
import { type DeliveryRow, noteChannel, settle } from './queue.ts';
import { stepOn } from './step.ts';

type Tx = Kysely<KernelTables>;

/** What one message needs to leave. */
export interface Way {
  readonly transact: <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>;
  readonly house: House;
  readonly senders: Senders;
  readonly clock: () => Date;
}

/** Tries one message by the channel whose turn it is, and keeps how that went. No transaction is open while it is sent. */
export async function deliver(way: Way, row: DeliveryRow): Promise<void> {
  const plan = await way.transact((tx) => planDelivery(tx, way.house, way.senders, row, way.clock()));
  const reply = await send(way, row, plan);
  await way.transact((tx) => keep(tx, way, row, plan, reply));
}

/** Digest of the secret in a receipt's address. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

async function send(way: Way, row: DeliveryRow, { channel, address, devices, message, resting }: Plan): Promise<Reply> {
  const { push, email, sms } = way.senders;
  if (message && resting) return { kind: 'trouble', problem: resting, gateway: false };
  if (message && channel === 'push' && push) return push.send(devices, message);
  if (message && channel === 'email' && email && address) return email.send(address, message);
  if (message && channel === 'sms' && sms && address) return sms.send(address, message, await makeReceipt(way, row));
  return { kind: 'refused', problem: 'no channel' };
}

/** The gateway reports to an address that nobody else can know; we keep its digest only. */
async function makeReceipt({ transact, house }: Way, { id }: DeliveryRow): Promise<string> {
  const secret = randomBytes(24).toString('base64url');
  await transact((tx) =>
    tx
      .updateTable('kernel_delivery')
      .set({ receipt_digest: digestOf(secret) })
      .where('id', '=', id)
      .execute(),
  );
  return new URL(`/api/notifications/receipts/${secret}`, house.baseUrl).href;
}

async function keep(tx: Tx, { clock, house }: Way, row: DeliveryRow, { channel, order, resting }: Plan, reply: Reply): Promise<void> {
  const now = clock();
  const attempts = row.channel === channel ? row.attempts : 0;
  const next = stepOn({ ...row, channel, attempts, dueAt: row.due_at }, order, reply, house.facts, now);
  await settle(tx, row, channel ?? row.channel, next, now);
  if (channel && !resting) await noteChannel(tx, channel, reply, now);
  if (channel === 'push') await keepDevices(tx, row.recipient_id, reply, now);
  await tellLive(tx, now, ['deliveries', `notifications:${row.recipient_id}`], [row.id]);
}

/** Devices that take no more are forgotten. */
async function keepDevices(tx: Tx, personId: string, { kind, gone = [] }: Reply, now: Date): Promise<void> {
  if (gone.length > 0) {
    await tx
      .deleteFrom('kernel_push_device')
      .where('person_id', '=', personId)
      .where('id', 'in', [...gone])
      .execute();
  }
  if (kind === 'sent') await tx.updateTable('kernel_push_device').set({ last_sent_at: now }).where('person_id', '=', personId).execute();
}
