import type { Context } from '../core/index.ts';
import { holdingAccountOf, readAccount } from './accounts.ts';
import { moneyErrors } from './errors.ts';
import { lockOrigin } from './origins.ts';
import { type Occasion, type Posting, postOnce, type Transaction } from './transactions.ts';

/** Sets money of an account aside. */
export interface Reservation extends Occasion {
  /** Key of the account, such as that of a budget. */
  readonly account: string;
  readonly amountFen: bigint;
}

/** Takes from a reservation: all that is left of it unless an amount is said. */
export interface Settlement extends Occasion {
  readonly reservationId: string;
  readonly amountFen?: bigint;
}

/**
 * Reserves money: it stays in the account's name and can no longer be used for anything else.
 * @throws money.noAccount, money.badAmount, money.insufficient, money.keyReused
 */
export async function reserve(context: Context<never>, { account: key, amountFen, ...occasion }: Reservation): Promise<Transaction> {
  const asked = [key, String(amountFen)];
  return postOnce(context, { ...occasion, kind: 'reserve', originId: null, asked }, async () => {
    if (amountFen <= 0n) throw moneyErrors.badAmount();
    const account = await readAccount(context, key);
    const held = await holdingAccountOf(context, account);
    return moved(account.key, held.key, account.normalSide, amountFen);
  });
}

/**
 * Pays reserved money to another account; what is not captured stays reserved.
 * @param to key of the account that grows on the reserved account's side, such as a payable for a fund
 * @throws money.noTransaction, money.notReserved, money.overRefund, money.noAccount, money.keyReused
 */
export async function capture(context: Context<never>, { to, ...settlement }: Settlement & { readonly to: string }): Promise<Transaction> {
  return settle(context, 'capture', settlement, to);
}

/**
 * Gives reserved money back to the account it was reserved from.
 * @throws money.noTransaction, money.notReserved, money.overRefund, money.keyReused
 */
export async function release(context: Context<never>, settlement: Settlement): Promise<Transaction> {
  return settle(context, 'release', settlement, null);
}

async function settle(
  context: Context<never>,
  kind: 'capture' | 'release',
  settlement: Settlement,
  to: string | null,
): Promise<Transaction> {
  const { reservationId: originId, amountFen, ...occasion } = settlement;
  const asked = [to, amountFen === undefined ? null : String(amountFen)];
  return postOnce(context, { ...occasion, kind, originId, asked }, async () => {
    const origin = await lockOrigin(context, originId);
    const held = origin.left.find(({ account }) => account.endsWith('/held'));
    if (origin.kind !== 'reserve' || !held) throw moneyErrors.notReserved();
    const account = await readAccount(context, held.account.slice(0, -'/held'.length));
    const left = BigInt(account.normalSide) * held.amountFen;
    const wanted = amountFen ?? left;
    if (wanted <= 0n && left > 0n) throw moneyErrors.badAmount();
    if (wanted > left || left === 0n) throw moneyErrors.overRefund({ leftFen: String(left) });
    return moved(held.account, to ?? account.key, account.normalSide, wanted);
  });
}

/** Moves a balance from one account to another, on the side on which the first one grows. */
function moved(from: string, to: string, side: 1 | -1, amountFen: bigint): Posting[] {
  const amount = BigInt(side) * amountFen;
  return [
    { account: from, amountFen: -amount },
    { account: to, amountFen: amount },
  ];
}
