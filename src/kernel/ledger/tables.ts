import type { ColumnType, Generated } from 'kysely';

/** A PostgreSQL bigint: comes back as text, goes in as a number. */
type Big = ColumnType<string, number, never>;

/** Tables of the ledger. All but the queue are insert-only: triggers refuse every change. */
export interface LedgerTables {
  kernel_ledger_entry: { id: string; kind: string; recorded_at: Date; body: string };
  kernel_ledger_queue: { position: Generated<string>; entry_id: string };
  kernel_ledger_leaf: { leaf_index: Big; entry_id: string; leaf_hash: Uint8Array };
  kernel_ledger_node: { level: number; node_index: Big; hash: Uint8Array };
  kernel_ledger_key: { verifier: string; first_used: Date };
  kernel_ledger_checkpoint: { size: Big; root: Uint8Array; note: string; signed_at: Date };
}
