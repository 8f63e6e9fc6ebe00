import type { Generated } from 'kysely';

/** Tables of the outbox. */
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
  };
}
