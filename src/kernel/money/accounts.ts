import { randomUUIDv7 } from 'node:crypto';

import { sql } from 'kysely';

import { type Bilingual, type Context, kernelDb } from '../core/index.ts';
import { moneyErrors } from './errors.ts';
import type { AccountKind } from './tables.ts';

/** An account of the district's books. */
export interface Account {
  readonly id: string;
  /** Name in the chart, and after a colon whose account it is: `parking.receivable:7f3a`. */
  readonly key: string;
  readonly kind: AccountKind;
  /** 1 grows by debits (asset, expense), -1 by credits. */
  readonly normalSide: 1 | -1;
  readonly title: Bilingual;
  /** The balance on the normal side never falls below this; null without a floor. */
  readonly floorFen: bigint | null;
  /** The person whose account it is, by pseudonymous id; null for public money. */
  readonly subjectId: string | null;
}

/** What it takes to open an account. */
export interface NewAccount {
  readonly key: string;
  readonly kind: AccountKind;
  readonly title: Bilingual;
  readonly floorFen?: bigint;
  readonly subjectId?: string;
}

/** What an account holds, on its normal side, in fen. */
export interface Balance {
  /** Free to be used. */
  readonly balanceFen: bigint;
  /** Reserved and not yet captured or released. */
  readonly heldFen: bigint;
}

/**
 * Opens an account, or finds it when it was opened before with the same terms.
 * @throws money.accountDiffers
 */
export async function openAccount(context: Context<never>, spec: NewAccount): Promise<Account> {
  return insertAccount(context, spec, null);
}

/** The account that holds reservations from another one; it is opened with the first of them. */
export async function holdingAccountOf(context: Context<never>, account: Account): Promise<Account> {
  const title = { en: `${account.title.en}, reserved`, zh: `${account.title.zh}（预留）` };
  const { kind, subjectId } = account;
  const spec = { key: `${account.key}/held`, kind, title, floorFen: 0n, ...(subjectId !== null && { subjectId }) };
  return insertAccount(context, spec, account.id);
}

/** @throws money.noAccount */
export async function readAccount(context: Context<never>, key: string): Promise<Account> {
  const [account] = await readAccounts(context, [key]);
  if (!account) throw moneyErrors.noAccount({ account: key });
  return account;
}

/** Accounts by key, those that exist. */
export async function readAccounts(context: Context<never>, keys: readonly string[]): Promise<Account[]> {
  if (keys.length === 0) return [];
  const rows = await kernelDb(context).selectFrom('kernel_account').selectAll().where('key', 'in', keys).execute();
  return rows.map(accountFrom);
}

/**
 * What an account holds now, or held at a moment.
 * @throws money.noAccount
 */
export async function balanceOf(context: Context<never>, key: string, asOf?: Date): Promise<Balance> {
  const account = await readAccount(context, key);
  const held = await kernelDb(context).selectFrom('kernel_account').select('id').where('holds_for', '=', account.id).executeTakeFirst();
  return {
    balanceFen: await sumOf(context, account.id, account.normalSide, asOf),
    heldFen: held ? await sumOf(context, held.id, account.normalSide, asOf) : 0n,
  };
}

/** An account row as the service shows it. */
export function accountFrom(row: {
  id: string;
  key: string;
  kind: AccountKind;
  normal_side: 1 | -1;
  title: Bilingual;
  floor_fen: string | null;
  subject_id: string | null;
}): Account {
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    normalSide: row.normal_side,
    title: row.title,
    floorFen: row.floor_fen === null ? null : BigInt(row.floor_fen),
    subjectId: row.subject_id,
  };
}

async function insertAccount(context: Context<never>, spec: NewAccount, holdsFor: string | null): Promise<Account> {
  const { key, kind, title, floorFen = null, subjectId = null } = spec;
  await kernelDb(context)
    .insertInto('kernel_account')
    .values({
      id: randomUUIDv7(),
      key,
      kind,
      title: JSON.stringify(title),
      floor_fen: floorFen === null ? null : String(floorFen),
      holds_for: holdsFor,
      subject_id: subjectId,
      opened_at: context.now,
    })
    .onConflict((conflict) => conflict.doNothing()) // by key, or as the one holding account of another
    .execute();
  const account = await readAccount(context, key);
  if (account.kind !== kind || account.floorFen !== floorFen || account.subjectId !== subjectId)
    throw moneyErrors.accountDiffers({ account: key });
  return account;
}

async function sumOf(context: Context<never>, accountId: string, side: 1 | -1, asOf?: Date): Promise<bigint> {
  const postings = kernelDb(context).selectFrom('kernel_posting').where('account_id', '=', accountId);
  const counted = asOf ? postings.where('posted_at', '<=', asOf) : postings;
  const { fen } = await counted.select(sql<string>`coalesce(sum(amount_fen), 0)`.as('fen')).executeTakeFirstOrThrow();
  return BigInt(side) * BigInt(fen);
}
