import type { Context } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';

/** Tables of after-action reviews. */
export interface ReviewTables {
  operations_review: {
    id: string;
    revision: number;
    case_id: string | null;
    /** `YYYY-MM-DD`. */
    day: string | null;
    title: string;
    summary: string;
    state: 'open' | 'closed';
    opened_by: string;
    opened_at: Date;
    closed_at: Date | null;
  };
  operations_aar_item: {
    id: string;
    review_id: string;
    finding: string;
    action: string;
    /** Key of a department. */
    owner: string;
    /** `YYYY-MM-DD`. */
    due_on: string;
    done_at: Date | null;
    outcome: string | null;
    added_at: Date;
  };
}

/** A review names a case, whose table is another part's. */
export type ReviewContext = Context<ReviewTables & Pick<CaseTables, 'operations_case'>>;
