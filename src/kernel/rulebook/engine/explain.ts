import type { Bilingual } from '../../core/index.ts';
import type { CompiledRules } from './compile.ts';
import { type Change, nearestClearing } from './counterfactual.ts';
import { decideSubject, lacksCompulsory, type Outcome } from './outcome.ts';
import type { RuleRow, RuleSet, Subject, Value } from './rule-set.ts';

/** Where an input comes from. */
export interface Source {
  readonly factId: string;
  readonly dataset: string;
  /** Record in that data set. */
  readonly record: string | null;
  readonly observedAt: Date;
}

/** Why one cell holds, and what would change it. */
export interface CellReason {
  readonly field: string;
  readonly title: Bilingual;
  readonly test: string;
  readonly value: Value;
  readonly source: Source | null;
  /** The nearest value with which the row no longer hits, and the outputs that would hold then. */
  readonly clearing: { readonly to: Value; readonly outputs: Outcome['outputs'] } | null;
}

/** Why one row hits. */
export interface RowReason {
  readonly id: string;
  readonly version: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  /** Outputs that rest on this row. */
  readonly decides: readonly string[];
  readonly legalBasis: RuleSet['legalBasis'];
  readonly repairPath: RuleRow['repairPath'];
  readonly cells: readonly CellReason[];
}

/** A row that cannot be judged; a steward should complete the inputs. */
export interface OpenRow {
  readonly id: string;
  readonly title: Bilingual;
  readonly missing: readonly { readonly field: string; readonly title: Bilingual; readonly dataset: string }[];
}

/** A decision with all its reasons. */
export interface Explanation {
  readonly identifier: string;
  readonly version: string;
  readonly outputs: Outcome['outputs'];
  /** False when a compulsory input is missing. */
  readonly complete: boolean;
  readonly rows: readonly RowReason[];
  readonly unknown: readonly OpenRow[];
  /** Changes that together take every deciding row away, and what would hold then; confirmed by deciding again. */
  readonly remedy: { readonly changes: readonly Change[]; readonly outputs: Outcome['outputs'] } | null;
  readonly noticePeriod: number;
  readonly contact: Bilingual;
  readonly appeal: Bilingual;
}

/**
 * Explains what a rule set says about a subject.
 * @param sources where each input comes from, by field
 * @throws rulebook.wrongInput, rulebook.moreThanOneHit
 */
export function explain(rules: CompiledRules, subject: Subject, sources: Readonly<Record<string, Source>> = {}): Explanation {
  const { set } = rules;
  const outcome = decideSubject(rules, subject);
  return {
    identifier: set.identifier,
    version: set.version,
    outputs: outcome.outputs,
    complete: !lacksCompulsory(set, subject),
    rows: outcome.hits.map((row) => reasonOf(rules, subject, row, outcome, sources)),
    unknown: outcome.unknown.map((row) => openRow(rules, subject, row)),
    remedy: remedyOf(rules, subject, outcome),
    noticePeriod: set.noticePeriod,
    contact: set.contact,
    appeal: set.appeal,
  };
}

const testedColumns = ({ rows }: CompiledRules, row: number) =>
  (rows[row]?.tests ?? []).flatMap(({ kind }, column) => (kind === 'any' ? [] : [column]));

function reasonOf(
  rules: CompiledRules,
  subject: Subject,
  row: number,
  outcome: Outcome,
  sources: Readonly<Record<string, Source>>,
): RowReason {
  const { set } = rules;
  const { id, title, text, legalBasis, repairPath } = set.rows[row] as RuleRow;
  return {
    id,
    version: set.version,
    title,
    text,
    decides: Object.keys(outcome.deciding).filter((field) => outcome.deciding[field]?.includes(row)),
    legalBasis: legalBasis.length > 0 ? legalBasis : set.legalBasis,
    repairPath,
    cells: testedColumns(rules, row).map((column) => cellReason(rules, subject, row, column, sources)),
  };
}

function cellReason(
  rules: CompiledRules,
  subject: Subject,
  row: number,
  column: number,
  sources: Readonly<Record<string, Source>>,
): CellReason {
  const { field, title } = rules.set.inputs[column] as RuleSet['inputs'][number];
  const clearing = nearestClearing(rules, subject, row, column);
  return {
    field,
    title,
    test: rules.set.rows[row]?.cells[field] ?? '',
    value: subject[field] ?? null,
    source: sources[field] ?? null,
    clearing: clearing && { to: clearing.change.to, outputs: clearing.outcome.outputs },
  };
}

function openRow(rules: CompiledRules, subject: Subject, row: number): OpenRow {
  const { id, title } = rules.set.rows[row] as RuleRow;
  const missing = testedColumns(rules, row)
    .map((column) => rules.set.inputs[column] as RuleSet['inputs'][number])
    .filter((input) => !input.nullable && (subject[input.field] ?? null) === null);
  return { id, title, missing: missing.map(({ field, title, dataset }) => ({ field, title, dataset })) };
}

/** Clears deciding rows one after the other, each where one cell suffices, until none of the first ones is left. */
function remedyOf(rules: CompiledRules, subject: Subject, outcome: Outcome): Explanation['remedy'] {
  const deciding = new Set(Object.values(outcome.deciding).flat());
  if (deciding.size === 0) return null;
  let changed = subject;
  const changes = new Map<string, Change>();
  for (const row of deciding) {
    if (!decideSubject(rules, changed).hits.includes(row)) continue;
    const clearing = testedColumns(rules, row)
      .map((column) => nearestClearing(rules, changed, row, column))
      .find((found) => found !== null);
    if (!clearing) return null;
    const { field, to } = clearing.change;
    changed = { ...changed, [field]: to };
    changes.set(field, { field, from: subject[field] ?? null, to });
  }
  const after = decideSubject(rules, changed);
  return after.hits.some((row) => deciding.has(row)) ? null : { changes: [...changes.values()], outputs: after.outputs };
}
