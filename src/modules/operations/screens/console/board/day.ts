import { TIME_ZONE } from '#kernel/i18n';

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day of a moment on the district's calendar, `YYYY-MM-DD`. */
export function localDay(at: Date): string {
  return DAY.format(at);
}
