import type { Static } from 'typebox';
import { Type } from 'typebox';

import { type Bilingual, departmentName, departmentsFile, profileFile } from '#kernel';

import { type DataFacts, dataFacts } from '../facts.ts';
import type { DataContext } from '../tables.ts';

/** Where people reach the district when a dataset raises a question. */
export const hotlineFile = profileFile('district', Type.Object({ hotline: Type.String() }));

/** What the whole catalogue is written with: facts of the jurisdiction and the addresses of its things. */
export interface Site {
  readonly facts: DataFacts;
  readonly hotline: Static<(typeof hotlineFile)['schema']>['hotline'];
  departmentOf(key: string): Bilingual;
  /** Absolute address of a path, such as `/data/catalog`. */
  at(path: `/${string}`): string;
}

/** @param publicUrl where people reach the platform; null before the operator said it, so the profile's base names the things */
export function siteOf(context: DataContext, publicUrl: string | null): Site {
  const facts = context.profile(dataFacts);
  const departments = context.profile(departmentsFile);
  const base = (publicUrl ?? facts.baseIri).replace(/\/+$/, '');
  return {
    facts,
    hotline: context.profile(hotlineFile).hotline,
    departmentOf: (key) => departmentName(departments, key),
    at: (path) => `${base}${path}`,
  };
}
