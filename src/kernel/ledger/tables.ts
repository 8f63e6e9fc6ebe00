/** Tables of the ledger. */
export interface LedgerTables {
  kernel_ledger_entry: { id: string; kind: string; recorded_at: Date; body: string };
}
