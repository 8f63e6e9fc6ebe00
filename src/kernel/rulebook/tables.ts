import type { GeneratedAlways } from 'kysely';

/** Tables of the rulebook service. Days are text `YYYY-MM-DD` on the way in; reading them asks for `::text`. */
export interface RulebookTables {
  kernel_rule_set: {
    identifier: string;
    number: GeneratedAlways<string>;
    created_at: Date;
  };
  kernel_rule_set_version: {
    identifier: string;
    version: string;
    set_number: string;
    state: 'draft' | 'shadow' | 'published' | 'retired';
    valid_from: string;
    valid_to: string | null;
    ends_on: string | null;
    ends_known_at: Date | null;
    content: unknown;
    digest: string;
    revision: number;
    author_id: string;
    changed_at: Date;
    proposed_by: string | null;
    proposed_at: Date | null;
    report: unknown;
    approved_by: string | null;
    published_at: Date | null;
    ledger_entry_id: string | null;
  };
  kernel_rule_population: {
    identifier: string;
    taken_at: Date;
    subjects: number;
    body: Buffer;
  };
}
