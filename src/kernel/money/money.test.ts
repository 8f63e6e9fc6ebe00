import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { sql } from 'kysely';

import type { Context } from '../core/index.ts';
import { openTestDistrict, person, type TestDistrict } from '../testing/index.ts';
import {
  balanceOf,
  capture,
  charge,
  credit,
  debit,
  digestOf,
  openAccount,
  readTransaction,
  refund,
  release,
  reserve,
  statementOf,
  trialBalance,
} from './index.ts';

const TEXT = { en: 'Parking, two hours', zh: '停车两小时' };

describe('the books', () => {
  let district: TestDistrict;
  let serial = 0;
  before(async () => {
    district = await openTestDistrict();
    await district.act(async (context) => {
      await openAccount(context, { key: 'bank', kind: 'asset', title: { en: 'Bank', zh: '银行存款' } });
      await openAccount(context, { key: 'income', kind: 'income', title: { en: 'Income', zh: '收入' } });
      await openAccount(context, { key: 'tax', kind: 'liability', title: { en: 'Tax owed', zh: '应交税费' } });
      await openAccount(context, { key: 'payable', kind: 'liability', title: { en: 'Owed to firms', zh: '应付企业款' } });
      await openAccount(context, {
        key: 'receivable:zhang',
        kind: 'asset',
        title: { en: 'Owed by a driver', zh: '应收停车费' },
        subjectId: 'zhang',
      });
    });
  });
  after(() => district.close());

  const act = <Result>(work: (context: Context<never>) => Promise<Result>) => district.act(work);
  const occasion = (key = `key-${++serial}`) => ({ key, reference: 'parking_session/1', text: TEXT });
  const pay = (fen: bigint, key?: string) =>
    act((context) => charge(context, { ...occasion(key), postings: [debit('bank', fen), credit('income', fen)] }));
  const free = async (key: string) => (await act((context) => balanceOf(context, key))).balanceFen;

  /** A fund of its own for a test, with so much in it; it cannot fall below zero. */
  async function fundWith(fen: bigint): Promise<string> {
    const key = `fund:${++serial}`;
    await act(async (context) => {
      await openAccount(context, { key, kind: 'liability', title: { en: 'Fund', zh: '专项资金' }, floorFen: 0n });
      await charge(context, { ...occasion(), postings: [debit('bank', fen), credit(key, fen)] });
    });
    return key;
  }
  const spend = (fund: string, fen: bigint) =>
    act((context) => charge(context, { ...occasion(), postings: [debit(fund, fen), credit('payable', fen)] }));

  it('post a charge on both sides, with a ledger line that carries its digest', async () => {
    const [bank, income] = [await free('bank'), await free('income')];
    const transaction = await pay(418_050n);
    assert.deepEqual([await free('bank'), await free('income')], [bank + 418_050n, income + 418_050n]);
    const entry = await district.look((tx) =>
      tx.selectFrom('kernel_ledger_entry').selectAll().where('id', '=', transaction.ledgerEntryId).executeTakeFirstOrThrow(),
    );
    assert.equal(entry.kind, 'money.posted');
    assert.equal(JSON.parse(entry.body).digest, digestOf(await act((context) => readTransaction(context, transaction.id))));
  });

  it('charge once, however often they are asked, also all at once', async () => {
    const key = `session-${++serial}`;
    const before = await free('income');
    const answers = await Promise.all(Array.from({ length: 8 }, () => pay(700n, key)));
    assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
    assert.equal(await free('income'), before + 700n);
  });

  it('refuse a key that was used for something else', async () => {
    const key = `session-${++serial}`;
    await pay(700n, key);
    await assert.rejects(pay(800n, key), { code: 'money.keyReused', status: 422 });
  });

  it('refuse what does not balance or is no amount', async () => {
    const post = (...postings: { account: string; amountFen: bigint }[]) => act((context) => charge(context, { ...occasion(), postings }));
    await assert.rejects(post(debit('bank', 5n), credit('income', 4n)), { code: 'money.unbalanced' });
    await assert.rejects(post({ account: 'bank', amountFen: 0n }, { account: 'income', amountFen: 0n }), { code: 'money.badAmount' });
    await assert.rejects(post(), { code: 'money.unbalanced' });
    await assert.rejects(post(debit('bank', 5n), credit('nowhere', 5n)), { code: 'money.noAccount' });
    assert.throws(() => debit('bank', -5n), { code: 'money.badAmount' });
    assert.throws(() => debit('bank', 10n ** 14n), { code: 'money.badAmount' });
  });

  it('refuse to open an account twice on other terms', async () => {
    const title = { en: 'Bank', zh: '银行存款' };
    await act((context) => openAccount(context, { key: 'bank', kind: 'asset', title }));
    await assert.rejects(
      act((context) => openAccount(context, { key: 'bank', kind: 'asset', title, floorFen: 0n })),
      { code: 'money.accountDiffers' },
    );
  });

  it('refund in parts, never more than was charged', async () => {
    const { id: originId } = await pay(1000n);
    const back = (amountFen?: bigint) =>
      act((context) => refund(context, { ...occasion(), originId, ...(amountFen !== undefined && { amountFen }) }));
    await back(300n);
    await assert.rejects(back(701n), { code: 'money.overRefund', details: { leftFen: '700' } });
    const rest = await back();
    assert.deepEqual(
      [rest.originId, rest.postings],
      [
        originId,
        [
          { account: 'bank', amountFen: -700n },
          { account: 'income', amountFen: 700n },
        ],
      ],
    );
    await assert.rejects(back(), { code: 'money.overRefund' });
    await assert.rejects(
      act((context) => refund(context, { ...occasion(), originId: rest.id })),
      { code: 'money.notRefundable' },
    );
  });

  it('refund no more than was charged when many clerks do it at once', async () => {
    const { id: originId } = await pay(1000n);
    const before = await free('bank');
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => act((context) => refund(context, { ...occasion(), originId, amountFen: 300n }))),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 3);
    assert.equal(await free('bank'), before - 900n);
  });

  it('ask which part of a charge over several accounts goes back', async () => {
    const { id: originId } = await act((context) =>
      charge(context, { ...occasion(), postings: [debit('bank', 106n), credit('income', 100n), credit('tax', 6n)] }),
    );
    await assert.rejects(
      act((context) => refund(context, { ...occasion(), originId, amountFen: 53n })),
      { code: 'money.sayWhichPart' },
    );
    const half = [credit('bank', 53n), debit('income', 50n), debit('tax', 3n)];
    await act((context) => refund(context, { ...occasion(), originId, postings: half }));
    const wrong = [credit('bank', 53n), debit('income', 53n)];
    await assert.rejects(
      act((context) => refund(context, { ...occasion(), originId, postings: wrong })),
      { code: 'money.overRefund' },
    );
    const rest = await act((context) => refund(context, { ...occasion(), originId }));
    assert.deepEqual(rest.postings.map(({ amountFen }) => amountFen).sort(), [-53n, 3n, 50n].sort());
  });

  it('take back from each account no more than it gave', async () => {
    const key = 'receivable:zhang';
    const { id: originId } = await act((context) =>
      charge(context, { ...occasion(), postings: [debit('bank', 60n), debit(key, 40n), credit('income', 100n)] }),
    );
    const postings = [credit('bank', 70n), credit(key, 30n), debit('income', 100n)];
    await assert.rejects(
      act((context) => refund(context, { ...occasion(), originId, postings })),
      { code: 'money.overRefund' },
    );
    await act((context) => refund(context, { ...occasion(), originId }));
  });

  it('never let a fund fall below zero, also when everybody pays from it at once', async () => {
    const fund = await fundWith(1000n);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => spend(fund, 300n)));
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 3);
    assert.equal(await free(fund), 100n);
    await assert.rejects(spend(fund, 101n), { code: 'money.insufficient', details: { account: fund, missingFen: '1' } });
  });

  it('go on in the same transaction after money was refused', async () => {
    const fund = await fundWith(100n);
    const paid = await act(async (context) => {
      const wanted = (fen: bigint) => charge(context, { ...occasion(), postings: [debit(fund, fen), credit('payable', fen)] });
      return wanted(150n).catch(() => wanted(100n));
    });
    assert.deepEqual([paid.postings[0]?.amountFen, await free(fund)], [100n, 0n]);
  });

  it('reserve money, pay some of it out, refund that, and give the rest back', async () => {
    const fund = await fundWith(1000n);
    const claim = await act((context) => reserve(context, { ...occasion(), account: fund, amountFen: 600n }));
    assert.deepEqual(await act((context) => balanceOf(context, fund)), { balanceFen: 400n, heldFen: 600n });
    await assert.rejects(spend(fund, 401n), { code: 'money.insufficient' });

    const settlement = () => ({ ...occasion(), reservationId: claim.id });
    const paid = await act((context) => capture(context, { ...settlement(), amountFen: 250n, to: 'payable' }));
    await assert.rejects(
      act((context) => release(context, { ...settlement(), amountFen: 351n })),
      { code: 'money.overRefund' },
    );
    await act((context) => release(context, settlement()));
    assert.deepEqual(await act((context) => balanceOf(context, fund)), { balanceFen: 750n, heldFen: 0n });
    await assert.rejects(
      act((context) => capture(context, { ...settlement(), to: 'payable' })),
      { code: 'money.overRefund' },
    );

    await act((context) => refund(context, { ...occasion(), originId: paid.id, amountFen: 50n }));
    assert.deepEqual(await act((context) => balanceOf(context, fund)), { balanceFen: 800n, heldFen: 0n });
    await assert.rejects(
      act((context) => release(context, { ...occasion(), reservationId: paid.id })),
      { code: 'money.notReserved' },
    );
  });

  it('pay a reservation out once when two clerks capture it', async () => {
    const fund = await fundWith(500n);
    const { id: reservationId } = await act((context) => reserve(context, { ...occasion(), account: fund, amountFen: 500n }));
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => act((context) => capture(context, { ...occasion(), reservationId, to: 'payable' }))),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('show a balance as it was at a moment', async () => {
    const fund = await fundWith(100n);
    const then = district.clock.now;
    district.clock.now = new Date(then.getTime() + 60_000);
    await spend(fund, 30n);
    assert.equal((await act((context) => balanceOf(context, fund, then))).balanceFen, 100n);
    assert.equal((await act((context) => balanceOf(context, fund, district.clock.now))).balanceFen, 70n);
  });

  it('list a statement page by page, each line with what remained', async () => {
    const fund = await fundWith(100n);
    for (const fen of [10n, 20n, 30n]) await spend(fund, fen);
    const lines = [];
    let cursor: string | undefined;
    do {
      const page = await act((context) => statementOf(context, fund, { limit: 2, ...(cursor && { cursor }) }));
      lines.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor);
    assert.deepEqual(
      lines.map(({ amountFen, balanceFen }) => [amountFen, balanceFen]),
      [
        [-30n, 40n],
        [-20n, 70n],
        [-10n, 90n],
        [100n, 100n],
      ],
    );
    const madeUp = Buffer.from('["x","y"]').toString('base64url');
    assert.equal((await act((context) => statementOf(context, fund, { cursor: madeUp }))).items.length, 4);
  });

  it('have a trial balance with equal sides', async () => {
    const rows = await act((context) => trialBalance(context));
    const total = (side: 'debitFen' | 'creditFen') => rows.reduce((sum, row) => sum + row[side], 0n);
    assert.equal(total('debitFen'), total('creditFen'));
    assert.ok(rows.some(({ chart, accounts }) => chart === 'fund' && accounts > 1));
  });

  describe('as the database keeps them', () => {
    const refused = (statement: string, message: RegExp) =>
      assert.rejects(
        district.look((tx) => sql.raw(statement).execute(tx)),
        message,
      );
    const insert = (id: string, kind: string, lines: number, origin = 'null') =>
      `insert into kernel_transaction (id, key, fingerprint, kind, origin_id, reference, text, lines, actor_id, posted_at, digest, ledger_entry_id)
       values ('${id}', '${id}', '', '${kind}', ${origin}, 'x/1', '{}', ${lines}, 'x', now(), '', '${id}');`;
    const posting = (id: string, line: number, account: string, fen: number) =>
      `insert into kernel_posting select '${id}', ${line}, id, ${fen}, now() from kernel_account where key = '${account}';`;
    const ID = '0197a000-0000-7000-8000-000000000001';

    it('change nothing and forget nothing', async () => {
      await pay(100n);
      for (const table of ['kernel_account', 'kernel_transaction', 'kernel_posting']) {
        await refused(`delete from ${table}`, /append-only/);
        await refused(`truncate ${table} cascade`, /append-only/);
      }
      await refused(`update kernel_posting set amount_fen = 1`, /append-only/);
      await refused(`update kernel_transaction set reference = 'y'`, /append-only/);
      await refused(`update kernel_account set floor_fen = null`, /append-only/);
      await fundWith(1n);
      await refused(`update kernel_balance set balance_fen = balance_fen + 1`, /postings only/);
      await refused(`delete from kernel_balance`, /append-only/);
    });
    it('refuse a transaction that does not sum to zero', () =>
      refused(insert(ID, 'charge', 2) + posting(ID, 1, 'bank', 5) + posting(ID, 2, 'income', -4), /sums to 1 fen/));
    it('refuse a transaction with one line or none', async () => {
      await refused(insert(ID, 'charge', 1) + posting(ID, 1, 'bank', 5), /two_lines/);
      await refused(insert(ID, 'charge', 2), /0 of 2 lines/);
    });
    it('refuse lines added to a transaction of the past, even when they balance', async () => {
      const { id } = await pay(100n);
      await refused(posting(id, 3, 'bank', 5) + posting(id, 4, 'income', -5), /4 of 2 lines/);
    });
    it('refuse a refund that is larger than the charge, or of other accounts', async () => {
      const { id } = await pay(100n);
      await refused(insert(ID, 'refund', 2, `'${id}'`) + posting(ID, 1, 'bank', -101) + posting(ID, 2, 'income', 101), /takes back more/);
      await refused(insert(ID, 'refund', 2, `'${id}'`) + posting(ID, 1, 'tax', -10) + posting(ID, 2, 'payable', 10), /takes back more/);
      await refused(insert(ID, 'refund', 2, `'${id}'`) + posting(ID, 1, 'bank', 10) + posting(ID, 2, 'income', -10), /takes back more/);
    });
    it('refuse to take a fund below zero', async () => {
      const fund = await fundWith(100n);
      await refused(insert(ID, 'charge', 2) + posting(ID, 1, fund, 101) + posting(ID, 2, 'payable', -101), /kernel_balance_floor/);
    });
    it('keep reserved money from being charged', async () => {
      const fund = await fundWith(100n);
      await act((context) => reserve(context, { ...occasion(), account: fund, amountFen: 100n }));
      await refused(insert(ID, 'charge', 2) + posting(ID, 1, `${fund}/held`, 50) + posting(ID, 2, 'payable', -50), /holding account/);
    });
  });

  describe('for auditors', () => {
    const auditor = person({ id: 'auditor-1', roles: ['auditor'], permissions: ['money:audit'] });

    it('are closed to everybody else', async () => {
      assert.equal((await district.as()('GET', '/api/money/accounts')).status, 401);
      assert.equal((await district.as(person())('GET', '/api/money/accounts')).status, 403);
    });
    it('list public accounts, and no account of a person', async () => {
      const get = district.as(auditor);
      const first = await get('GET', '/api/money/accounts?limit=2');
      assert.deepEqual([first.status, first.body.items.length, first.body.items[0].key], [200, 2, 'bank']);
      const second = await get('GET', `/api/money/accounts?limit=200&cursor=${first.body.next}`);
      assert.ok(second.body.items.some(({ key }: { key: string }) => key === 'income'));
      assert.ok(!second.text.includes('receivable:zhang') && !second.text.includes('/held'));
    });
    it('show a transaction and whether its digest still fits', async () => {
      const { id } = await pay(1234n);
      const { status, body } = await district.as(auditor)('GET', `/api/money/transactions/${id}`);
      assert.deepEqual(
        [status, body.intact, body.postings],
        [
          200,
          true,
          [
            { account: 'bank', amountFen: 1234 },
            { account: 'income', amountFen: -1234 },
          ],
        ],
      );
    });
    it('leave a line that the person sees when an account of theirs is read', async () => {
      await act((context) => charge(context, { ...occasion(), postings: [debit('receivable:zhang', 500n), credit('income', 500n)] }));
      const account = await district.look((tx) =>
        tx.selectFrom('kernel_account').select('id').where('key', '=', 'receivable:zhang').executeTakeFirstOrThrow(),
      );
      const { status, body } = await district.as(auditor)('GET', `/api/money/accounts/${account.id}/postings`);
      assert.deepEqual([status, body.items[0].amountFen, body.items[0].balanceFen], [200, 500, 500]);
      const lines = await district.look((tx) => tx.selectFrom('kernel_access_log').selectAll().where('subject_id', '=', 'zhang').execute());
      assert.deepEqual(
        lines.map(({ actor_id, purpose, record }) => [actor_id, purpose, record]),
        [['auditor-1', 'money:audit', `kernel_account/${account.id}`]],
      );
      const nosy = person({ permissions: ['money:audit'] });
      assert.equal((await district.as(nosy)('GET', `/api/money/accounts/${account.id}/postings`)).status, 403);
    });
    it('sum both sides of the trial balance', async () => {
      const { status, body } = await district.as(auditor)('GET', '/api/money/trial-balance');
      assert.deepEqual([status, body.debitFen], [200, body.creditFen]);
      assert.ok(body.debitFen > 0);
      const none = await district.as(auditor)('GET', '/api/money/trial-balance?asOf=2001-01-01T00:00:00Z');
      assert.equal(none.body.debitFen, 0);
    });
    it('answer what does not exist in both languages', async () => {
      const { status, body } = await district.as(auditor)('GET', '/api/money/transactions/0197a000-0000-7000-8000-0000000000ff');
      assert.deepEqual([status, body.title, body.title_zh], [404, 'There is no such transaction', '该交易不存在']);
    });
  });
});
