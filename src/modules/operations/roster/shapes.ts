import { type TSchema, Type } from 'typebox';

import { BilingualText, closed, Day, Instant, nullable, Uuid } from '#kernel';

/** What one kind of shift needs on every day. */
export const NeedShape = closed({
  kind: Type.String({ maxLength: 40 }),
  people: Type.Integer({ minimum: 0, maximum: 100 }),
  skills: Type.Record(Type.String({ maxLength: 60 }), Type.Integer({ minimum: 1, maximum: 100 })),
});

export const Rules = closed({
  kinds: Type.Array(closed({ key: Type.String(), title: BilingualText, from: Type.String(), hours: Type.Number(), night: Type.Boolean() })),
  restHours: Type.Number(),
  hoursInSevenDays: Type.Number(),
  nightsInRow: Type.Integer(),
  longestDays: Type.Integer(),
});

export const Member = closed({
  personId: Type.String(),
  revision: Type.Integer(),
  name: Type.String(),
  skills: Type.Array(Type.String()),
});

export const Shift = closed({
  id: Uuid,
  team: Uuid,
  personId: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  day: Day,
  startsAt: Instant,
  endsAt: Instant,
  night: Type.Boolean(),
  state: Type.Enum(['draft', 'published', 'cancelled']),
});

const roster = {
  id: Uuid,
  revision: Type.Integer(),
  team: Uuid,
  department: Type.String(),
  from: Day,
  days: Type.Integer(),
  needs: Type.Array(NeedShape),
  state: Type.Enum(['planning', 'draft', 'failed', 'published', 'withdrawn']),
  jobId: nullable(Type.String()),
  outcome: nullable(
    closed({
      gaps: Type.Array(closed({ day: Day, kind: Type.String(), missing: Type.Integer(), skill: nullable(Type.String()) })),
      nightSpread: Type.Integer(),
      proven: Type.Boolean(),
      seconds: Type.Number(),
    }) as TSchema,
  ),
  failure: nullable(Type.String()),
  madeAt: Instant,
  publishedAt: nullable(Instant),
};

export const Roster = closed(roster);
export const RosterWithShifts = closed({ ...roster, shifts: Type.Array(Shift) });

export const Leave = closed({
  id: Uuid,
  personId: Type.String(),
  name: Type.String(),
  from: Instant,
  to: Instant,
  state: Type.Enum(['asked', 'granted', 'refused', 'withdrawn']),
});

const Who = closed({ id: Type.String(), name: Type.String() });
const SwapShift = closed({ kind: Type.String(), startsAt: Instant });

export const Swap = closed({
  id: Uuid,
  state: Type.Enum(['asked', 'agreed', 'approved', 'refused', 'withdrawn']),
  askedAt: Instant,
  from: Who,
  to: Who,
  shift: SwapShift,
  inReturn: nullable(SwapShift),
});

const Item = closed({
  code: Type.String(),
  revision: Type.Integer(),
  state: Type.String(),
  title: Type.String(),
  level: Type.String(),
  lead: Type.String(),
  dueAt: nullable(Type.String()),
  tasks: Type.Array(closed({ id: Uuid, title: Type.String(), state: Type.String(), dueAt: nullable(Type.String()) })),
});

/** The open work of a department with the hash that both sides sign. */
export const OpenWork = closed({ items: Type.Array(Item), sha256: Type.String() });

const Signer = closed({ id: Type.String(), name: nullable(Type.String()) });

export const Handover = closed({
  id: Uuid,
  department: Type.String(),
  note: Type.String(),
  items: Type.Array(Item),
  sha256: Type.String(),
  from: Signer,
  givenAt: Instant,
  givenEntry: Uuid,
  to: nullable(Signer),
  takenAt: nullable(Instant),
  takenEntry: nullable(Uuid),
  state: Type.Enum(['given', 'taken', 'withdrawn']),
  moved: closed({ added: Type.Array(Type.String()), over: Type.Array(Type.String()), changed: Type.Array(Type.String()) }),
});
