import type { ColumnType } from 'kysely';

import type { Context, Work } from '#kernel';
import type { CaseTables } from '../cases/tables.ts';

/** Tables of what is published about cases. Both are insert-only. */
export interface StatisticsTables {
  operations_statistics: {
    period: string;
    closed_at: Date;
    cases: number;
    lines: number;
    log_gz: ColumnType<Buffer, Buffer, never>;
    /** Of the log before it is packed. */
    log_sha256: string;
    /** Of the packed file. */
    file_sha256: string;
    document: string;
    sha256: string;
  };
  operations_draw: {
    period: string;
    drawn_at: Date;
    population: number;
    codes: string[];
    document: string;
    sha256: string;
  };
}

/** The figures are made from the cases, which are another part of the same module. */
export type StatisticsContext = Context<StatisticsTables & CaseTables>;
export type StatisticsWork = Work<StatisticsTables & CaseTables>;
