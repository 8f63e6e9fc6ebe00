export { type Calendar, openCalendar } from './calendar.ts';
export {
  type Clock,
  type ClockChange,
  type ClockReading,
  changeClock,
  earliestDue,
  escalationAt,
  type OnChange,
  type Pause,
  readClock,
  startClock,
} from './clock.ts';
export { type CalendarFile, calendarFile } from './definition.ts';
export { calendarErrors } from './errors.ts';
export { localDate, localMoment } from './zone.ts';
