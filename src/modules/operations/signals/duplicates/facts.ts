import { type Static, Type } from 'typebox';

import { BilingualText, closed, profileFile } from '#kernel';

const Weight = closed({ weight: Type.Number({ minimum: 0, maximum: 1 }), why: BilingualText });
const Share = Type.Number({ minimum: 0, maximum: 1 });

/** How two signals are compared. Every weight says why it is what it is; the console shows the reason beside the bar. */
export const duplicateFacts = profileFile(
  'operations-duplicates',
  closed({
    source: BilingualText,
    weights: closed({ place: Weight, time: Weight, type: Weight, text: Weight, asset: Weight }),
    /** Distance at which places have nothing in common any more. */
    radiusMetres: Type.Number({ exclusiveMinimum: 0, maximum: 2_000 }),
    /** After this many hours the score for time has fallen to 1/e. */
    tauHours: Type.Number({ exclusiveMinimum: 0 }),
    /** Score for type where two categories differ and their group is one. */
    sameParent: Share,
    /** A person is asked from here on. */
    suggestAt: Share,
    /** A machine's signal joins an event by itself from here on. */
    attachAt: Share,
    /** Window for signals that nobody has classified. */
    windowHoursUnclassified: Type.Number({ exclusiveMinimum: 0 }),
    /** Most signals of a neighbourhood that one new signal is compared with, latest first. */
    candidates: Type.Integer({ minimum: 1, maximum: 10_000 }),
    /** Words are counted over so many days; a word of fewer signals counts as of one, and is not kept. */
    words: closed({ days: Type.Integer({ minimum: 1 }), atLeast: Type.Integer({ minimum: 2 }) }),
  }),
);
export type DuplicateFacts = Static<(typeof duplicateFacts)['schema']>;
