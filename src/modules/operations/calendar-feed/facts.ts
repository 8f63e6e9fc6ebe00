import { Type } from 'typebox';

import { BilingualText, closed, profileFile } from '#kernel';

/** How calendars of deadlines are cut: `profiles/<jurisdiction>/operations-calendar-feed.json`. */
export const feedFile = profileFile(
  'operations-calendar-feed',
  closed({
    source: Type.String(),
    title: BilingualText,
    /** How often a calendar program is asked to look again. */
    refreshMinutes: Type.Integer({ minimum: 5, maximum: 1440 }),
    /** How long a deadline that is over is still sent, as cancelled, so that calendars take it out. */
    keepDays: Type.Integer({ minimum: 1, maximum: 90 }),
    entriesAtMost: Type.Integer({ minimum: 1, maximum: 10_000 }),
    feedsAtMost: Type.Integer({ minimum: 1, maximum: 50 }),
  }),
);
