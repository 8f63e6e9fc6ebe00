import type { Context, Work } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import type { DispatchTables } from '../dispatch/tables.ts';
import type { Needs, PlanOutcome } from './plan.ts';

/** Tables of people on duty: members of teams, rosters, shifts, leave, swaps and handovers. */
export interface RosterTables {
  operations_member: {
    person_id: string;
    revision: number;
    name: string;
    team_id: string;
    skills: string[];
    joined_at: Date;
    left_at: Date | null;
  };
  operations_roster: {
    id: string;
    revision: number;
    team_id: string;
    /** `YYYY-MM-DD`. */
    from_day: string;
    days: number;
    needs: Needs;
    state: 'planning' | 'draft' | 'failed' | 'published' | 'withdrawn';
    job_id: string | null;
    outcome: PlanOutcome | null;
    failure: string | null;
    made_by: string;
    made_at: Date;
    published_by: string | null;
    published_at: Date | null;
  };
  operations_shift: {
    id: string;
    roster_id: string;
    team_id: string;
    person_id: string;
    kind: string;
    /** `YYYY-MM-DD`. */
    day: string;
    starts_at: Date;
    ends_at: Date;
    night: boolean;
    state: 'draft' | 'published' | 'cancelled';
    replaced_by: string | null;
  };
  operations_leave: {
    id: string;
    person_id: string;
    from_at: Date;
    to_at: Date;
    asked_at: Date;
    state: 'asked' | 'granted' | 'refused' | 'withdrawn';
    decided_by: string | null;
    decided_at: Date | null;
  };
  operations_swap: {
    id: string;
    shift_id: string;
    return_shift_id: string | null;
    from_person: string;
    to_person: string;
    asked_at: Date;
    agreed_at: Date | null;
    decided_by: string | null;
    decided_at: Date | null;
    state: 'asked' | 'agreed' | 'approved' | 'refused' | 'withdrawn';
  };
  operations_handover: {
    id: string;
    department: string;
    from_person: string;
    note: string;
    items: unknown;
    items_sha256: string;
    given_at: Date;
    given_entry: string;
    to_person: string | null;
    taken_at: Date | null;
    taken_entry: string | null;
    withdrawn_at: Date | null;
  };
}

/** Rosters read teams; handovers read cases. */
type Reached = RosterTables & DispatchTables & CaseTables;
export type RosterContext = Context<Reached>;
export type RosterWork = Work<Reached>;
