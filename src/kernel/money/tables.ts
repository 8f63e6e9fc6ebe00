import type { ColumnType, GeneratedAlways } from 'kysely';

/** A PostgreSQL bigint: comes back as text, goes in as text. */
type Big = ColumnType<string, string, never>;

type Words = ColumnType<{ readonly en: string; readonly zh: string }, string, never>;

export type AccountKind = 'asset' | 'liability' | 'equity' | 'income' | 'expense';
export type TransactionKind = 'charge' | 'refund' | 'reserve' | 'capture' | 'release';

/** Tables of the money service: the books. Insert-only; triggers refuse every change. */
export interface MoneyTables {
  kernel_account: {
    id: string;
    key: string;
    kind: AccountKind;
    normal_side: GeneratedAlways<1 | -1>;
    title: Words;
    floor_fen: ColumnType<string | null, string | null, never>;
    holds_for: string | null;
    subject_id: string | null;
    opened_at: Date;
  };
  kernel_transaction: {
    id: string;
    key: string;
    fingerprint: string;
    kind: TransactionKind;
    origin_id: string | null;
    reference: string;
    text: Words;
    lines: number;
    actor_id: string;
    posted_at: Date;
    digest: string;
    ledger_entry_id: string;
  };
  kernel_posting: { transaction_id: string; line: number; account_id: string; amount_fen: Big; posted_at: Date };
  /** Kept by triggers, for accounts with a floor. */
  kernel_balance: { account_id: string; balance_fen: Big; floor_fen: Big };
}
