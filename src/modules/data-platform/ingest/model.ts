import { type Static, Type } from 'typebox';

const closed = <Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields) => Type.Object(fields, { additionalProperties: false });
const literals = <const Values extends readonly string[]>(values: Values) => Type.Unsafe<Values[number]>({ type: 'string', enum: values });

/** Encodings we can tell apart. GB18030 contains GBK and GB2312. */
export const Encoding = literals(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252']);
export type Encoding = Static<typeof Encoding>;

/** How a CSV file is written, and where its rows begin. */
export const Dialect = closed({
  encoding: Encoding,
  delimiter: literals([',', ';', '\t', '|']),
  quote: Type.Union([Type.Literal('"'), Type.Literal("'"), Type.Null()]),
  newline: literals(['lf', 'cr']),
  /** Line of the header, 1-based; 0 when there is none. */
  headerLine: Type.Integer({ minimum: 0 }),
  /** Line of the first record, 1-based. */
  firstLine: Type.Integer({ minimum: 1 }),
});
export type Dialect = Static<typeof Dialect>;

export const SourceKind = literals(['csv', 'ndjson', 'json', 'parquet', 'xlsx']);
export type SourceKind = Static<typeof SourceKind>;

export const FieldType = literals(['text', 'integer', 'decimal', 'boolean', 'date', 'datetime']);
export type FieldType = Static<typeof FieldType>;

/** One field of a dataset: where its values come from and what they must be. Each constraint is a rule that rejects the row. */
export const Field = closed({
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f"]+$' }),
  /** Names of the source column, the first that exists wins; the field's own name unless said. */
  source: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 50 })),
  type: FieldType,
  /** Digits of a decimal in all (1-38), and after the point. */
  precision: Type.Optional(Type.Integer({ minimum: 1, maximum: 38 })),
  scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 38 })),
  /** More digits after the point than `scale`: `reject` the row, or `round` half away from zero. */
  excess: Type.Optional(literals(['reject', 'round'])),
  /** Of numbers: `plain` (default; `-1234.56`) or `grouped` (`£1,234.56`, `(1,234.56)`). Of dates: see `dateFormats`. */
  format: Type.Optional(Type.String({ maxLength: 40 })),
  /** Texts that mean "no value" beside the empty one. */
  missing: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 })),
  required: Type.Optional(Type.Boolean()),
  unique: Type.Optional(Type.Boolean()),
  min: Type.Optional(Type.String({ maxLength: 60 })),
  max: Type.Optional(Type.String({ maxLength: 60 })),
  /** Regular expression (RE2) that the whole text must match. */
  pattern: Type.Optional(Type.String({ maxLength: 1000 })),
  codes: Type.Optional(Type.Array(Type.String({ maxLength: 400 }), { minItems: 1, maxItems: 10_000 })),
});
export type Field = Static<typeof Field>;

export const Severity = literals(['reject', 'fail', 'warn']);
export type Severity = Static<typeof Severity>;

export const Dimension = literals(['completeness', 'validity', 'uniqueness', 'consistency', 'timeliness']);
export type Dimension = Static<typeof Dimension>;

const ruleParts = {
  id: Type.String({ minLength: 1, maxLength: 200 }),
  severity: Severity,
  weight: Type.Optional(Type.Number({ minimum: 0, maximum: 1000 })),
};
const fieldRule = { ...ruleParts, field: Type.String({ maxLength: 100 }) };
const wholeRule = { ...ruleParts, severity: literals(['fail', 'warn']) };

/** A rule as data. Missing values pass every rule but `notNull`. */
export const Rule = Type.Union([
  closed({ ...fieldRule, kind: Type.Literal('notNull') }),
  closed({
    ...ruleParts,
    kind: Type.Literal('unique'),
    fields: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 16 }),
  }),
  closed({
    ...fieldRule,
    kind: Type.Literal('range'),
    min: Type.Optional(Type.String({ maxLength: 60 })),
    max: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  closed({ ...fieldRule, kind: Type.Literal('pattern'), pattern: Type.String({ maxLength: 1000 }) }),
  closed({
    ...fieldRule,
    kind: Type.Literal('codes'),
    codes: Type.Array(Type.String({ maxLength: 400 }), { minItems: 1, maxItems: 10_000 }),
  }),
  closed({
    ...fieldRule,
    kind: Type.Literal('reference'),
    dataset: Type.String({ maxLength: 200 }),
    /** Field of that dataset; the one of the same name unless said. */
    column: Type.Optional(Type.String({ maxLength: 100 })),
    /** What the dataset holds; whoever starts a load fills it in. */
    values: Type.Optional(Type.Array(Type.String(), { maxItems: 2_000_000 })),
  }),
  closed({ ...ruleParts, kind: Type.Literal('expression'), expression: Type.String({ minLength: 1, maxLength: 2000 }) }),
  /** The newest value is at most so many days before the load. */
  closed({
    ...wholeRule,
    kind: Type.Literal('freshness'),
    field: Type.String({ maxLength: 100 }),
    maxAgeDays: Type.Number({ minimum: 0 }),
  }),
  /** Rows in all, and their change against the version before, as a share (0.5 = half more or half fewer). */
  closed({
    ...wholeRule,
    kind: Type.Literal('rowCount'),
    min: Type.Optional(Type.Integer({ minimum: 0 })),
    max: Type.Optional(Type.Integer({ minimum: 0 })),
    maxChangeShare: Type.Optional(Type.Number({ minimum: 0 })),
  }),
]);
export type Rule = Static<typeof Rule>;

/** One file to load. What is not said is found out. */
export interface SourceFile {
  readonly path: string;
  /** What to call it in manifest and rejects; the file's own name unless said. */
  readonly name?: string;
  readonly dialect?: Dialect;
}

/** What a rule found. */
export interface RuleResult {
  readonly id: string;
  readonly kind: Rule['kind'] | 'type' | 'structure';
  readonly field: string | null;
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly weight: number;
  readonly checked: number;
  readonly failed: number;
}

/** Quality in figures: each score is the weighted share of passed checks, 0 to 1; null where nothing was checked. */
export interface Scorecard {
  readonly score: number | null;
  readonly dimensions: Readonly<Record<Dimension, number | null>>;
  readonly rules: readonly RuleResult[];
}

/** How the values of one field are spread, for reading and for the drift alarm. */
export interface FieldProfile {
  readonly name: string;
  readonly type: string;
  readonly nulls: number;
  /** Estimate with about 2% error (HyperLogLog). */
  readonly distinct: number;
  readonly min: string | null;
  readonly max: string | null;
  /** Cells a spreadsheet would run as a formula. */
  readonly formulas: number;
  /** What the buckets of `histogram` are: values, text lengths, quarter octaves (powers of 2^0.25) or months. */
  readonly buckets: 'values' | 'lengths' | 'octaves' | 'months';
  /** Counts by bucket, without missing values. */
  readonly histogram: Readonly<Record<string, number>>;
}

/** One source file as it was read. */
export interface SourceResult {
  readonly name: string;
  readonly kind: SourceKind;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: Encoding | null;
  readonly read: number;
  /** Columns of the file, as they are called after empty and double names were replaced. */
  readonly columns: readonly string[];
  /** Columns no field takes. */
  readonly unused: readonly string[];
}

/** One file of a version. */
export interface VersionFile {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
}

/** All that a version is. Its SHA-256 in RFC 8785 form names the version, so it holds no time and no path. */
export interface Manifest {
  readonly format: 'maplebridge-version/1';
  readonly schema: readonly Field[];
  /** Hash of fields and rules. */
  readonly schemaHash: string;
  /** Hash over the source files' hashes, in their order. */
  readonly sourceHash: string;
  readonly sources: readonly SourceResult[];
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number };
  readonly files: readonly VersionFile[];
  readonly rejects: VersionFile | null;
  readonly scorecard: Scorecard;
  readonly profile: readonly FieldProfile[];
}

/** One rejected row. */
export interface Reject {
  readonly file: string;
  /** Line of the row in the file (element or row number in JSON documents, workbooks and Parquet). */
  readonly line: number;
  /** First field at fault, or null when the whole row is. */
  readonly field: string | null;
  /** First rule at fault. */
  readonly rule: string;
  /** All rules at fault. */
  readonly faults: readonly string[];
  readonly raw: string;
  /** The bytes, when they are no valid UTF-8. */
  readonly rawBase64?: string;
  /** Length of the row in bytes, when `raw` was cut. */
  readonly rawBytes?: number;
}
