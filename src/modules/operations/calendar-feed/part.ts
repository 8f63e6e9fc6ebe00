import { definePart } from '../part.ts';
import { feedFile } from './facts.ts';
import { feedRoutes } from './routes.ts';
import type { CalendarFeedTables } from './tables.ts';

const ABOUT_A_YEAR = 366;

/** Deadlines in people's own calendars. */
export const calendarFeedPart = definePart<CalendarFeedTables>({
  tables: {
    operations_calendar_feed: {
      purpose: { en: 'Calendar addresses that people made for their deadlines', zh: '个人创建的时限日历订阅地址' },
      personal: ['person_id'],
      retentionDays: ABOUT_A_YEAR,
      agedBy: 'revoked_at',
    },
  },
  profiles: [feedFile],
  routes: feedRoutes,
  console: [
    {
      path: '/calendar-feeds',
      title: { en: 'Deadlines in my calendar', zh: '日历订阅' },
      view: 'operations/calendar-feeds',
      permission: 'operations:see',
      menu: { order: 290, icon: 'calendar' },
    },
  ],
});
