const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

/** Hours in which somebody does not want to be disturbed, as `HH:MM` in the district's zone; they may pass midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/**
 * When the quiet hours that hold now will end, or null when there are none.
 * Where clocks are put forward over the end, they end with the first instant after it.
 * @param timeZone IANA name
 */
export function quietUntil({ from, to }: QuietHours, now: Date, timeZone: string): Date | null {
  const [begins, ends, minute] = [minutesOf(from), minutesOf(to), minuteOfDay(now, timeZone)];
  const isQuiet = begins < ends ? minute >= begins && minute < ends : minute >= begins || minute < ends;
  if (!isQuiet) return null;
  const left = (ends - minute + DAY_MINUTES) % DAY_MINUTES;
  const thisMinute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const guess = new Date(thisMinute + left * MINUTE_MS);
  return new Date(guess.getTime() - drift(ends, minuteOfDay(guess, timeZone)) * MINUTE_MS);
}

/** How far a clock that was changed meanwhile shows past the wanted minute; negative when it is not there yet. */
function drift(wanted: number, shown: number): number {
  return ((shown - wanted + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(at: Date, timeZone: string): number {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(timeZone, format);
  return minutesOf(format.format(at));
}
