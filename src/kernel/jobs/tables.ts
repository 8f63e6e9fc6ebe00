import type { Generated } from 'kysely';

import type { Bilingual } from '../core/errors.ts';

/** States of long work. */
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** Tables of the jobs service. */
export interface JobTables {
  kernel_job: {
    id: string;
    name: string;
    input: unknown;
    actor_id: string;
    state: JobState;
    done: Generated<string>;
    total: string | null;
    unit: Bilingual | null;
    problem: { code: string; text: Bilingual } | null;
    cancel_requested: Generated<boolean>;
    created_at: Date;
    started_at: Date | null;
    heartbeat_at: Date | null;
    finished_at: Date | null;
  };
}
