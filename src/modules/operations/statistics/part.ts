import { job } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import { definePart } from '../part.ts';
import { closeJob, closeMonths } from './close.ts';
import { drawJob, drawVisits } from './draw.ts';
import { statisticsFile } from './facts.ts';
import { statisticsRoutes } from './routes.ts';
import type { StatisticsTables } from './tables.ts';

/** What is published about cases, the draw of return visits, and the figures of now. */
export const statisticsPart = definePart<StatisticsTables>({
  tables: {
    operations_statistics: { purpose: 'Published figures and logs of closed months', personal: [], retentionDays: 'forever' },
    operations_draw: { purpose: 'Samples drawn for return visits', personal: [], retentionDays: 'forever' },
  },
  profiles: [statisticsFile],
  jobs: [
    job<StatisticsTables & CaseTables>({ type: closeJob, cron: '20 3 * * *', retries: 2, run: closeMonths }),
    job<StatisticsTables & CaseTables>({ type: drawJob, cron: '40 * * * *', retries: 2, run: drawVisits }),
  ] as never,
  routes: statisticsRoutes,
  console: [
    {
      path: '/statistics',
      title: { en: 'Statistics', zh: '统计分析' },
      view: 'operations/statistics',
      permission: 'operations:see',
      menu: { order: 38, icon: 'chart' },
    },
  ],
});
