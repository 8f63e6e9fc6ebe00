import type { Bilingual, Context, Work } from '#kernel';

import type { ComponentScore } from './duplicates/score.ts';

export type SourceKind = 'person' | 'machine' | 'feed';

export type EventState = 'open' | 'cased' | 'dismissed' | 'merged';

export type SuggestionState = 'open' | 'same' | 'different' | 'attached';

/** Why a message was not taken in. */
export interface Problem {
  readonly code: string;
  readonly text: Bilingual;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Tables of intake: from a message to the event that a case is opened from. */
export interface SignalTables {
  operations_source: {
    key: string;
    title: Bilingual;
    kind: SourceKind;
    senders: string[];
    elsewhere: boolean;
    active: boolean;
    created_at: Date;
  };
  operations_signal: {
    id: string;
    source: string;
    external_id: string;
    received_at: Date;
    payload: Readonly<Record<string, unknown>>;
    sha256: string;
    occurred_at: Date;
    category: string | null;
    lng: number | null;
    lat: number | null;
    cell: string | null;
    asset: string | null;
    words: string[];
  };
  operations_reporter: {
    signal_id: string;
    account_id: string | null;
    name: string | null;
    phone: string | null;
    email: string | null;
    receipt_hash: string | null;
    created_at: Date;
  };
  operations_event: {
    id: string;
    revision: number;
    state: EventState;
    title: string;
    category: string | null;
    level: string;
    source: string;
    place: string | null;
    lng: number | null;
    lat: number | null;
    first_at: Date;
    last_at: Date;
    signals: number;
    reason: string | null;
    note: string | null;
    merged_into: string | null;
    case_id: string | null;
    founding: boolean;
    decided_at: Date | null;
    words: string;
  };
  operations_event_signal: { signal_id: string; event_id: string; how: 'first' | 'machine' | 'split'; at: Date };
  operations_event_log: {
    event_id: string;
    rev: number;
    at: Date;
    actor_id: string;
    act: string;
    details: Readonly<Record<string, unknown>>;
  };
  operations_suggestion: {
    id: string;
    signal_id: string;
    other_id: string;
    score: number;
    components: readonly ComponentScore[];
    state: SuggestionState;
    made_at: Date;
    decided_by: string | null;
    decided_at: Date | null;
    joined_event: string | null;
    joined_cases: string | null;
  };
  operations_quarantine: {
    id: string;
    source: string;
    external_id: string | null;
    sender_id: string;
    received_at: Date;
    times: number;
    payload: unknown;
    sha256: string;
    problem: Problem;
    state: 'waiting' | 'taken' | 'discarded';
    signal_id: string | null;
    note: string | null;
    decided_by: string | null;
    decided_at: Date | null;
  };
  operations_word: { word: string; signals: number };
}

export type SignalContext = Context<SignalTables>;
export type SignalWork = Work<SignalTables>;
