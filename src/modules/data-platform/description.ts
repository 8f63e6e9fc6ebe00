import { type Static, Type } from 'typebox';

import { BilingualText, closed, nullable, text } from '#kernel';

import { Field, Rule } from './ingest/index.ts';

/** Who may see: everybody, those with a granted reason, or nobody outside. */
export const AccessClass = Type.Enum(['public', 'conditional', 'restricted']);
export type AccessClass = Static<typeof AccessClass>;

const words = closed({ en: text(300), zh: text(300) });
const prose = closed({ en: text(5_000), zh: text(5_000) });

/** One column of a dataset as people know it, and as the ingest engine checks it. */
export const FieldDescription = closed({
  title: words,
  definition: prose,
  unit: Type.Optional(nullable(words)),
  class: AccessClass,
  /** Where it differs from the dataset's. */
  legalBasis: Type.Optional(nullable(prose)),
  personal: Type.Boolean(),
  /** Names of coded values, for people. */
  codeTitles: Type.Optional(Type.Record(Type.String(), BilingualText)),
  spec: Field,
});
export type FieldDescription = Static<typeof FieldDescription>;

/** The picture on a dataset's page: one value over another, perhaps one line or bar a group. */
export const Chart = closed({
  kind: Type.Enum(['line', 'bar']),
  x: Type.String({ maxLength: 100 }),
  y: Type.String({ maxLength: 100 }),
  by: Type.Optional(Type.String({ maxLength: 100 })),
  aggregate: Type.Enum(['sum', 'mean', 'median', 'count']),
  title: words,
});
export type Chart = Static<typeof Chart>;

/** The two words are addresses of the console's own pages. */
const Key = Type.String({ pattern: '^(?!(?:new|loads|catalog)$)[a-z0-9][a-z0-9-]{1,62}$' });

/** All that must be said of a dataset before anything is loaded into it. */
export const DatasetDescription = closed({
  key: Key,
  title: words,
  description: prose,
  theme: Type.String({ maxLength: 60 }),
  keywords: Type.Array(text(60), { maxItems: 30 }),
  /** Key of a department in the profile. */
  department: Type.String({ maxLength: 60 }),
  /** How often it is renewed: a key of `frequencies` in the profile. */
  updateFrequency: Type.String({ maxLength: 40 }),
  /** Key of a licence in the profile. */
  licence: Type.String({ maxLength: 40 }),
  legalBasis: prose,
  shareClass: AccessClass,
  openClass: AccessClass,
  retentionDays: nullable(Type.Integer({ minimum: 1 })),
  fields: Type.Array(FieldDescription, { minItems: 1, maxItems: 2_000 }),
  rules: Type.Array(Rule, { maxItems: 500 }),
  chart: Type.Optional(nullable(Chart)),
});
export type DatasetDescription = Static<typeof DatasetDescription>;
