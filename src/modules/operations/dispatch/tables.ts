import type { Context, Work } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import type { RosterTables } from '../roster/tables.ts';
import type { Choice, LosingChoice, Suggestion } from './suggest.ts';

/** Tables of teams, suggestions and help by other departments. */
export interface DispatchTables {
  operations_team: {
    id: string;
    revision: number;
    name_zh: string;
    name_en: string;
    department: string;
    skills: string[];
    capacity: number;
    duty: 'roster' | 'always';
    created_at: Date;
    retired_at: Date | null;
  };
  operations_vehicle: {
    id: string;
    revision: number;
    team_id: string;
    kind: string;
    plate: string;
    state: 'ready' | 'out';
    changed_at: Date;
    retired_at: Date | null;
  };
  operations_team_place: { team_id: string; lng: number; lat: number; reported_at: Date };
  operations_dispatch_suggestion: {
    id: string;
    department: string | null;
    made_at: Date;
    made_by: string;
    weights: string;
    teams: number;
    total: number;
    took_ms: number;
  };
  operations_dispatch_suggestion_item: {
    suggestion_id: string;
    task_id: string;
    case_code: string;
    team_id: string | null;
    chosen: Choice;
    losing: readonly LosingChoice[];
    obstacles: Suggestion['obstacles'];
    confirmed_team: string | null;
    confirmed_by: string | null;
    confirmed_at: Date | null;
    case_rev: number | null;
    undone_at: Date | null;
  };
  operations_aid_request: {
    id: string;
    revision: number;
    department: string;
    case_code: string | null;
    skill: string;
    teams: number;
    place: string;
    reason: string;
    from_at: Date;
    to_at: Date;
    requested_by: string;
    requested_at: Date;
    state: 'open' | 'filled' | 'closed' | 'withdrawn';
    ended_at: Date | null;
  };
  operations_aid_fill: {
    id: string;
    request_id: string;
    department: string;
    team_id: string;
    offered_by: string;
    offered_at: Date;
    accepted_by: string | null;
    accepted_at: Date | null;
    ended_at: Date | null;
    ended_by: string | null;
  };
}

/** Dispatch reads cases and who is on duty. */
type Reached = DispatchTables & RosterTables & CaseTables;
export type DispatchContext = Context<Reached>;
export type DispatchWork = Work<Reached>;
