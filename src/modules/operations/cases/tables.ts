import type { Context } from '#kernel';

import type { Change } from './change.ts';

/** States of a case, in the order of its life. */
export type CaseState = 'received' | 'routed' | 'working' | 'answered' | 'disputed' | 'closed' | 'appealed' | 'merged';

/** States of one department's part. */
export type TaskState = 'offered' | 'accepted' | 'done' | 'refused' | 'bounced';

/** Tables of the case engine. The log is the truth; the others are its projection. */
export interface CaseTables {
  operations_case_log: {
    case_id: string;
    rev: number;
    at: Date;
    actor_id: string;
    actor_department: string | null;
    act: string;
    fields: Change;
    reason_code: string | null;
    law_ref: string | null;
    idem_key: string | null;
  };
  operations_case: {
    id: string;
    code: string;
    revision: number;
    state: CaseState;
    title: string;
    category: string;
    level: string;
    town: string | null;
    place: string | null;
    lng: number | null;
    lat: number | null;
    lead: string;
    source: string;
    parent_id: string | null;
    merged_into: string | null;
    opened_at: Date;
    changed_at: Date;
    due_at: Date | null;
    paused: boolean;
    breaches: number;
    answered_at: Date | null;
    closed_at: Date | null;
    outcome: 'confirmed' | 'unconfirmed' | null;
    words: string;
  };
  operations_task: {
    id: string;
    case_id: string;
    department: string;
    title: string;
    state: TaskState;
    /** How often this piece of work was bounced before it came here. */
    bounces: number;
    origin_id: string | null;
    objection: string | null;
    offered_at: Date;
    accepted_at: Date | null;
    ended_at: Date | null;
    reason_code: string | null;
    proposed: string | null;
    result: string | null;
    skill: string | null;
    /** 1 is most urgent. */
    priority: number;
    due_at: Date | null;
  };
  operations_assignment: {
    id: string;
    task_id: string;
    assignee_kind: 'person' | 'team';
    assignee_id: string;
    assigned_at: Date;
    ended_at: Date | null;
  };
  operations_clock: {
    id: string;
    case_id: string;
    task_id: string | null;
    kind: string;
    policy: string;
    policy_version: string;
    calendar: string;
    calendar_version: string;
    allowed_s: number;
    used_s: number;
    started_at: Date;
    due_at: Date | null;
    stopped_at: Date | null;
    breached_at: Date | null;
    on_time: boolean;
    state: 'running' | 'paused' | 'stopped';
    provisional: boolean;
    next_at: Date | null;
  };
  operations_pause: {
    id: string;
    clock_id: string;
    from_at: Date;
    to_at: Date | null;
    code: string;
    evidence: string | null;
  };
  operations_order: {
    id: string;
    case_id: string;
    department: string;
    demand: string;
    issued_by: string;
    issued_at: Date;
    signed_at: Date | null;
    fulfilled_at: Date | null;
    report: string | null;
    lifted_at: Date | null;
  };
  operations_confirmation: {
    id: string;
    case_id: string;
    verdict: 'confirmed' | 'disputed' | 'silent';
    channel: string;
    words: string | null;
    at: Date;
  };
  operations_appeal: {
    id: string;
    case_id: string;
    grounds: string;
    filed_at: Date;
    decision: 'upheld' | 'rejected' | null;
    decided_by: string | null;
    decider_department: string | null;
    reasons: string | null;
    decided_at: Date | null;
  };
  operations_visit: {
    id: string;
    case_id: string;
    drawn_at: Date;
    draw: string;
    done_at: Date | null;
    reached: boolean | null;
    satisfied: boolean | null;
    words: string | null;
  };
  operations_merge: {
    id: string;
    survivor_id: string;
    merged_id: string;
    merged_at: Date;
    explanation: unknown;
  };
  operations_custody: {
    id: string;
    case_id: string;
    department: string | null;
    reader_id: string;
    at: Date;
  };
}

export type CaseContext = Context<CaseTables>;
