import type { EventTables } from '../events/tables.ts';
import type { FileTables } from '../files/tables.ts';
import type { HttpTables } from '../http/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { JobTables } from '../jobs/tables.ts';
import type { LedgerTables } from '../ledger/tables.ts';
import type { MoneyTables } from '../money/tables.ts';
import type { NotifyTables } from '../notify/tables.ts';
import type { RulebookTables } from '../rulebook/tables.ts';

/** Tables of the context itself: who read what about whom, and what was decided why. */
export interface ContextTables {
  kernel_access_log: {
    id: string;
    actor_id: string;
    actor_department: string | null;
    subject_id: string;
    record: string | null;
    fields: string;
    purpose: string;
    purpose_text: unknown;
    read_at: Date;
    ledger_entry_id: string;
  };
  kernel_decision: {
    id: string;
    kind: string;
    subject: string;
    rule: string;
    rule_version: string;
    inputs: unknown;
    outcome: unknown;
    appeal: unknown;
    actor_id: string;
    decided_at: Date;
    ledger_entry_id: string;
  };
}

/** Tables the kernel owns. One set in every district's schema. */
export type KernelTables = ContextTables &
  EventTables &
  FileTables &
  HttpTables &
  IdentityTables &
  JobTables &
  LedgerTables &
  MoneyTables &
  NotifyTables &
  RulebookTables;
