import { type Static, Type } from 'typebox';

import { type Bilingual, closed, Day, nullable, text } from '../../core/index.ts';

/** Words that people read, needed in both languages. */
export const Words = closed({ en: text(2000), zh: text(2000) });

/** A column name: a property in compiled code and in other engines, so their reserved words and every object's own names are refused. */
export const FieldName = Type.String({
  pattern:
    '^(?!(?:and|or|not|in|null|true|false|constructor|prototype|toString|toLocaleString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable)$)(?!__)[A-Za-z_][A-Za-z0-9_]{0,62}$',
});

const LegalBasis = closed({
  act: Words,
  article: Words,
  link: Type.Optional(Type.String({ format: 'uri', pattern: '^https?://', maxLength: 500 })),
});

const RepairPath = closed({ steps: Words, proof: Words, office: Words });

/** What a row may put out: a list holds members of a set, such as lost eligibilities. */
export const OutputValue = Type.Union([
  Type.String({ maxLength: 200 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 100 })),
]);

/** One value of an input; dates as `YYYY-MM-DD`. */
export const Value = Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean(), Type.Null()]);

const Label = closed({ value: Type.String({ maxLength: 200 }), title: Words });

const InputColumn = closed({
  field: FieldName,
  title: Words,
  type: Type.Enum(['number', 'string', 'boolean', 'date']),
  /** False makes the input compulsory: without it a row that tests it is unknown. */
  nullable: Type.Boolean(),
  /** Data set that the value comes from. */
  dataset: text(200),
  unit: Type.Optional(Words),
  /** How many of the number make one unit shown to people, such as 100 for fen shown as yuan; 1 unless said. */
  perUnit: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  /** Smallest change of a number that means something; 1 unless said. */
  step: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  /** Known values of a text column, with what people read. */
  values: Type.Optional(Type.Array(Label, { maxItems: 500 })),
});

const OutputColumn = closed({ field: FieldName, title: Words, values: Type.Optional(Type.Array(Label, { maxItems: 500 })) });

/** How `collect` turns many hits into one value: the highest of a declared order, the only hit, or all members together. */
const Reduction = Type.Union([
  closed({ by: Type.Literal('max'), order: Type.Array(Type.String(), { minItems: 1, maxItems: 100, uniqueItems: true }) }),
  closed({ by: Type.Literal('unique') }),
  closed({ by: Type.Literal('union') }),
]);

const Row = closed({
  id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' }),
  /** Unary test by input field; an absent field is not tested. */
  cells: Type.Record(FieldName, Type.String({ maxLength: 1000 })),
  outputs: Type.Record(FieldName, OutputValue),
  title: Words,
  text: Words,
  /** Empty means the basis of the whole set. */
  legalBasis: Type.Array(LegalBasis, { maxItems: 20 }),
  /** Null where there is nothing to repair. */
  repairPath: nullable(RepairPath),
});

const Subject = Type.Record(FieldName, Value);

/** A case the rule set must decide as written; it cannot be published otherwise. */
const Example = closed({ title: Words, subject: Subject, outcome: Type.Record(FieldName, nullable(OutputValue)) });

export const RuleSetState = Type.Enum(['draft', 'shadow', 'published', 'retired']);

/** Major.minor.patch, without labels. */
export const Version = Type.String({ pattern: '^(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})$' });

/** Lower-case Latin letters, digits and hyphens. */
export const Identifier = Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' });

/** A rule set without its rows: what stands under `x-rulebook` in a JDM file, where rows carry their words only. */
export const ruleSetFields = {
  identifier: Identifier,
  version: Version,
  state: RuleSetState,
  validFrom: Day,
  /** First day on which it no longer holds; null while open. */
  validTo: nullable(Day),
  title: Words,
  text: Words,
  legalBasis: Type.Array(LegalBasis, { minItems: 1, maxItems: 20 }),
  affectedFields: Type.Array(text(100), { maxItems: 100 }),
  inputs: Type.Array(InputColumn, { minItems: 1, maxItems: 100 }),
  outputs: Type.Array(OutputColumn, { minItems: 1, maxItems: 20 }),
  /** By output field; for `collect` each output needs one, for `first` there are none. */
  reduce: Type.Record(FieldName, Reduction),
  /** What holds when no row hits, by output field. */
  otherwise: Type.Record(FieldName, OutputValue),
  /** Working days between notice and effect of a worsening. */
  noticePeriod: Type.Integer({ minimum: 0, maximum: 365 }),
  contact: Words,
  appeal: Words,
  examples: Type.Optional(Type.Array(Example, { maxItems: 100 })),
};

/** The most rows a rule set may have. */
export const MAX_ROWS = 1024;

/** A whole rule set: one decision table with what people need to understand and contest it. */
export const RuleSet = closed({
  ...ruleSetFields,
  hitPolicy: Type.Enum(['first', 'collect']),
  rows: Type.Array(Row, { minItems: 1, maxItems: MAX_ROWS }),
});

export const rowWords = closed({
  title: Words,
  text: Words,
  legalBasis: Type.Array(LegalBasis, { maxItems: 20 }),
  repairPath: nullable(RepairPath),
});

export type RuleSet = Static<typeof RuleSet>;
export type InputColumn = Static<typeof InputColumn>;
export type OutputValue = Static<typeof OutputValue>;
export type Value = Static<typeof Value>;
export type RuleRow = Static<typeof Row>;

/** One subject's inputs by field; an absent field counts as null. */
export type Subject = Readonly<Record<string, Value | undefined>>;

/** Something wrong in a rule set, by row id and column field where it has a place. */
export interface Fault {
  readonly row: string | null;
  readonly column: string | null;
  readonly text: Bilingual;
}
