import type { AlertTables } from './alerts/tables.ts';
import type { BoardTables } from './board/tables.ts';
import type { CalendarFeedTables } from './calendar-feed/tables.ts';
import type { CaseTables } from './cases/tables.ts';
import type { DispatchTables } from './dispatch/tables.ts';
import type { PortalTables } from './portal/tables.ts';
import type { ReviewTables } from './review/tables.ts';
import type { RosterTables } from './roster/tables.ts';
import type { SignalTables } from './signals/tables.ts';
import type { StatisticsTables } from './statistics/tables.ts';

/** Tables of the whole module: those of its parts. */
export type OperationsTables = CaseTables &
  SignalTables &
  AlertTables &
  DispatchTables &
  RosterTables &
  CalendarFeedTables &
  BoardTables &
  StatisticsTables &
  PortalTables &
  ReviewTables;
