import { Type } from 'typebox';

import {
  BilingualText,
  type Context,
  closed,
  Instant,
  kernelDb,
  nullable,
  Page,
  pageOf,
  pageQuery,
  purpose,
  readCursor,
  route,
  Uuid,
} from '../core/index.ts';
import { requirePurpose } from '../policy/index.ts';
import { type Account, accountFrom, balanceOf, readAccounts } from './accounts.ts';
import { moneyErrors } from './errors.ts';
import { statementOf, trialBalance } from './statements.ts';
import type { TransactionKind } from './tables.ts';
import { digestOf, readTransaction } from './transactions.ts';

/** Why auditors look at the account of a person; the person sees it. */
export const AUDIT = purpose('money:audit', { en: 'Audit of the district’s books', zh: '审计本区账簿' });

const Fen = Type.Integer();
const Kind = Type.Unsafe<TransactionKind>({ type: 'string', enum: ['charge', 'refund', 'reserve', 'capture', 'release'] });
const id = closed({ id: Uuid });

const AccountView = closed({
  id: Uuid,
  key: Type.String(),
  kind: Type.String(),
  title: BilingualText,
  balanceFen: Fen,
  heldFen: Fen,
  floorFen: nullable(Fen),
});

const LineView = closed({
  transactionId: Uuid,
  line: Type.Integer(),
  kind: Kind,
  originId: nullable(Uuid),
  reference: Type.String(),
  text: BilingualText,
  postedAt: Instant,
  amountFen: Fen,
  balanceFen: Fen,
});

const TransactionView = closed({
  id: Uuid,
  kind: Kind,
  originId: nullable(Uuid),
  reference: Type.String(),
  text: BilingualText,
  postedAt: Instant,
  actorId: Type.String(),
  postings: Type.Array(closed({ account: Type.String(), amountFen: Fen })),
  digest: Type.String(),
  ledgerEntryId: Uuid,
  /** Whether the digest is that of what stands here. */
  intact: Type.Boolean(),
});

const TrialView = closed({
  asOf: Instant,
  rows: Type.Array(closed({ chart: Type.String(), kind: Type.String(), accounts: Type.Integer(), debitFen: Fen, creditFen: Fen })),
  debitFen: Fen,
  creditFen: Fen,
});

/** Accounts of public money; those of persons are reached one by one, each look leaving a line. */
export const accountList = route({
  method: 'GET',
  path: '/accounts',
  summary: 'Accounts of public money with their balances',
  permission: 'money:audit',
  query: closed(pageQuery),
  reply: Page(AccountView),
  handle: async (context, { query: { limit = 50, cursor } }) => {
    const [after = ''] = readCursor(cursor, 1) ?? [];
    const rows = await kernelDb(context)
      .selectFrom('kernel_account')
      .selectAll()
      .where('subject_id', 'is', null)
      .where('holds_for', 'is', null)
      .where('key', '>', after)
      .orderBy('key')
      .limit(limit + 1)
      .execute();
    const { items, next } = pageOf(rows, limit, ({ key }) => [key]);
    const views = [];
    for (const row of items) views.push(await viewAccount(context, accountFrom(row)));
    return { items: views, next };
  },
});

export const accountPostings = route({
  method: 'GET',
  path: '/accounts/:id/postings',
  summary: 'Statement of an account, newest first',
  permission: 'money:audit',
  params: id,
  query: closed(pageQuery),
  reply: Page(LineView),
  handle: async (context, { params, query }) => {
    const row = await kernelDb(context).selectFrom('kernel_account').selectAll().where('id', '=', params.id).executeTakeFirst();
    if (!row) throw moneyErrors.noAccount({ account: params.id });
    const account = accountFrom(row);
    await recordLook(context, [account], ['reference', 'amount_fen']);
    const { items, next } = await statementOf(context, account, query);
    return {
      items: items.map((line) => ({ ...line, amountFen: Number(line.amountFen), balanceFen: Number(line.balanceFen) })),
      next,
    };
  },
});

export const oneTransaction = route({
  method: 'GET',
  path: '/transactions/:id',
  summary: 'One transaction with its postings and its ledger line',
  permission: 'money:audit',
  params: id,
  reply: TransactionView,
  handle: async (context, { params }) => {
    const transaction = await readTransaction(context, params.id);
    const keys = transaction.postings.map(({ account }) => account);
    const accounts = await readAccounts(context, keys);
    await recordLook(context, accounts, ['reference', 'amount_fen']);
    const postings = transaction.postings.map(({ account, amountFen }) => ({ account, amountFen: Number(amountFen) }));
    return { ...transaction, postings, intact: digestOf(transaction) === transaction.digest };
  },
});

export const trial = route({
  method: 'GET',
  path: '/trial-balance',
  summary: 'Trial balance: every name of the chart with its side, now or at a moment',
  permission: 'money:audit',
  query: closed({ asOf: Type.Optional(Type.String({ format: 'date-time' })) }),
  reply: TrialView,
  handle: async (context, { query }) => {
    const asOf = query.asOf ? new Date(query.asOf) : context.now;
    const rows = await trialBalance(context, asOf);
    const total = (side: 'debitFen' | 'creditFen') => Number(rows.reduce((sum, row) => sum + row[side], 0n));
    const views = rows.map((row) => ({ ...row, debitFen: Number(row.debitFen), creditFen: Number(row.creditFen) }));
    return { asOf, rows: views, debitFen: total('debitFen'), creditFen: total('creditFen') };
  },
});

async function viewAccount(context: Context<never>, account: Account) {
  const { balanceFen, heldFen } = await balanceOf(context, account.key);
  const { id, key, kind, title, floorFen } = account;
  return {
    ...{ id, key, kind, title },
    balanceFen: Number(balanceFen),
    heldFen: Number(heldFen),
    floorFen: floorFen === null ? null : Number(floorFen),
  };
}

/** Lets each person whose account is looked at see that it was. @throws policy.purposeNotAllowed */
async function recordLook(context: Context<never>, accounts: readonly Account[], fields: readonly string[]): Promise<void> {
  const looked = new Map(accounts.flatMap(({ id, subjectId }) => (subjectId === null ? [] : [[subjectId, id] as const])));
  for (const [subjectId, accountId] of looked) {
    requirePurpose(context, AUDIT, subjectId);
    await context.recordRead({ subjectId, record: `kernel_account/${accountId}`, fields, purpose: AUDIT });
  }
}
