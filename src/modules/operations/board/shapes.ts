import { type Static, Type } from 'typebox';

import { BilingualText, closed, Day, Instant, nullable, text, Uuid } from '#kernel';

import { CaseSummary } from '../cases/shapes.ts';

const Text = Type.String();

/** Who is at a case, and until when their lease holds. */
export const Claim = closed({
  /** Desk sign of the day. */
  seat: Type.Integer(),
  department: nullable(Text),
  since: Instant,
  until: Instant,
  mine: Type.Boolean(),
});

/** A case on the board. */
export const BoardCase = closed({
  ...CaseSummary.properties,
  /** Departments that have not finished their part. */
  departments: Type.Array(Text),
  claim: nullable(Claim),
});

/** A note of the shared log. */
export const Note = closed({
  id: Uuid,
  at: Instant,
  seat: Type.Integer(),
  department: nullable(Text),
  words: Text,
  code: nullable(Text),
  pinned: Type.Boolean(),
  mine: Type.Boolean(),
});

/** A note to write. */
export const NewNote = closed({
  words: text(1000),
  code: Type.Optional(text(40)),
  pinned: Type.Optional(Type.Boolean()),
});

/** An act on a case, for the timeline. */
export const BoardAct = closed({
  at: Instant,
  code: Text,
  rev: Type.Integer(),
  title: Text,
  act: Text,
  actTitle: BilingualText,
  department: nullable(Text),
  automatic: Type.Boolean(),
});

/** All that a board begins with. */
export const Board = closed({
  /** Where to follow `operations.board` from. */
  position: Type.Integer(),
  /** The server's moment, so that leases count the same everywhere. */
  now: Instant,
  cases: Type.Array(BoardCase),
  /** True where there are more cases than a board shows. */
  more: Type.Boolean(),
  notes: Type.Array(Note),
  acts: Type.Array(BoardAct),
  /** When a signal came last. */
  signalAt: nullable(Instant),
  /** The reader's desk sign today; null before they acted. */
  seat: nullable(Type.Integer()),
  /** Whether the reader sees every case, and the shared log. */
  all: Type.Boolean(),
  /** Whether the reader may write into the shared log. */
  mayWrite: Type.Boolean(),
  claimSeconds: Type.Integer(),
  renewSeconds: Type.Integer(),
  soonMinutes: Type.Integer(),
  pinnedHours: Type.Integer(),
  oldAfterSeconds: closed({ cases: Type.Integer(), notes: Type.Integer(), signals: Type.Integer() }),
});
export type Board = Static<typeof Board>;

/** Where a case stood, for playing a day back. */
const Standing = closed({
  code: Text,
  title: Text,
  category: closed({ key: Text, title: BilingualText }),
  level: closed({ key: Text, title: BilingualText }),
  state: Text,
  lead: Text,
  town: nullable(Text),
  place: nullable(Text),
  lng: nullable(Type.Number()),
  lat: nullable(Type.Number()),
  openedAt: Instant,
  dueAt: nullable(Instant),
  paused: Type.Boolean(),
});

/** A day as it went: how cases stood when it began, and every line after. */
export const Replay = closed({
  day: Day,
  from: Instant,
  until: Instant,
  start: Type.Array(Standing),
  lines: Type.Array(closed({ ...BoardAct.properties, after: Standing })),
  notes: Type.Array(Note),
});
export type Replay = Static<typeof Replay>;
