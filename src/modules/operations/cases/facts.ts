import { type Calendar, type Context, calendarFile, departmentsFile, openCalendar } from '#kernel';

import { type PolicyFile, policiesFile } from '../policies/facts.ts';
import { categoriesOf } from '../signals/categories.ts';

/** What the profile says about cases, ready to use. */
export interface Facts {
  readonly policies: PolicyFile;
  readonly departments: ReadonlySet<string>;
  /** The category and its group; null when there is no such category. */
  pathOf(category: string): readonly string[] | null;
  calendar(name: string): Calendar;
}

/** Reads the profile's facts; each file is read and checked once by the kernel. */
export function factsOf({ profile }: Pick<Context<never>, 'profile'>): Facts {
  return {
    policies: profile(policiesFile),
    departments: new Set(profile(departmentsFile).departments.map(({ key }) => key)),
    pathOf: (category) => {
      const found = categoriesOf(profile).get(category);
      return found ? [found.key, found.group] : null;
    },
    calendar: (name) => openCalendar(profile(calendarFile), name),
  };
}
