import { type Context, kernelDb } from '../core/index.ts';
import type { Reports } from './channels/channel.ts';
import { digestOf } from './delivery/deliver.ts';
import { notifyErrors } from './errors.ts';

/**
 * Takes a gateway's report. One that says that the message never arrives gives the next channel its turn; one that says neither changes
 * nothing. The report itself is not kept: it may hold a number.
 * @throws notifications.receiptAbsent
 */
export async function takeReceipt(context: Context<never>, secret: string, report: string): Promise<void> {
  const tx = kernelDb(context);
  const row = await tx
    .selectFrom('kernel_delivery')
    .select(['id', 'state', 'channel', 'refused'])
    .where('receipt_digest', '=', digestOf(secret))
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notifyErrors.receiptAbsent();
  const reports = await tx
    .selectFrom('kernel_delivery_channel')
    .select(['arrived', 'lost'])
    .where('channel', '=', 'sms')
    .executeTakeFirst();
  const verdict = reports ? verdictOf(reports, report) : null;
  if (row.state !== 'sent' || row.channel !== 'sms' || verdict === null) return;
  const again = { state: 'waiting' as const, finished_at: null, next_at: context.now, refused: [...row.refused, 'sms' as const] };
  await tx
    .updateTable('kernel_delivery')
    .set(verdict === 'arrived' ? { state: 'delivered' } : { ...again, problem: 'lost on the way' })
    .where('id', '=', row.id)
    .execute();
}

function verdictOf({ arrived, lost }: Reports, report: string): 'arrived' | 'lost' | null {
  if (arrived !== null && new RegExp(arrived, 'u').test(report)) return 'arrived';
  return lost !== null && new RegExp(lost, 'u').test(report) ? 'lost' : null;
}
