import { sql } from 'kysely';

import { type Context, kernelDb } from '../core/index.ts';
import { moneyErrors } from './errors.ts';
import type { TransactionKind } from './tables.ts';
import type { Posting } from './transactions.ts';

/** A transaction that others take from: a charge that is refunded, a reservation that is captured. */
export interface Origin {
  readonly id: string;
  readonly kind: TransactionKind;
  /** What is left on each account, signed as it was posted, by account key. */
  readonly left: readonly Posting[];
}

/**
 * Looks at what is left of a transaction, and keeps others from taking from it until this one commits.
 * @throws money.noTransaction
 */
export async function lockOrigin(context: Context<never>, id: string): Promise<Origin> {
  const db = kernelDb(context);
  const row = await db.selectFrom('kernel_transaction').select('kind').where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw moneyErrors.noTransaction({ id });
  const { rows } = await sql<{ key: string; left_fen: string }>`
    select a.key, l.left_fen from kernel_money_left(${id}) l join kernel_account a on a.id = l.account_id order by a.key`.execute(db);
  return { id, kind: row.kind, left: rows.map(({ key, left_fen }) => ({ account: key, amountFen: BigInt(left_fen) })) };
}

/** How much is left, as one amount: all that remains on the debit side. */
export function leftFen({ left }: Pick<Origin, 'left'>): bigint {
  return left.reduce((total, { amountFen }) => (amountFen > 0n ? total + amountFen : total), 0n);
}
