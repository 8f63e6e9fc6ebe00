import type { Board, Replay } from '../../../board/shapes.ts';

/** What a shape looks like after JSON: moments are texts. */
type Wire<Shape> = Shape extends Date ? string : Shape extends object ? { readonly [Part in keyof Shape]: Wire<Shape[Part]> } : Shape;

export type BoardView = Wire<Board>;
export type ReplayView = Wire<Replay>;
export type NoteView = BoardView['notes'][number];
export type ActView = BoardView['acts'][number];
export type ClaimView = NonNullable<BoardView['cases'][number]['claim']>;

/** A case as the board draws it, now or on a day played back. */
export interface Shown {
  readonly code: string;
  readonly title: string;
  readonly category: { readonly key: string };
  readonly state: BoardView['cases'][number]['state'];
  readonly lead: string;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly paused: boolean;
  readonly claim: ClaimView | null;
}

/** How urgent a case is. */
export type Urgency = 'overdue' | 'soon' | 'later' | 'paused' | 'none';

const ORDER: readonly Urgency[] = ['overdue', 'soon', 'later', 'paused', 'none'];

/** How urgent a case is at a moment. */
export function urgencyOf({ dueAt, paused }: Shown, now: number, soonMinutes: number): Urgency {
  if (paused) return 'paused';
  if (dueAt === null) return 'none';
  const left = Date.parse(dueAt) - now;
  if (left < 0) return 'overdue';
  return left <= soonMinutes * 60_000 ? 'soon' : 'later';
}

/** Cases by urgency, the most pressing first; empty groups are left out. */
export function grouped<Case extends Shown>(
  cases: readonly Case[],
  now: number,
  soonMinutes: number,
): readonly { readonly urgency: Urgency; readonly cases: readonly Case[] }[] {
  const groups = Map.groupBy(cases, (one) => urgencyOf(one, now, soonMinutes));
  return ORDER.flatMap((urgency) => {
    const members = groups.get(urgency);
    return members ? [{ urgency, cases: members.toSorted(byDue) }] : [];
  });
}

function byDue(one: Shown, other: Shown): number {
  const [first, second] = [one.dueAt ?? one.openedAt, other.dueAt ?? other.openedAt];
  return first < second ? -1 : first > second ? 1 : one.code < other.code ? -1 : 1;
}

/** Share of the time between opening and deadline that has passed, 0 to 1. */
export function usedShare({ openedAt, dueAt }: Shown, now: number): number {
  if (dueAt === null) return 0;
  const [from, until] = [Date.parse(openedAt), Date.parse(dueAt)];
  return Math.min(1, Math.max(0, (now - from) / Math.max(1, until - from)));
}

/** A claim that still holds; leases end by themselves. */
export function holding({ claim }: Shown, now: number): ClaimView | null {
  return claim && Date.parse(claim.until) > now ? claim : null;
}
