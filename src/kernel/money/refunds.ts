import type { Context } from '../core/index.ts';
import { moneyErrors } from './errors.ts';
import { leftFen, lockOrigin, type Origin } from './origins.ts';
import { inWords, type Occasion, type Posting, postOnce, type Transaction } from './transactions.ts';

/** A refund: all that is left, an amount of it, or the very postings when the first transaction has more than two accounts. */
export interface Refund extends Occasion {
  readonly originId: string;
  readonly amountFen?: bigint;
  readonly postings?: readonly Posting[];
}

/**
 * Takes a charge back, wholly or in part, by a transaction that posts the other way round; refunds together never exceed the
 * charge. The refund of a captured reservation goes to the account it was reserved from.
 * @throws money.noTransaction, money.notRefundable, money.overRefund, money.sayWhichPart, money.badAmount, money.keyReused
 */
export async function refund(context: Context<never>, { originId, amountFen, postings, ...occasion }: Refund): Promise<Transaction> {
  const asked = [amountFen === undefined ? null : String(amountFen), postings ? inWords(postings) : null];
  return postOnce(context, { ...occasion, kind: 'refund', originId, asked }, async () => {
    const origin = await lockOrigin(context, originId);
    if (origin.kind !== 'charge' && origin.kind !== 'capture') throw moneyErrors.notRefundable();
    if (postings) return within(origin, postings);
    return amountFen === undefined ? all(origin) : part(origin, amountFen);
  });
}

function all(origin: Origin): Posting[] {
  const open = origin.left.filter(({ amountFen }) => amountFen !== 0n);
  if (open.length === 0) throw moneyErrors.overRefund({ leftFen: '0' });
  return open.map(({ account, amountFen }) => ({ account, amountFen: -amountFen }));
}

function part(origin: Origin, amountFen: bigint): Posting[] {
  if (amountFen <= 0n) throw moneyErrors.badAmount();
  const left = leftFen(origin);
  if (amountFen > left) throw moneyErrors.overRefund({ leftFen: String(left) });
  if (amountFen === left) return all(origin);
  if (origin.left.length !== 2) throw moneyErrors.sayWhichPart();
  return origin.left.map((posting) => ({ account: posting.account, amountFen: posting.amountFen > 0n ? -amountFen : amountFen }));
}

/** Postings that somebody chose must go against the first ones and stay within what is left of them. */
function within(origin: Origin, postings: readonly Posting[]): readonly Posting[] {
  const total = postings.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  if (postings.length < 2 || total !== 0n) throw moneyErrors.unbalanced({ sumFen: String(total) });
  for (const { account, amountFen } of postings) {
    const left = origin.left.find((candidate) => candidate.account === account)?.amountFen ?? 0n;
    const after = left + amountFen;
    const fits = amountFen !== 0n && (left > 0n ? amountFen < 0n && after >= 0n : amountFen > 0n && after <= 0n);
    if (!fits) throw moneyErrors.overRefund({ leftFen: String(left < 0n ? -left : left) });
  }
  return postings;
}
