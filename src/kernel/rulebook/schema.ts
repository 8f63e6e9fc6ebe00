import { Type } from 'typebox';

import { BilingualText, closed, Day, Instant, nullable, type Static } from '../core/index.ts';
import { Identifier, OutputValue, RuleSet, RuleSetState, Value, Version } from './engine/rule-set.ts';

const Count = Type.Integer({ minimum: 0 });

/** A what-if as it is kept with a version. The sample names subjects, so only stewards see it. */
export const Report = closed({
  /** Whom it was worked out on: subjects sent along, those a module keeps, or the examples of the rule set. */
  basis: Type.Enum(['sent', 'population', 'examples']),
  takenAt: Instant,
  /** Version compared with; null for the first one, which is compared with itself. */
  against: nullable(Version),
  subjects: Count,
  changed: Count,
  output: Type.String(),
  seed: Type.Integer(),
  matrix: Type.Array(closed({ from: Type.String(), to: Type.String(), count: Count })),
  rows: Type.Array(closed({ id: Type.String(), before: Count, after: Count })),
  groups: Type.Array(closed({ group: Type.String(), subjects: Count, changed: Count, rows: Type.Record(Type.String(), Count) })),
});
export type Report = Static<typeof Report>;

export const SampledReport = closed({
  ...Report.properties,
  /** Text columns that counts can be grouped by. */
  groupable: Type.Array(Type.String()),
  sample: Type.Array(closed({ name: Type.String(), from: Type.String(), to: Type.String(), subject: Type.Record(Type.String(), Value) })),
});
export type SampledReport = Static<typeof SampledReport>;

/** A rule set in the list, with its version in force or else its newest. */
export const SetSummary = closed({
  identifier: Identifier,
  version: Version,
  state: RuleSetState,
  title: BilingualText,
  text: BilingualText,
  rows: Count,
  validFrom: Day,
  endsOn: nullable(Day),
  publishedAt: nullable(Instant),
  versions: Count,
});
export type SetSummary = Static<typeof SetSummary>;

/** A version in the history of its rule set. */
export const VersionLine = closed({
  version: Version,
  state: RuleSetState,
  validFrom: Day,
  endsOn: nullable(Day),
  publishedAt: nullable(Instant),
});

const CellChange = closed({
  row: Type.String(),
  field: Type.String(),
  /** Null where a version does not have the row. */
  before: nullable(Type.String()),
  after: nullable(Type.String()),
});

/** One whole version. Who worked on it is for stewards; the ledger line proves the publication to everybody. */
export const VersionView = closed({
  ruleSet: RuleSet,
  endsOn: nullable(Day),
  digest: Type.String(),
  revision: Type.Integer(),
  changedAt: Instant,
  publishedAt: nullable(Instant),
  ledgerEntryId: nullable(Type.String()),
  report: nullable(Report),
  versions: Type.Array(VersionLine),
  /** Against the published version before it; null for the first. */
  changes: nullable(closed({ against: Version, cells: Type.Array(CellChange) })),
  people: nullable(closed({ author: Type.String(), proposer: nullable(Type.String()), approver: nullable(Type.String()) })),
});
export type VersionView = Static<typeof VersionView>;

const Outputs = Type.Record(Type.String(), nullable(OutputValue));
const Row = RuleSet.properties.rows.items;

/** An explanation on the wire. */
export const ExplanationView = closed({
  identifier: Identifier,
  version: Version,
  outputs: Outputs,
  complete: Type.Boolean(),
  rows: Type.Array(
    closed({
      id: Type.String(),
      version: Version,
      title: BilingualText,
      text: BilingualText,
      decides: Type.Array(Type.String()),
      legalBasis: Row.properties.legalBasis,
      repairPath: Row.properties.repairPath,
      cells: Type.Array(
        closed({
          field: Type.String(),
          title: BilingualText,
          test: Type.String(),
          value: Value,
          clearing: nullable(closed({ to: Value, outputs: Outputs })),
        }),
      ),
    }),
  ),
  unknown: Type.Array(
    closed({
      id: Type.String(),
      title: BilingualText,
      missing: Type.Array(closed({ field: Type.String(), title: BilingualText, dataset: Type.String() })),
    }),
  ),
  remedy: nullable(closed({ changes: Type.Array(closed({ field: Type.String(), from: Value, to: Value })), outputs: Outputs })),
  noticePeriod: Type.Integer(),
  contact: BilingualText,
  appeal: BilingualText,
});
