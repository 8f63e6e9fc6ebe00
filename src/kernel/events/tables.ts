import type { Generated } from 'kysely';

/** Tables of the outbox and of what browsers follow live. */
export interface EventTables {
  kernel_outbox: {
    id: string;
    /** Order of arrival within the district. */
    position: Generated<string>;
    name: string;
    /** Events of one aggregate are delivered in order. */
    aggregate: string;
    payload: unknown;
    occurred_at: Date;
    delivered_at: Generated<Date | null>;
    attempts: Generated<number>;
    next_attempt_at: Generated<Date | null>;
    last_error: Generated<string | null>;
    parked_at: Generated<Date | null>;
  };
  kernel_event_seen: { event_id: string; consumer: string; seen_at: Date };
  kernel_live: { position: string; topic: string; data: unknown; at: Date };
}
