import { Type } from 'typebox';

import { BilingualText, closed, profileFile } from '#kernel';

const Count = Type.Integer({ minimum: 1 });

/** How the board works in this jurisdiction: `profiles/<jurisdiction>/operations-board.json`. */
export const boardFile = profileFile(
  'operations-board',
  closed({
    source: BilingualText,
    /** How long a claim holds without being renewed, and how often the board renews it. */
    claimSeconds: Count,
    renewSeconds: Count,
    /** Most cases, notes and acts that a board begins with. */
    casesShown: Count,
    notesShown: Count,
    actsShown: Count,
    /** How long a pinned note stays on top. */
    pinnedHours: Count,
    /** A case due within so many minutes asks for an eye. */
    soonMinutes: Count,
    /** From when on data counts as old, by kind. */
    oldAfterSeconds: closed({ cases: Count, notes: Count, signals: Count }),
  }),
);
