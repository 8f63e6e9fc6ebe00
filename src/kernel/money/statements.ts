import { sql } from 'kysely';

import { type Bilingual, type Context, kernelDb, type PageOf, pageOf, readCursor } from '../core/index.ts';
import { type Account, readAccount } from './accounts.ts';
import type { AccountKind, TransactionKind } from './tables.ts';

/** One line of an account's statement; amounts are on the account's normal side, so that growth is positive. */
export interface StatementLine {
  readonly transactionId: string;
  readonly line: number;
  readonly kind: TransactionKind;
  readonly originId: string | null;
  readonly reference: string;
  readonly text: Bilingual;
  readonly postedAt: Date;
  readonly amountFen: bigint;
  /** What the account held after this line. */
  readonly balanceFen: bigint;
}

/** One row of the trial balance: all accounts under one name of the chart. */
export interface TrialRow {
  readonly chart: string;
  readonly kind: AccountKind;
  readonly accounts: number;
  readonly debitFen: bigint;
  readonly creditFen: bigint;
}

/**
 * Lines of an account, newest first.
 * @throws money.noAccount
 */
export async function statementOf(
  context: Context<never>,
  account: string | Account,
  page: { readonly limit?: number; readonly cursor?: string } = {},
): Promise<PageOf<StatementLine>> {
  const { id, normalSide } = typeof account === 'string' ? await readAccount(context, account) : account;
  const limit = page.limit ?? 50;
  const rows = await readLines(context, id, limit, page.cursor);
  const { items, next } = pageOf(rows, limit, ({ transaction_id, line }) => [transaction_id, String(line)]);
  const side = BigInt(normalSide);
  let after = items[0] ? side * (await sumUpTo(context, id, items[0])) : 0n;
  const lines = items.map((row): StatementLine => {
    const amountFen = side * BigInt(row.amount_fen);
    const balanceFen = after;
    after -= amountFen;
    const { transaction_id: transactionId, line, kind, origin_id: originId, reference, text, posted_at: postedAt } = row;
    return { transactionId, line, kind, originId, reference, text, postedAt, amountFen, balanceFen };
  });
  return { items: lines, next };
}

/** All accounts by chart name, each with what remains on one side; both sides sum to the same, now or at a moment. */
export async function trialBalance(context: Context<never>, asOf?: Date): Promise<TrialRow[]> {
  const { rows } = await sql<{ chart: string; kind: AccountKind; accounts: string; fen: string }>`
    select regexp_replace(a.key, ':[^/]*', '') as chart, a.kind, count(distinct a.id) as accounts, coalesce(sum(p.amount_fen), 0) as fen
      from kernel_account a left join kernel_posting p on p.account_id = a.id and p.posted_at <= ${asOf ?? 'infinity'}
     group by 1, 2 order by 1, 2`.execute(kernelDb(context));
  return rows.map(({ chart, kind, accounts, fen }) => {
    const net = BigInt(fen);
    return { chart, kind, accounts: Number(accounts), debitFen: net > 0n ? net : 0n, creditFen: net < 0n ? -net : 0n };
  });
}

function readLines(context: Context<never>, accountId: string, limit: number, cursor: string | undefined) {
  const [transactionId, line] = cursorOf(cursor);
  return kernelDb(context)
    .selectFrom('kernel_posting as p')
    .innerJoin('kernel_transaction as t', 't.id', 'p.transaction_id')
    .select(['p.transaction_id', 'p.line', 'p.amount_fen', 'p.posted_at', 't.kind', 't.origin_id', 't.reference', 't.text'])
    .where('p.account_id', '=', accountId)
    .$if(transactionId !== null, (query) =>
      query.where(sql<boolean>`(p.transaction_id, p.line) < (${transactionId}::uuid, ${line}::smallint)`),
    )
    .orderBy('p.transaction_id', 'desc')
    .orderBy('p.line', 'desc')
    .limit(limit + 1)
    .execute();
}

/** A cursor that somebody made up starts at the top. */
function cursorOf(cursor: string | undefined): [string, number] | [null, null] {
  const [id, line] = readCursor(cursor, 2) ?? [];
  const real = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? '') && /^\d{1,4}$/.test(line ?? '');
  return real && id !== undefined ? [id, Number(line)] : [null, null];
}

async function sumUpTo(context: Context<never>, accountId: string, last: { transaction_id: string; line: number }): Promise<bigint> {
  const { fen } = await kernelDb(context)
    .selectFrom('kernel_posting')
    .select(sql<string>`coalesce(sum(amount_fen), 0)`.as('fen'))
    .where('account_id', '=', accountId)
    .where(sql<boolean>`(transaction_id, line) <= (${last.transaction_id}::uuid, ${last.line}::smallint)`)
    .executeTakeFirstOrThrow();
  return BigInt(fen);
}
