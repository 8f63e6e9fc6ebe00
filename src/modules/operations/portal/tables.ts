import type { Context } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import type { SignalTables } from '../signals/tables.ts';
import type { StatisticsTables } from '../statistics/tables.ts';

/** Tables of the public pages about cases. */
export interface PortalTables {
  operations_track_attempt: { key: string; failures: number; window_ends_at: Date };
}

/** The public pages read what other parts of the module keep. */
export type PortalContext = Context<PortalTables & CaseTables & SignalTables & StatisticsTables>;
