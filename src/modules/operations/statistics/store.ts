import { statisticsErrors } from './errors.ts';
import { statisticsFile } from './facts.ts';
import type { Statistics } from './figures.ts';
import type { Month } from './month.ts';
import type { StatisticsContext } from './tables.ts';

const BRIEF = ['period', 'closed_at', 'cases', 'lines', 'log_sha256', 'file_sha256', 'sha256'] as const;

/** Closed months, newest first, without what was published. */
export function closedMonths({ db }: StatisticsContext) {
  return db.selectFrom('operations_statistics').select(BRIEF).orderBy('period', 'desc').limit(600).execute();
}

/** The figures of so many closed months up to one (the newest unless said), newest first. */
export async function recentStatistics({ db }: StatisticsContext, months: number, upTo?: Month): Promise<Statistics[]> {
  const rows = await db
    .selectFrom('operations_statistics')
    .select('document')
    .$if(upTo !== undefined, (query) => query.where('period', '<=', upTo as Month))
    .orderBy('period', 'desc')
    .limit(months)
    .execute();
  return rows.map(({ document }) => JSON.parse(document) as Statistics);
}

/** What was published of a month. @throws operations-statistics.notClosed */
export async function publishedMonth(context: StatisticsContext, period: Month) {
  const row = await context.db.selectFrom('operations_statistics').selectAll().where('period', '=', period).executeTakeFirst();
  if (!row) throw statisticsErrors.notClosed({ period, day: context.profile(statisticsFile).closesOnDay });
  return row;
}

/** A month's draw of return visits. @throws operations-statistics.notDrawn */
export async function publishedDraw({ db }: StatisticsContext, period: Month) {
  const row = await db.selectFrom('operations_draw').selectAll().where('period', '=', period).executeTakeFirst();
  if (!row) throw statisticsErrors.notDrawn({ period });
  return row;
}
