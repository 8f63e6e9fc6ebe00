import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import fc from 'fast-check';
import { sql } from 'kysely';

import { type Context, DomainError } from '../core/index.ts';
import { openTestDistrict, type TestDistrict } from '../testing/index.ts';
import { balanceOf, capture, charge, openAccount, refund, release, reserve, type Transaction, trialBalance } from './index.ts';

const TEXT = { en: 'Random', zh: '随机' };

/** Account -> its normal side; those in `FLOORED` cannot fall below zero. */
const SIDES = { bank: 1, cash: 1, income: -1, fund: -1, payable: -1 } as const;
const FLOORED: readonly string[] = ['fund', 'cash'];
const KINDS = { bank: 'asset', cash: 'asset', income: 'income', fund: 'liability', payable: 'liability' } as const;
type Name = keyof typeof SIDES;
const NAMES = Object.keys(SIDES) as Name[];

const fen = fc.bigInt({ min: 1n, max: 1000n });
const name = fc.constantFrom(...NAMES);
const which = fc.nat(); // one of the transactions made before
const part = fc.option(fen, { nil: undefined });
const operation = fc.oneof(
  { arbitrary: fc.record({ does: fc.constant('charge' as const), debit: name, credit: name, fen }), weight: 6 },
  { arbitrary: fc.record({ does: fc.constant('refund' as const), which, part }), weight: 4 },
  { arbitrary: fc.record({ does: fc.constant('reserve' as const), fen }), weight: 3 },
  { arbitrary: fc.record({ does: fc.constantFrom('capture' as const, 'release' as const), which, part }), weight: 4 },
  { arbitrary: fc.record({ does: fc.constant('repeat' as const), which }), weight: 2 },
  { arbitrary: fc.record({ does: fc.constant('misuse' as const), which }), weight: 1 },
);
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

/** A step that names what it acts on, so that it can be asked for again. */
type Ask = (context: Context<never>) => Promise<Transaction>;

describe('random movements of money', () => {
  let district: TestDistrict;
  let run = 0;
  before(async () => {
    district = await openTestDistrict();
  });
  after(() => district.close());

  /** Fresh accounts for a run, so that runs do not meet. */
  async function openRun(): Promise<string> {
    run += 1;
    const suffix = `:run-${run}`;
    await district.act(async (context) => {
      for (const key of NAMES) {
        const floor = FLOORED.includes(key) ? { floorFen: 0n } : {};
        await openAccount(context, { key: key + suffix, kind: KINDS[key], title: TEXT, ...floor });
      }
    });
    return suffix;
  }

  /** What an operation asks the books for, or null when there is nothing yet that it could act on. */
  function askFor(step: Operation, key: string, suffix: string, made: readonly Transaction[], asked: readonly Ask[]): Ask | null {
    const occasion = { key, reference: 'test/1', text: TEXT };
    if (step.does === 'charge') {
      const postings = [
        { account: step.debit + suffix, amountFen: step.fen },
        { account: step.credit + suffix, amountFen: -step.fen },
      ];
      return (context) => charge(context, { ...occasion, postings });
    }
    if (step.does === 'reserve') return (context) => reserve(context, { ...occasion, account: `fund${suffix}`, amountFen: step.fen });
    const earlier = made[step.which % made.length];
    if (!earlier) return null;
    if (step.does === 'repeat') return asked[step.which % asked.length] ?? null;
    if (step.does === 'misuse') {
      const postings = [
        { account: `bank${suffix}`, amountFen: 7_777_777n },
        { account: `income${suffix}`, amountFen: -7_777_777n },
      ];
      return (context) => charge(context, { ...occasion, key: earlier.key, postings });
    }
    const amount = step.part === undefined ? {} : { amountFen: step.part };
    if (step.does === 'refund') return (context) => refund(context, { ...occasion, originId: earlier.id, ...amount });
    const settlement = { ...occasion, reservationId: earlier.id, ...amount };
    if (step.does === 'release') return (context) => release(context, settlement);
    return (context) => capture(context, { ...settlement, to: `payable${suffix}` });
  }

  it('one after the other give exactly what an oracle in memory gives', async () => {
    const property = fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 40 }), async (steps) => {
      const suffix = await openRun();
      const oracle = new Oracle();
      const made: Transaction[] = [];
      const asked: Ask[] = [];
      for (const [i, step] of steps.entries()) {
        const ask = askFor(step, `${suffix}-${i}`, suffix, made, asked);
        if (!ask) continue;
        const outcome = await district.act(ask).catch(codeOf);
        const expected = oracle.expect(step, made);
        if (typeof outcome === 'string') {
          assert.equal(outcome, expected, JSON.stringify(step, bigintText));
          continue;
        }
        assert.equal('done', expected, JSON.stringify(step, bigintText));
        if (step.does === 'repeat') assert.equal(outcome.id, made[step.which % made.length]?.id);
        else {
          made.push(outcome);
          asked.push(ask);
        }
      }
      for (const key of NAMES) assert.equal((await read(key + suffix)).balanceFen, oracle.balance(key), key);
      assert.equal((await read(`fund${suffix}`)).heldFen, oracle.held());
    });
    await fc.assert(property, { numRuns: 60, seed: 20_260_214 });
  });

  it('by eight workers at once lose nothing, double nothing and keep every floor', async () => {
    const property = fc.asyncProperty(fc.array(operation, { minLength: 60, maxLength: 60 }), async (steps) => {
      const suffix = await openRun();
      const done = new Map<string, Transaction>();
      const asked: Ask[] = [];
      const queue = [...steps.entries()];
      const unexpected: unknown[] = [];
      const worker = async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          const ask = askFor(next[1], `${suffix}-${next[0]}`, suffix, [...done.values()], asked);
          if (!ask) continue;
          asked.push(ask);
          // Every request arrives twice; both are awaited, so that a failure leaves nothing running.
          const outcomes = await Promise.allSettled([district.act(ask).catch(codeOf), district.act(ask).catch(codeOf)]);
          for (const outcome of outcomes) {
            if (outcome.status === 'rejected') unexpected.push(outcome.reason);
            else if (typeof outcome.value !== 'string') record(done, outcome.value);
          }
        }
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      assert.deepEqual(unexpected, []);
      await checkBooks(suffix, [...done.values()]);
    });
    await fc.assert(property, { numRuns: 12, seed: 20_251_011, endOnFailure: true });
  });

  it('leave a trial balance with equal sides', async () => {
    const rows = await district.act((context) => trialBalance(context));
    const [debits, credits] = [rows.map(({ debitFen }) => debitFen), rows.map(({ creditFen }) => creditFen)];
    assert.equal(total(debits), total(credits));
  });

  const read = (key: string) => district.act((context) => balanceOf(context, key));

  /** The same key must always have given the same transaction. */
  function record(done: Map<string, Transaction>, transaction: Transaction): void {
    assert.equal(done.get(transaction.key)?.id ?? transaction.id, transaction.id);
    done.set(transaction.key, transaction);
  }

  /** Compares the tables with a sum over the answers that the workers were given. */
  async function checkBooks(suffix: string, answers: readonly Transaction[]): Promise<void> {
    const expected = new Map<string, bigint>();
    for (const { account, amountFen } of answers.flatMap(({ postings }) => postings)) {
      expected.set(account, (expected.get(account) ?? 0n) + amountFen);
    }
    const { rows } = await district.look((tx) =>
      sql<{ key: string; fen: string; floored: string | null; side: number }>`
        select a.key, coalesce(sum(p.amount_fen), 0) as fen, b.balance_fen as floored, a.normal_side as side
          from kernel_account a left join kernel_posting p on p.account_id = a.id left join kernel_balance b on b.account_id = a.id
         where a.key like ${`%${suffix}`} or a.key like ${`%${suffix}/held`}
         group by a.key, b.balance_fen, a.normal_side`.execute(tx),
    );
    for (const { key, fen, floored, side } of rows) {
      assert.equal(BigInt(fen), expected.get(key) ?? 0n, key);
      if (floored !== null) assert.equal(BigInt(floored), BigInt(fen) * BigInt(side), key);
      if (floored !== null) assert.ok(BigInt(floored) >= 0n, key);
    }
    assert.equal(total(rows.map(({ fen }) => BigInt(fen))), 0n);
    for (const origin of answers) checkTaken(origin, answers);
  }

  /** What was refunded or settled together is never more than the first transaction. */
  function checkTaken(origin: Transaction, answers: readonly Transaction[]): void {
    const size = (transaction: Transaction) => transaction.postings[0]?.amountFen ?? 0n;
    const taken = answers.filter(({ originId }) => originId === origin.id).map((transaction) => absolute(size(transaction)));
    assert.ok(total(taken) <= absolute(size(origin)), `${origin.kind} ${origin.id}`);
  }
});

/** Books of one debit and one credit a transaction, in plain numbers. It foretells the outcome of each operation. */
class Oracle {
  readonly #balances = new Map<string, bigint>();
  /** Parallel to the transactions made: what each one moved and what is left of it. */
  readonly #entries: { does: Operation['does']; debit: string; credit: string; left: bigint }[] = [];

  balance(account: Name): bigint {
    return BigInt(SIDES[account]) * (this.#balances.get(account) ?? 0n);
  }

  held(): bigint {
    return -(this.#balances.get('held') ?? 0n);
  }

  expect(step: Operation, made: readonly Transaction[]): string {
    if (step.does === 'charge') return this.#move('charge', step.debit, step.credit, step.fen);
    if (step.does === 'reserve') return this.#move('reserve', 'fund', 'held', step.fen);
    if (step.does === 'repeat') return 'done';
    if (step.does === 'misuse') return 'money.keyReused';
    const origin = this.#entries[step.which % made.length];
    if (!origin) throw new Error('the oracle knows every transaction');
    return step.does === 'refund' ? this.#refund(origin, step.part) : this.#settle(origin, step.does, step.part);
  }

  #refund(origin: { does: string; debit: string; credit: string; left: bigint }, part: bigint | undefined): string {
    if (origin.does !== 'charge' && origin.does !== 'capture') return 'money.notRefundable';
    const fen = part ?? origin.left;
    if (origin.debit === origin.credit || fen > origin.left || origin.left === 0n) return 'money.overRefund';
    const debited = origin.debit === 'held' ? 'fund' : origin.debit;
    const outcome = this.#move('refund', origin.credit, debited, fen);
    if (outcome === 'done') origin.left -= fen;
    return outcome;
  }

  #settle(origin: { does: string; left: bigint }, does: 'capture' | 'release', part: bigint | undefined): string {
    if (origin.does !== 'reserve') return 'money.notReserved';
    const fen = part ?? origin.left;
    if (fen > origin.left || origin.left === 0n) return 'money.overRefund';
    const outcome = this.#move(does, 'held', does === 'capture' ? 'payable' : 'fund', fen);
    if (outcome === 'done') origin.left -= fen;
    return outcome;
  }

  #move(does: Operation['does'], debit: string, credit: string, fen: bigint): string {
    if (debit !== credit && (this.#short(debit, fen) || this.#short(credit, -fen))) return 'money.insufficient';
    this.#balances.set(debit, (this.#balances.get(debit) ?? 0n) + fen);
    this.#balances.set(credit, (this.#balances.get(credit) ?? 0n) - fen);
    this.#entries.push({ does, debit, credit, left: fen });
    return 'done';
  }

  #short(account: string, fen: bigint): boolean {
    if (!FLOORED.includes(account)) return false;
    return BigInt(SIDES[account as Name]) * ((this.#balances.get(account) ?? 0n) + fen) < 0n;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  throw error;
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function bigintText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
