import { type Minutes, walk } from './minutes.ts';

/** A clock as somebody would tell its story, in minutes. */
export interface ToldClock {
  readonly kind: string;
  readonly taskNumber: number | null;
  start: number;
  stop: number | null;
  policy: string;
  allowed: number;
  calendar: string;
  used: number;
  halts: { from: number; to: number | null }[];
}

/** How long a policy allows for a kind, in which calendar, and what its clocks do on a change; read off the profile by hand. */
export interface Terms {
  readonly allowed: number;
  readonly calendar: string;
  readonly onChange: 'keep' | 'restart' | 'carry';
}

/** A case as told: what runs, what stopped, nothing about logs. */
export class ToldCase {
  clocks: ToldClock[] = [];
  readonly terms: (policy: string, kind: string) => Terms;
  readonly minutes: ReadonlyMap<string, Minutes>;
  policy: string;

  constructor(policy: string, terms: ToldCase['terms'], minutes: ReadonlyMap<string, Minutes>) {
    this.policy = policy;
    this.terms = terms;
    this.minutes = minutes;
  }

  start(kind: string, taskNumber: number | null, at: number): void {
    const { allowed, calendar } = this.terms(this.policy, kind);
    this.clocks.push({ kind, taskNumber, start: at, stop: null, policy: this.policy, allowed, calendar, used: 0, halts: [] });
  }

  stop(at: number, which: (clock: ToldClock) => boolean): void {
    for (const clock of this.clocks) {
      if (clock.stop !== null || !which(clock)) continue;
      clock.stop = at;
      for (const halt of clock.halts) halt.to ??= at;
    }
  }

  halt(clock: ToldClock, at: number): void {
    clock.halts.push({ from: at, to: null });
  }

  goOn(clock: ToldClock, at: number): void {
    for (const halt of clock.halts) halt.to ??= at;
  }

  changePolicy(policy: string, at: number): void {
    for (const clock of this.clocks) {
      if (clock.stop !== null || clock.policy === policy) continue;
      const next = this.terms(policy, clock.kind);
      if (next.onChange === 'keep') continue;
      const used = next.onChange === 'carry' ? this.active(clock, at) : 0;
      const halts = clock.halts.filter(({ to }) => to === null);
      Object.assign(clock, { start: at, used, halts, policy, allowed: next.allowed, calendar: next.calendar });
    }
    this.policy = policy;
  }

  /** Minutes used at a moment, counted one by one. */
  active(clock: ToldClock, at: number): number {
    const until = Math.min(clock.stop ?? at, at);
    const halted = (minute: number) => clock.halts.some(({ from, to }) => minute >= from && (to === null || minute < to));
    return clock.used + walk(this.minutes.get(clock.calendar) as Minutes, clock.start, until, halted);
  }

  copy(): ToldClock[] {
    return structuredClone(this.clocks);
  }
}
