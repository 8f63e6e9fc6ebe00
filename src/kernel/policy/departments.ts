import { type Static, Type } from 'typebox';

import { type Bilingual, closed, profileFile } from '../core/index.ts';

const Department = closed({
  key: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
  zh: Type.String(),
  en: Type.String(),
  /** The short name officials use, in Chinese. */
  short: Type.String(),
});

/** Departments of the district government. */
export const departmentsFile = profileFile('departments', closed({ source: Type.String(), departments: Type.Array(Department) }));

/** A department's name; a key that the profile does not know is shown as it is. */
export function departmentName(data: Static<(typeof departmentsFile)['schema']>, key: string): Bilingual {
  const found = data.departments.find((department) => department.key === key);
  return found ? { zh: found.zh, en: found.en } : { zh: key, en: key };
}
