import type { Generated } from 'kysely';

/** Tables of the HTTP edge. */
export interface HttpTables {
  /** What was answered to a POST, so that the same request sent again gets the same answer. */
  kernel_idempotency: {
    actor_id: string;
    key: string;
    request_hash: string;
    status: Generated<number | null>;
    reply: Generated<unknown>;
    created_at: Date;
  };
}
