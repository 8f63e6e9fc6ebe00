import { randomUUID } from 'node:crypto';

import type { Kysely, Selectable } from 'kysely';

import type { KernelTables } from '../../core/index.ts';
import type { Reply, Senders } from '../channels/channel.ts';
import { CHANNELS } from '../profile.ts';
import type { Channel, NotifyTables } from '../tables.ts';
import type { Next } from './step.ts';

export type DeliveryRow = Selectable<NotifyTables['kernel_delivery']>;
export type ChannelRow = Selectable<NotifyTables['kernel_delivery_channel']>;

type Tx = Kysely<KernelTables>;

/** A process that took a message has so long to send it; then another may. Longer than the slowest gateway is given. */
const LEASE_MS = 120_000;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 5 * 60_000;
const LONGEST_PROBLEM = 300;

/**
 * Takes messages whose turn it is, so that no other process takes them meanwhile. Should this process die, the lease runs out and
 * they are taken again: a message is sent at least once.
 */
export async function claimDue(tx: Tx, now: Date, limit: number): Promise<DeliveryRow[]> {
  const due = tx
    .selectFrom('kernel_delivery')
    .select('id')
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .where((is) => is.or([is('leased_until', 'is', null), is('leased_until', '<', now)]))
    .orderBy('urgent', 'desc')
    .orderBy('next_at')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  return tx
    .updateTable('kernel_delivery')
    .set({ lease: randomUUID(), leased_until: new Date(now.getTime() + LEASE_MS) })
    .where('id', 'in', due)
    .returningAll()
    .execute();
}

/** Writes down where the message stands now, unless the lease ran out and another process has it. */
export async function settle(tx: Tx, row: DeliveryRow, channel: Channel | null, next: Next, now: Date): Promise<void> {
  await tx
    .updateTable('kernel_delivery')
    .set({
      state: next.state,
      channel,
      attempts: next.attempts,
      tried: [...next.tried],
      refused: [...next.refused],
      problem: next.problem?.slice(0, LONGEST_PROBLEM) ?? null,
      next_at: next.nextAt,
      finished_at: next.state === 'waiting' ? null : now,
      lease: null,
      leased_until: null,
    })
    .where('id', '=', row.id)
    .where('lease', '=', row.lease)
    .execute();
}

/** Keeps how the channel is doing. One in trouble rests 5 s, 10 s, 20 s and so on, at most 5 minutes. */
export async function noteChannel(tx: Tx, channel: Channel, reply: Reply, now: Date): Promise<void> {
  if (reply.kind === 'sent') {
    const well = { failures: 0, failing_since: null, retry_at: null, problem: null, last_sent_at: now };
    await tx.updateTable('kernel_delivery_channel').set(well).where('channel', '=', channel).execute();
  } else if (reply.kind === 'trouble' && reply.gateway) {
    await noteTrouble(tx, channel, reply.problem, now);
  }
}

/** Several messages fail at once when a gateway goes; only the first of them makes it rest longer. */
async function noteTrouble(tx: Tx, channel: Channel, problem: string, now: Date): Promise<void> {
  const row = await tx.selectFrom('kernel_delivery_channel').selectAll().where('channel', '=', channel).forUpdate().executeTakeFirst();
  if (!row || (row.retry_at && row.retry_at > now)) return;
  const rest = Math.min(FIRST_REST_MS * 2 ** row.failures, LONGEST_REST_MS);
  await tx
    .updateTable('kernel_delivery_channel')
    .set({
      failures: Math.min(row.failures + 1, 30),
      failing_since: row.failing_since ?? now,
      retry_at: new Date(now.getTime() + rest),
      problem: problem.slice(0, LONGEST_PROBLEM),
    })
    .where('channel', '=', channel)
    .execute();
}

/** Announces which ways the operator has set up, for screens and for those who add an address. */
export async function announceChannels(tx: Tx, { push, email, sms }: Senders): Promise<void> {
  const ways: Record<Channel, Partial<ChannelRow>> = {
    push: { ready: push !== null, public_key: push?.publicKey ?? null },
    email: { ready: email !== null },
    sms: { ready: sms !== null, arrived: sms?.reports.arrived ?? null, lost: sms?.reports.lost ?? null },
  };
  for (const channel of CHANNELS) {
    const about = { ready: false, public_key: null, ...ways[channel] };
    await tx
      .insertInto('kernel_delivery_channel')
      .values({ channel, ...about })
      .onConflict((conflict) => conflict.column('channel').doUpdateSet(about))
      .execute();
  }
}
