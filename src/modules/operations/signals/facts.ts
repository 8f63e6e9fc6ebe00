import { type Static, Type } from 'typebox';

import { BilingualText, closed, profileFile } from '#kernel';

const SourceFact = closed({
  key: Type.String(),
  zh: Type.String(),
  en: Type.String(),
  kind: Type.Enum(['person', 'machine', 'feed']),
  /** Whoever holds it may send; without one only the platform's own modules do, through the port. */
  permission: Type.Optional(Type.String()),
});

/** How a district takes reports in: `profiles/<jurisdiction>/operations-intake.json`. */
export const intakeFile = profileFile(
  'operations-intake',
  closed({
    source: BilingualText,
    /** How far from the middle of the district a place may be. */
    reachKm: closed({ kilometres: Type.Number({ exclusiveMinimum: 0 }), why: BilingualText }),
    /** How far ahead of our clock a sender's may be. */
    aheadMinutes: closed({ minutes: Type.Integer({ minimum: 0 }), why: BilingualText }),
    /** Sources that every district has; others are registered. */
    sources: Type.Array(SourceFact),
    /** How many reports one sender may send on the public page, and within how long. */
    portal: closed({ reports: Type.Integer({ minimum: 1 }), windowMinutes: Type.Integer({ minimum: 1 }), why: BilingualText }),
    dismissReasons: Type.Record(Type.String(), BilingualText),
  }),
);
export type SourceFact = Static<typeof SourceFact>;
