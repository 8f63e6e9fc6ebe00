import type { Static } from 'typebox';

import type { Bilingual } from '#kernel';
import type { ClockFacts } from '#ui';

import type { CaseDetail, CaseSummary, StoryLine } from '../../../cases/shapes.ts';
import type { Policies, Supervised } from '../../../desk/routes.ts';
import type { Duplicate } from '../../../signals/shapes.ts';

/** What a shape looks like after JSON: moments are texts. */
type Wire<Shape> = Shape extends Date ? string : Shape extends object ? { readonly [Part in keyof Shape]: Wire<Shape[Part]> } : Shape;

export type CaseRow = Wire<CaseSummary>;
export type CaseView = Wire<CaseDetail>;
export type CaseState = CaseRow['state'];
export type TaskView = CaseView['tasks'][number];
export type ClockView = CaseView['clocks'][number];
export type LineView = Wire<Static<typeof StoryLine>>;
export type DuplicateView = Wire<Static<typeof Duplicate>>;
export type SupervisedView = Wire<Supervised>;
export type PoliciesView = Wire<Policies>;

/** A report behind a case. */
export interface SignalView {
  readonly id: string;
  readonly eventId: string;
  readonly source: { readonly key: string; readonly title: Bilingual };
  readonly receivedAt: string;
  readonly text: string | null;
  readonly contact: boolean;
}

/** What came of an act. */
export interface OutcomeView {
  readonly code: string;
  readonly revision: number;
  readonly state: CaseState;
  readonly merged: boolean;
  readonly others: readonly { readonly fields: readonly string[] }[];
}

/** A task in a list. */
export interface TaskRow {
  readonly id: string;
  readonly code: string;
  readonly revision: number;
  readonly title: string;
  readonly department: string;
}

/** A code as it is read out: `7KQ4M-2XR9D-2`. */
export const spoken = (code: string) => `${code.slice(0, 5)}-${code.slice(5, 10)}-${code.slice(10)}`;

/** A code as it stands in addresses. */
export const plainCode = (code: string) => code.replaceAll('-', '').toUpperCase();

/** Address of a case in the interface. */
export const caseApi = (code: string) => `/api/cases/${encodeURIComponent(plainCode(code))}`;

/** Address of a case in the console. */
export const caseHref = (code: string) => `/cases/${spoken(code)}`;

/** A clock of the server as the clocks of the screen want it. `readAt` is when it was read, in milliseconds since 1970. */
export function clockFacts(clock: ClockView, readAt: number, say: (text: Bilingual) => string): ClockFacts {
  const { kind, state, dueAt, stoppedAt, allowedSeconds, activeSeconds, calendarTitle, policy, policyVersion, law, pauses, ladder } = clock;
  return {
    title: say(kind.title),
    state,
    dueAt,
    stoppedAt,
    allowedSeconds,
    activeSeconds,
    readAt,
    counting: clock.counting,
    daySeconds: clock.daySeconds,
    calendar: say(calendarTitle),
    basis: `${say(policy.title)} · ${policyVersion} · ${say(law)}`,
    pauses: pauses.map(({ from, to, code, title, evidence }) => ({ from, to, code, reason: say(title), evidence })),
    ladder: ladder.map(({ fraction, at, told }) => ({ fraction, toldAt: told ? at : null })),
  };
}
