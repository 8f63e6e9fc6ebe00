import { type Static, Type } from 'typebox';

import { BilingualText, closed, profileFile } from '#kernel';

/** A span counted in a calendar's open time; working days are as long as the calendar makes them. */
const Duration = Type.Union([
  closed({ minutes: Type.Integer({ minimum: 1 }) }),
  closed({ hours: Type.Number({ exclusiveMinimum: 0 }) }),
  closed({ workingDays: Type.Integer({ minimum: 1 }) }),
]);

const ClockRule = closed({
  duration: Duration,
  calendar: Type.String(),
  /** What the clock does when the task is assigned anew or the policy changes. */
  onChange: Type.Enum(['keep', 'restart', 'carry']),
  /** Fractions of the allowance at which somebody is told. */
  ladder: Type.Array(Type.Number({ exclusiveMinimum: 0 })),
  /** False for spans that bind nobody, such as the days in which a reporter may answer. */
  binding: Type.Boolean(),
});

/** The clocks that a policy must set; another would have no act that starts it. */
export const CLOCK_KINDS = ['sign-in', 'answer', 'finish', 'lead-decision', 'silence', 'appeal', 'visit', 'supervision'] as const;

const Policy = closed({
  key: Type.String(),
  title: BilingualText,
  law: BilingualText,
  /** Levels and category groups or leaves it is for; an empty list means all. The first policy that fits counts. */
  match: closed({ levels: Type.Array(Type.String()), categories: Type.Array(Type.String()) }),
  clocks: closed(Object.fromEntries(CLOCK_KINDS.map((kind) => [kind, ClockRule])) as Record<ClockKind, typeof ClockRule>),
  /** How long a department may return a task, counted in the calendar of its sign-in clock. */
  returnWindow: Duration,
  /** Reasons for which its clocks may be paused. */
  pauses: Type.Array(Type.String()),
});

const PauseCode = closed({ title: BilingualText, maximum: Duration, evidence: Type.Boolean() });

const Reasons = Type.Record(Type.String(), BilingualText);

/** Deadlines of a jurisdiction: `profiles/<jurisdiction>/operations-policies.json`. */
export const policiesFile = profileFile(
  'operations-policies',
  closed({
    /** Kept with every clock; change it with the figures. */
    version: Type.String(),
    source: BilingualText,
    levels: Type.Record(Type.String(), closed({ title: BilingualText, priority: Type.Integer({ minimum: 1, maximum: 9 }) })),
    kinds: Type.Record(Type.String(), BilingualText),
    pauseCodes: Type.Record(Type.String(), PauseCode),
    reasons: closed({ bounce: Reasons, refuse: Reasons, cannot: Reasons }),
    /** Steps that a worker outside reports on the way. */
    stages: Reasons,
    policies: Type.Array(Policy, { minItems: 1 }),
    /** Service level of the telephone desk. */
    callAnswer: closed({ seconds: Type.Integer(), share: Type.Number(), title: BilingualText }),
    /** How long a claim on a board holds. */
    claimSeconds: Type.Integer({ minimum: 1 }),
    /** How long a slip can be taken back. */
    undoMinutes: Type.Integer({ minimum: 0 }),
    /** Share of a month's closed cases that are visited. */
    visitShare: Type.Number({ minimum: 0, maximum: 1 }),
    /** Key of the department that leads until another does, and that runs the duty desk. */
    dutyDepartment: Type.String(),
  }),
);

export type ClockKind = (typeof CLOCK_KINDS)[number];
export type Duration = Static<typeof Duration>;
export type Policy = Static<typeof Policy>;
export type PolicyFile = Static<(typeof policiesFile)['schema']>;
