import { errors } from '../errors.ts';
import { type CompiledRules, compileRuleSet } from './compile.ts';
import { type Mask, rowsOf, without } from './mask.ts';
import { comparable } from './matches.ts';
import type { OutputValue, RuleSet, Subject } from './rule-set.ts';

/** What a rule set says about one subject. */
export interface Outcome {
  /** By output field; null where it cannot be told for want of a compulsory input. */
  readonly outputs: Readonly<Record<string, OutputValue | null>>;
  /** By output field, the rows that the value rests on; empty when it is what holds without a hit. */
  readonly deciding: Readonly<Record<string, readonly number[]>>;
  readonly hits: readonly number[];
  /** Rows that a missing compulsory input leaves open. They never make an outcome worse. */
  readonly unknown: readonly number[];
}

/**
 * Decides one subject.
 * @throws rulebook.wrongInput, rulebook.moreThanOneHit
 */
export function decideSubject(rules: CompiledRules, subject: Subject): Outcome {
  checkInputs(rules.set, subject);
  if (!lacksCompulsory(rules.set, subject)) return outcomeOf(rules.set, rules.hits(subject), null);
  const certain = rules.read.certain(subject);
  return outcomeOf(rules.set, certain, without(rules.read.possible(subject), certain));
}

/**
 * Reduces the rows that hit to one value an output.
 * @throws rulebook.moreThanOneHit
 */
export function outcomeOf(set: RuleSet, hitMask: Mask, unknownMask: Mask | null): Outcome {
  const hits = rowsOf(hitMask);
  const unknown = unknownMask === null ? [] : rowsOf(unknownMask);
  const settled = set.outputs.map(({ field }) => [field, settle(set, field, hits, unknown)] as const);
  return {
    outputs: Object.fromEntries(settled.map(([field, { value }]) => [field, value])),
    deciding: Object.fromEntries(settled.map(([field, { rows }]) => [field, rows])),
    hits,
    unknown,
  };
}

/** Whether an input that may not be null is missing. */
export function lacksCompulsory(set: RuleSet, subject: Subject): boolean {
  return set.inputs.some(({ field, nullable }) => !nullable && (subject[field] ?? null) === null);
}

/** Checks that every example of a rule set comes out as written. @returns the examples that do not, with what came out */
export function failingExamples(
  set: RuleSet,
): readonly { readonly example: NonNullable<RuleSet['examples']>[number]; readonly found: Outcome['outputs'] }[] {
  const rules = compileRuleSet(set);
  return (set.examples ?? [])
    .map((example) => ({ example, found: decideSubject(rules, example.subject).outputs }))
    .filter(({ example, found }) => Object.entries(example.outcome).some(([field, value]) => !sameValue(found[field], value)));
}

/** Whether two outputs are the same; lists are compared as sets. */
export function sameValue(one: OutputValue | null | undefined, other: OutputValue | null | undefined): boolean {
  return keyOf(one ?? null) === keyOf(other ?? null);
}

/** An output as text, for tables and comparison. */
export function keyOf(value: OutputValue | null): string {
  return Array.isArray(value) ? [...value].sort().join(' + ') || '∅' : String(value ?? 'unknown');
}

interface Settled {
  readonly value: OutputValue | null;
  readonly rows: readonly number[];
}

function settle(set: RuleSet, field: string, hits: readonly number[], unknown: readonly number[]): Settled {
  if (set.hitPolicy === 'first') return settleFirst(set, field, hits, unknown);
  const reduction = set.reduce[field];
  if (reduction?.by === 'unique') return settleUnique(set, field, hits, unknown);
  if (reduction?.by === 'union') return settleUnion(set, field, hits);
  return settleHighest(set, field, hits, reduction?.order ?? []);
}

const outputOf = (set: RuleSet, row: number, field: string) => set.rows[row]?.outputs[field] ?? null;

const otherwise = (set: RuleSet, field: string): Settled => ({ value: set.otherwise[field] ?? null, rows: [] });

/** An open row before the first hit might have decided instead, so nothing can be said. */
function settleFirst(set: RuleSet, field: string, [hit]: readonly number[], [open]: readonly number[]): Settled {
  if (open !== undefined && (hit === undefined || open < hit)) return { value: null, rows: [] };
  return hit === undefined ? otherwise(set, field) : { value: outputOf(set, hit, field), rows: [hit] };
}

function settleUnique(set: RuleSet, field: string, hits: readonly number[], unknown: readonly number[]): Settled {
  const [hit, second] = hits;
  if (second !== undefined) throw errors.moreThanOneHit({ rows: hits.map((row) => set.rows[row]?.id).join(', ') });
  if (hit !== undefined) return { value: outputOf(set, hit, field), rows: [hit] };
  return unknown.length > 0 ? { value: null, rows: [] } : otherwise(set, field);
}

function settleUnion(set: RuleSet, field: string, hits: readonly number[]): Settled {
  const members = hits.flatMap((row) => outputOf(set, row, field) as string[]);
  const base = otherwise(set, field).value;
  return {
    value: [...new Set([...(Array.isArray(base) ? base : []), ...members])].sort(),
    rows: hits.filter((row) => (outputOf(set, row, field) as string[]).length > 0),
  };
}

function settleHighest(set: RuleSet, field: string, hits: readonly number[], order: readonly string[]): Settled {
  const rank = (value: OutputValue | null) => order.indexOf(String(value));
  const base = otherwise(set, field);
  const highest = Math.max(rank(base.value), ...hits.map((row) => rank(outputOf(set, row, field))));
  const rows = hits.filter((row) => rank(outputOf(set, row, field)) === highest);
  return rows.length > 0 ? { value: outputOf(set, rows[0] as number, field), rows } : base;
}

function checkInputs(set: RuleSet, subject: Subject): void {
  for (const { field, type } of set.inputs) {
    if (comparable(subject[field], type) === undefined) throw errors.wrongInput({ field, type });
  }
}
