import { Type } from 'typebox';

import { BilingualText, closed, profileFile } from '#kernel';

/** What a jurisdiction publishes about its cases, and when: `profiles/<jurisdiction>/operations-statistics.json`. */
export const statisticsFile = profileFile(
  'operations-statistics',
  closed({
    source: BilingualText,
    /** Day of the next month on which a month is closed; until then its slips can still be taken back. */
    closesOnDay: Type.Integer({ minimum: 1, maximum: 28 }),
    /** Fewer cases than this by category, town and month are published under a coarser name. */
    smallestGroup: Type.Integer({ minimum: 2 }),
    /** Share of a month's closed cases whose reporters are asked again; rounded up. */
    visitShare: closed({ numerator: Type.Integer({ minimum: 1 }), denominator: Type.Integer({ minimum: 1 }) }),
    /** How many codes that fit nothing one sender may try on the public page, and within how long. */
    track: closed({ failures: Type.Integer({ minimum: 1 }), windowMinutes: Type.Integer({ minimum: 1 }) }),
    /** Department that answers for the figures. */
    department: Type.String(),
    /** How the figures stand in the catalogue of open data. */
    dataset: closed({ key: Type.String(), theme: Type.String(), licence: Type.String(), frequency: Type.String() }),
  }),
);
