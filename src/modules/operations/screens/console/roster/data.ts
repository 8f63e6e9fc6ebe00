import type { Static } from 'typebox';

import type { PlanOutcome as Outcome } from '../../../roster/plan.ts';
import type { Handover, Leave, Member, OpenWork, Roster, RosterWithShifts, Rules, Shift, Swap } from '../../../roster/shapes.ts';
import type { Named, TeamView, Wire } from '../dispatch/data.ts';

export type RosterView = Wire<Static<typeof Roster>>;
export type RosterShifts = Omit<Wire<Static<typeof RosterWithShifts>>, 'outcome'> & { readonly outcome: Outcome | null };
export type ShiftView = Wire<Static<typeof Shift>>;
export type MemberView = Wire<Static<typeof Member>>;
export type RulesView = Wire<Static<typeof Rules>>;
export type LeaveView = Wire<Static<typeof Leave>>;
export type SwapView = Wire<Static<typeof Swap>>;
export type HandoverView = Wire<Static<typeof Handover>>;
export type WorkView = Wire<Static<typeof OpenWork>>;
/** Teams that somebody keeps, with the words for what they can do. */
export interface Kept {
  readonly teams: readonly TeamView[];
  readonly skills: readonly Named[];
}

/** Days of a span, `YYYY-MM-DD`. */
export function daysFrom(from: string, count: number): string[] {
  const first = Date.parse(`${from}T00:00:00Z`);
  return Array.from({ length: count }, (_, day) => new Date(first + day * 86_400_000).toISOString().slice(0, 10));
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return new Date(Date.parse(`${day}T00:00:00Z`) - weekday * 86_400_000).toISOString().slice(0, 10);
}
