/** A halt of a clock with the reason that allows it. */
export interface ClockPause {
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
  readonly code: string;
  readonly reason: string;
  readonly evidence?: string | null;
}

/** A deadline as the server counts it. The browser only lets the seconds pass. */
export interface ClockFacts {
  /** What must be done, such as "Answer". */
  readonly title: string;
  readonly state: 'running' | 'paused' | 'stopped';
  /** Null while paused: the due time is then open. */
  readonly dueAt: string | null;
  readonly stoppedAt?: string | null;
  readonly allowedSeconds: number;
  /** Counted by the server at `readAt`. */
  readonly activeSeconds: number;
  /** Milliseconds since 1970. */
  readonly readAt: number;
  /** False while the calendar is closed and no time is counted; true unless said. */
  readonly counting?: boolean;
  /** Seconds of a day in its calendar: 86,400 day and night, less in working hours. */
  readonly daySeconds?: number;
  /** The calendar in words, such as "Working hours, 8:30 to 17:00". */
  readonly calendar?: string;
  /** The policy and its legal basis in words. */
  readonly basis?: string;
  readonly pauses?: readonly ClockPause[];
  /** Fractions of the allowance at which somebody is told. */
  readonly ladder?: readonly { readonly fraction: number; readonly title?: string; readonly toldAt?: string | null }[];
}

/** How urgent a clock is. */
export type ClockMood = 'met' | 'missed' | 'paused' | 'late' | 'soon' | 'running';

/** A clock at one moment. */
export interface ClockReading {
  readonly mood: ClockMood;
  readonly activeSeconds: number;
  /** Less than nothing when it is over. */
  readonly leftSeconds: number;
  /** Share of the allowance that is used; 1 is due. */
  readonly used: number;
}

/** From this share of the allowance on a clock asks for an eye. */
const SOON_FROM = 0.8;

/** What a clock says at a moment: the server's count, plus what has passed since when it runs and its calendar is open. */
export function readClock(clock: ClockFacts, now: number): ClockReading {
  const { state, allowedSeconds, counting = true } = clock;
  const passed = state === 'running' && counting ? Math.max(0, (now - clock.readAt) / 1000) : 0;
  const activeSeconds = clock.activeSeconds + passed;
  const used = allowedSeconds > 0 ? activeSeconds / allowedSeconds : 1;
  return { mood: moodOf(state, used), activeSeconds, leftSeconds: Math.round(allowedSeconds - activeSeconds), used };
}

function moodOf(state: ClockFacts['state'], used: number): ClockMood {
  if (state === 'stopped') return used <= 1 ? 'met' : 'missed';
  if (used > 1) return 'late';
  if (state === 'paused') return 'paused';
  return used >= SOON_FROM ? 'soon' : 'running';
}
