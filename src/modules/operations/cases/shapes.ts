import { type Static, Type } from 'typebox';

import { BilingualText, closed, Instant, nullable, Uuid } from '#kernel';

const State = Type.Enum(['received', 'routed', 'working', 'answered', 'disputed', 'closed', 'appealed', 'merged']);
const Text = Type.String();
const Named = closed({ key: Text, title: BilingualText });

/** A case in a list. */
export const CaseSummary = closed({
  id: Uuid,
  code: Text,
  revision: Type.Integer(),
  state: State,
  title: Text,
  category: Named,
  level: Named,
  town: nullable(Text),
  place: nullable(Text),
  lng: nullable(Type.Number()),
  lat: nullable(Type.Number()),
  lead: Text,
  source: Text,
  openedAt: Instant,
  changedAt: Instant,
  /** The deadline that governs; null while paused or when nothing runs. */
  dueAt: nullable(Instant),
  paused: Type.Boolean(),
  breaches: Type.Integer(),
  closedAt: nullable(Instant),
  outcome: nullable(Type.Enum(['confirmed', 'unconfirmed'])),
});
export type CaseSummary = Static<typeof CaseSummary>;

const Assignee = closed({ id: Uuid, kind: Type.Enum(['person', 'team']), assignee: Text, since: Instant, endedAt: nullable(Instant) });

/** Names of the acts that the reader may do now. */
const Acts = Type.Array(Text);

const Task = closed({
  id: Uuid,
  department: Text,
  title: Text,
  state: Type.Enum(['offered', 'accepted', 'done', 'refused', 'bounced']),
  bounces: Type.Integer(),
  originId: nullable(Uuid),
  objection: nullable(Text),
  since: Instant,
  acceptedAt: nullable(Instant),
  endedAt: nullable(Instant),
  reason: nullable(Named),
  proposed: nullable(Text),
  result: nullable(Text),
  skill: nullable(Text),
  priority: Type.Integer(),
  dueAt: nullable(Instant),
  assignments: Type.Array(Assignee),
  acts: Acts,
});

const Pause = closed({
  id: Uuid,
  from: Instant,
  to: nullable(Instant),
  code: Text,
  title: BilingualText,
  evidence: nullable(Text),
  endsAt: nullable(Instant),
});

/** A clock as it stands at the moment of reading. */
const ClockShape = closed({
  id: Uuid,
  taskId: nullable(Uuid),
  kind: Named,
  policy: Named,
  policyVersion: Text,
  law: BilingualText,
  calendar: Text,
  calendarTitle: BilingualText,
  /** Whether the calendar is open now, so that time is counted. */
  counting: Type.Boolean(),
  /** Open seconds of one day in the calendar. */
  daySeconds: Type.Integer(),
  allowedSeconds: Type.Integer(),
  activeSeconds: Type.Number(),
  startedAt: Instant,
  dueAt: nullable(Instant),
  stoppedAt: nullable(Instant),
  breachedAt: nullable(Instant),
  onTime: Type.Boolean(),
  provisional: Type.Boolean(),
  binding: Type.Boolean(),
  state: Type.Enum(['running', 'paused', 'stopped']),
  ladder: Type.Array(closed({ fraction: Type.Number(), at: nullable(Instant), told: Type.Boolean() })),
  pauses: Type.Array(Pause),
  pauseCodes: Type.Array(closed({ key: Text, title: BilingualText, evidence: Type.Boolean() })),
  acts: Acts,
});

const Order = closed({
  id: Uuid,
  department: Text,
  demand: Text,
  since: Instant,
  signedAt: nullable(Instant),
  fulfilledAt: nullable(Instant),
  report: nullable(Text),
  liftedAt: nullable(Instant),
  acts: Acts,
});

const Other = closed({ code: Text, title: Text, state: State });

/** A case with all that hangs on it. */
export const CaseDetail = closed({
  ...CaseSummary.properties,
  text: Text,
  asset: nullable(Text),
  sourceRef: nullable(Text),
  reporter: Type.Boolean(),
  result: nullable(Text),
  answeredAt: nullable(Instant),
  parent: nullable(Other),
  children: Type.Array(Other),
  mergedInto: nullable(Other),
  tasks: Type.Array(Task),
  clocks: Type.Array(ClockShape),
  orders: Type.Array(Order),
  confirmations: Type.Array(
    closed({ id: Uuid, verdict: Type.Enum(['confirmed', 'disputed', 'silent']), channel: Text, words: nullable(Text), since: Instant }),
  ),
  appeals: Type.Array(
    closed({
      id: Uuid,
      grounds: Text,
      since: Instant,
      decision: nullable(Type.Enum(['upheld', 'rejected'])),
      deciderDepartment: nullable(Text),
      reasons: nullable(Text),
      decidedAt: nullable(Instant),
    }),
  ),
  visits: Type.Array(
    closed({
      id: Uuid,
      draw: Text,
      since: Instant,
      doneAt: nullable(Instant),
      reached: nullable(Type.Boolean()),
      satisfied: nullable(Type.Boolean()),
      words: nullable(Text),
      acts: Acts,
    }),
  ),
  merges: Type.Array(closed({ id: Uuid, since: Instant, other: Other, explanation: Type.Unknown() })),
  files: Type.Array(closed({ id: Uuid, name: Text, type: Text, size: Type.Integer(), sha256: Text, metadata: Text, createdAt: Instant })),
  /** Looks at the files: department and time. */
  custody: Type.Array(closed({ department: nullable(Text), at: Instant })),
  acts: Acts,
  /** Lines that the reader may still take back, latest first. */
  undoable: Type.Array(closed({ rev: Type.Integer(), act: Text, title: BilingualText })),
});
export type CaseDetail = Static<typeof CaseDetail>;

/** One line of the story. */
export const StoryLine = closed({
  rev: Type.Integer(),
  at: Instant,
  act: Text,
  title: BilingualText,
  department: nullable(Text),
  /** Whether the reader wrote it. */
  mine: Type.Boolean(),
  /** Whether the platform wrote it by rule. */
  automatic: Type.Boolean(),
  reasonCode: nullable(Text),
  law: nullable(Text),
  /** Fields of the case that changed, before and after. */
  changes: Type.Array(closed({ field: Text, before: Type.Unknown(), after: Type.Unknown() })),
  /** What changed on tasks, clocks and the rest, by kind and id. */
  things: Type.Record(Text, Type.Unknown()),
  note: Type.Unknown(),
  /** Revision of the line that took this one back. */
  takenBackBy: nullable(Type.Integer()),
  cancels: nullable(Type.Integer()),
});

/** What came of an act. */
export const Outcome = closed({
  code: Text,
  revision: Type.Integer(),
  state: State,
  /** True where others had changed something else meanwhile, and both changes stand. */
  merged: Type.Boolean(),
  others: Type.Array(closed({ rev: Type.Integer(), at: Instant, act: Text, department: nullable(Text), fields: Type.Array(Text) })),
});
