import { type Bilingual, departmentsFile } from '#kernel';

import { dataFacts } from './facts.ts';
import type { DataContext } from './tables.ts';

/** A word of the profile that a description may use. */
export interface Term {
  readonly key: string;
  readonly title: Bilingual;
}

/** What a description may choose from, and the limits a load is held by. */
export interface Terms {
  readonly themes: Term[];
  readonly departments: Term[];
  readonly licences: Term[];
  readonly frequencies: Term[];
  /** Part of refused rows above which a load waits, 0 to 1. */
  readonly rejectShare: number;
  /** Population stability index above which a spread counts as moved. */
  readonly driftPsi: number;
}

/** The words of this jurisdiction for themes, departments, licences and frequencies. */
export function readTerms(context: DataContext): Terms {
  const { themes, licences, frequencies, rejectShare, driftPsi } = context.profile(dataFacts);
  const { departments } = context.profile(departmentsFile);
  const titled = (named: Readonly<Record<string, { title: Bilingual }>>) =>
    Object.entries(named).map(([key, { title }]) => ({ key, title }));
  return {
    themes: titled(themes),
    departments: departments.map(({ key, en, zh }) => ({ key, title: { en, zh } })),
    licences: titled(licences),
    frequencies: titled(frequencies),
    rejectShare,
    driftPsi,
  };
}
