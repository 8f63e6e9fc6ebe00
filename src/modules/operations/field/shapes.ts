import { type Static, Type } from 'typebox';

import { BilingualText, closed, Instant, nullable, Uuid } from '#kernel';

const Text = Type.String();
const Named = closed({ key: Text, title: BilingualText });

/** A task as its worker sees it in a list. */
export const FieldTask = closed({
  id: Uuid,
  /** Code of the case, and its revision: what a change is based on. */
  code: Text,
  caseRevision: Type.Integer(),
  /** What the department was asked to do, and what the case is about. */
  title: Text,
  about: Text,
  category: Named,
  level: Named,
  state: Type.Enum(['offered', 'accepted', 'done', 'refused', 'bounced']),
  priority: Type.Integer(),
  place: nullable(Text),
  lng: nullable(Type.Number()),
  lat: nullable(Type.Number()),
  acceptedAt: nullable(Instant),
  dueAt: nullable(Instant),
  paused: Type.Boolean(),
  /** Why it is in the list: it is the reader's own, the team's, or the department's without anybody in particular. */
  whose: Type.Enum(['person', 'team', 'department']),
  team: nullable(BilingualText),
});
export type FieldTask = Static<typeof FieldTask>;

/** Sentences and choices that a device needs while it is offline. */
export const FieldFacts = closed({
  hotline: Text,
  stages: Type.Array(Named),
  cannot: Type.Array(Named),
  phrases: closed({
    progress: Type.Array(BilingualText),
    note: Type.Array(BilingualText),
    done: Type.Array(BilingualText),
    cannot: Type.Array(BilingualText),
  }),
});
export type FieldFacts = Static<typeof FieldFacts>;

/** What stands in the case's log, in few words. */
export const FieldLine = closed({
  rev: Type.Integer(),
  at: Instant,
  title: BilingualText,
  department: nullable(BilingualText),
  mine: Type.Boolean(),
  words: nullable(Text),
  files: Type.Integer(),
});

/** One task with what its worker has to know. */
export const FieldDetail = closed({
  id: Uuid,
  /** That of the case. */
  revision: Type.Integer(),
  code: Text,
  caseState: Text,
  title: Text,
  about: Text,
  text: Text,
  place: nullable(Text),
  lng: nullable(Type.Number()),
  lat: nullable(Type.Number()),
  lead: BilingualText,
  state: FieldTask.properties.state,
  result: nullable(Text),
  /** Names of the acts that the reader may do now. */
  acts: Type.Array(Text),
  /** The latest lines, oldest first. */
  story: Type.Array(FieldLine),
  files: Type.Array(closed({ id: Uuid, name: Text, type: Text, size: Type.Integer() })),
});
export type FieldDetail = Static<typeof FieldDetail>;
