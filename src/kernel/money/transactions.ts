import { createHash, randomUUIDv7 } from 'node:crypto';

import { sql } from 'kysely';

import { type Bilingual, type Context, kernelDb } from '../core/index.ts';
import { type Account, readAccounts } from './accounts.ts';
import { moneyErrors } from './errors.ts';
import type { TransactionKind } from './tables.ts';

const LARGEST_FEN = 10_000_000_000_000n;

/** One line of a transaction: debits are positive, credits negative. */
export interface Posting {
  /** The account's key. */
  readonly account: string;
  readonly amountFen: bigint;
}

/** What every movement of money says about itself. */
export interface Occasion {
  /** Makes the movement happen once, however often it is asked for: say what is paid, such as `parking.session/7f3a/tariff-3`. */
  readonly key: string;
  /** The record it is about, as `table/id`. */
  readonly reference: string;
  /** What the statement says; no personal data. */
  readonly text: Bilingual;
}

/** A charge: any movement that stands by itself. */
export interface Charge extends Occasion {
  readonly postings: readonly Posting[];
}

/** A transaction in the books. */
export interface Transaction extends Occasion {
  readonly id: string;
  readonly kind: TransactionKind;
  /** The transaction that this one refunds, captures or releases. */
  readonly originId: string | null;
  readonly actorId: string;
  readonly postedAt: Date;
  readonly postings: readonly Posting[];
  /** SHA-256 that the ledger line carries; `digestOf` recomputes it. */
  readonly digest: string;
  readonly ledgerEntryId: string;
}

/** A posting that makes the account's debit side larger. @throws money.badAmount */
export function debit(account: string, amountFen: bigint): Posting {
  return { account, amountFen: positive(amountFen) };
}

/** A posting that makes the account's credit side larger. @throws money.badAmount */
export function credit(account: string, amountFen: bigint): Posting {
  return { account, amountFen: -positive(amountFen) };
}

/**
 * Posts a charge once: the same key with the same content gives the first transaction back.
 * @throws money.unbalanced, money.badAmount, money.noAccount, money.insufficient, money.keyReused
 */
export async function charge(context: Context<never>, { postings, ...occasion }: Charge): Promise<Transaction> {
  checkBalanced(postings);
  return postOnce(context, { ...occasion, kind: 'charge', originId: null, asked: inWords(postings) }, async () => postings);
}

/** What is to be posted, before anybody knows whether it was posted already. */
export interface Request extends Occasion {
  readonly kind: TransactionKind;
  readonly originId: string | null;
  /** All that tells this request from another one with the same key. */
  readonly asked: unknown;
}

/**
 * Posts what `work` finds to be due, unless the key was used: then it gives the first transaction back. Requests with one key
 * wait for each other, and whatever is refused is refused before anything is written.
 */
export async function postOnce(context: Context<never>, request: Request, work: () => Promise<readonly Posting[]>): Promise<Transaction> {
  const { key, kind, originId, reference, text, asked } = request;
  const fingerprint = sha256(JSON.stringify([kind, originId, reference, text.en, text.zh, asked]));
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ${key}, 0))`.execute(kernelDb(context));
  const db = kernelDb(context);
  const first = await db.selectFrom('kernel_transaction').select(['id', 'fingerprint']).where('key', '=', key).executeTakeFirst();
  if (first && first.fingerprint !== fingerprint) throw moneyErrors.keyReused({ key });
  if (first) return readTransaction(context, first.id);
  return insert(context, request, fingerprint, await work());
}

/** @throws money.noTransaction */
export async function readTransaction(context: Context<never>, id: string): Promise<Transaction> {
  const db = kernelDb(context);
  const row = await db.selectFrom('kernel_transaction').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw moneyErrors.noTransaction({ id });
  const postings = await db
    .selectFrom('kernel_posting')
    .innerJoin('kernel_account', 'kernel_account.id', 'kernel_posting.account_id')
    .select(['kernel_account.key', 'kernel_posting.amount_fen'])
    .where('transaction_id', '=', id)
    .orderBy('line')
    .execute();
  return {
    id,
    key: row.key,
    kind: row.kind,
    originId: row.origin_id,
    reference: row.reference,
    text: row.text,
    actorId: row.actor_id,
    postedAt: row.posted_at,
    postings: postings.map(({ key, amount_fen }) => ({ account: key, amountFen: BigInt(amount_fen) })),
    digest: row.digest,
    ledgerEntryId: row.ledger_entry_id,
  };
}

/** SHA-256, in hex, over all that a transaction says; whoever has the books can compare it with the ledger. */
export function digestOf(transaction: Omit<Transaction, 'digest' | 'ledgerEntryId'>): string {
  const { id, key, kind, originId, reference, text, actorId, postedAt, postings } = transaction;
  return sha256(JSON.stringify([id, key, kind, originId, reference, text.en, text.zh, actorId, postedAt.toISOString(), inWords(postings)]));
}

/** Postings as JSON can carry them. */
export function inWords(postings: readonly Posting[]): string[][] {
  return postings.map(({ account, amountFen }) => [account, String(amountFen)]);
}

async function insert(context: Context<never>, request: Request, fingerprint: string, postings: readonly Posting[]): Promise<Transaction> {
  const accounts = await accountsOf(context, postings);
  await requireFunds(context, accounts, postings);
  const { key, kind, originId, reference, text } = request;
  const said = { id: randomUUIDv7(), key, kind, originId, reference, text, actorId: context.actor.id, postedAt: context.now, postings };
  const digest = digestOf(said);
  const ledgerEntryId = await context.record({ kind: 'money.posted', body: { id: said.id, kind, digest } });
  const db = kernelDb(context);
  const row = {
    ...{ id: said.id, key, fingerprint, kind, reference, digest },
    ...{ origin_id: originId, text: JSON.stringify(text), lines: postings.length, actor_id: said.actorId },
    ...{ posted_at: said.postedAt, ledger_entry_id: ledgerEntryId },
  };
  await db.insertInto('kernel_transaction').values(row).execute();
  const lines = postings.map(({ account, amountFen }, i) => ({
    transaction_id: said.id,
    line: i + 1,
    account_id: (accounts.get(account) as Account).id,
    amount_fen: String(amountFen),
    posted_at: said.postedAt,
  }));
  await db.insertInto('kernel_posting').values(lines).execute();
  return { ...said, digest, ledgerEntryId };
}

async function accountsOf(context: Context<never>, postings: readonly Posting[]): Promise<Map<string, Account>> {
  const keys = [...new Set(postings.map(({ account }) => account))];
  const accounts = new Map((await readAccounts(context, keys)).map((account) => [account.key, account]));
  const missing = keys.find((key) => !accounts.has(key));
  if (missing !== undefined) throw moneyErrors.noAccount({ account: missing });
  return accounts;
}

/** Locks the balances that have a floor, in one order for everybody, and looks whether they suffice. @throws money.insufficient */
async function requireFunds(context: Context<never>, accounts: ReadonlyMap<string, Account>, postings: readonly Posting[]): Promise<void> {
  const floored = [...accounts.values()].filter(({ floorFen }) => floorFen !== null);
  if (floored.length === 0) return;
  const rows = await kernelDb(context)
    .selectFrom('kernel_balance')
    .select(['account_id', 'balance_fen'])
    .where(
      'account_id',
      'in',
      floored.map(({ id }) => id),
    )
    .orderBy('account_id')
    .forNoKeyUpdate()
    .execute();
  const balances = new Map(rows.map(({ account_id, balance_fen }) => [account_id, BigInt(balance_fen)]));
  for (const { id, key, normalSide, floorFen } of floored) {
    const moved = BigInt(normalSide) * sum(postings.filter(({ account }) => account === key));
    const after = (balances.get(id) ?? 0n) + moved;
    if (moved < 0n && after < (floorFen ?? 0n))
      throw moneyErrors.insufficient({ account: key, missingFen: String((floorFen ?? 0n) - after) });
  }
}

function checkBalanced(postings: readonly Posting[]): void {
  for (const { amountFen } of postings) positive(amountFen < 0n ? -amountFen : amountFen);
  const sumFen = sum(postings);
  if (postings.length < 2 || sumFen !== 0n) throw moneyErrors.unbalanced({ sumFen: String(sumFen) });
}

function positive(amountFen: bigint): bigint {
  if (typeof amountFen !== 'bigint' || amountFen <= 0n || amountFen > LARGEST_FEN) throw moneyErrors.badAmount();
  return amountFen;
}

function sum(postings: readonly Posting[]): bigint {
  return postings.reduce((total, { amountFen }) => total + amountFen, 0n);
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
