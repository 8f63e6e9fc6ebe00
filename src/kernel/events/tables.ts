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
    /** When it was handed to the broker; null while it was not, or has to be again. */
    relayed_at: Generated<Date | null>;
    /** How often it came back from the broker undelivered. */
    relays: Generated<number>;
  };
  kernel_event_seen: { event_id: string; consumer: string; seen_at: Date };
  kernel_live: {
    id: Generated<string>;
    /** Given after the commit, gapless; null until then. */
    position: Generated<string | null>;
    /** One event can be of several topics. */
    topics: string[];
    data: unknown;
    at: Date;
  };
  kernel_live_head: { only_row: Generated<boolean>; position: string };
}
