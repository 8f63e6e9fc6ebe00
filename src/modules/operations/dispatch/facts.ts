import { type Static, Type } from 'typebox';

import { closed, profileFile } from '#kernel';

const positive = Type.Number({ exclusiveMinimum: 0 });
const words = { zh: Type.String(), en: Type.String() };

const ShiftKind = closed({
  key: Type.String({ pattern: '^[a-z][a-z-]*$' }),
  ...words,
  /** Local time at which it begins, `HH:MM`. */
  from: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  hours: Type.Number({ exclusiveMinimum: 0, maximum: 24 }),
  night: Type.Boolean(),
});

/** Weights, skills, vehicles and rest rules of a jurisdiction: `profiles/<jurisdiction>/operations-dispatch.json`. */
export const dispatchFile = profileFile(
  'operations-dispatch',
  closed({
    /** Kept with every suggestion; change it with the figures. */
    version: Type.String(),
    source: closed(words),
    weights: closed({
      /** What one minute late counts, in minutes of travel. */
      lateness: positive,
      /** What each task a team already has counts, in minutes of travel. */
      load: Type.Number({ minimum: 0 }),
      /** What leaving a task open counts, times the weight of its priority. */
      open: positive,
      /** Weight of each priority; 1 is the most urgent. A priority that is not named weighs 1. */
      priorities: Type.Record(Type.String({ pattern: '^[1-9]$' }), positive),
    }),
    travel: closed({
      /** Speed of a team without a vehicle. */
      kmh: positive,
      /** Way by road over way as the crow flies. */
      detour: Type.Number({ minimum: 1 }),
      /** Counted where the place of the task or of the team is not known. */
      unknownMinutes: positive,
    }),
    /** A team's reported place counts as old after this. */
    placeOldAfterMinutes: positive,
    /** What teams can do; `vehicles` are the kinds of which at least one is needed. */
    skills: Type.Record(Type.String(), closed({ ...words, vehicles: Type.Array(Type.String()) })),
    vehicles: Type.Record(Type.String(), closed({ ...words, kmh: positive })),
    /** The skill that a department's task needs when nobody named one: the first line that fits, a leaf before its group. */
    skillsOfCategories: Type.Array(closed({ category: Type.String(), department: Type.String(), skill: Type.String() })),
    roster: closed({
      kinds: Type.Array(ShiftKind, { minItems: 1 }),
      restHours: Type.Number({ minimum: 0 }),
      hoursInSevenDays: positive,
      nightsInRow: Type.Integer({ minimum: 1 }),
      /** Nights of so many days before count when nights are spread. */
      nightMemoryDays: Type.Integer({ minimum: 0 }),
      longestDays: Type.Integer({ minimum: 1 }),
      /** What a missing person, a missing skill, one night and one hour of difference count when a roster is planned. */
      penalties: closed({ person: positive, skill: positive, nightSpread: positive, hourSpread: positive }),
      solver: closed({ gap: positive, seconds: positive }),
    }),
  }),
);

export type DispatchFacts = Static<(typeof dispatchFile)['schema']>;
export type ShiftKind = Static<typeof ShiftKind>;

/** The skill a task needs: the one it names, or that of its case's category for the department; null when any team will do. */
export function skillOf(
  { skillsOfCategories }: Pick<DispatchFacts, 'skillsOfCategories'>,
  { skill, category, department }: { readonly skill: string | null; readonly category: string; readonly department: string },
): string | null {
  const fits = skillsOfCategories.find(
    (line) => line.department === department && (line.category === category || category.startsWith(`${line.category}.`)),
  );
  return skill ?? fits?.skill ?? null;
}
