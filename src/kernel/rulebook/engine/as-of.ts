import { errors } from '../errors.ts';
import type { CompiledRules } from './compile.ts';
import { type Explanation, explain, type Source } from './explain.ts';
import { decideSubject, type Outcome } from './outcome.ts';
import type { Subject, Value } from './rule-set.ts';

/** Something known about a subject: true from `validFrom` until `validTo`, believed from `recordedAt` until `supersededAt`. */
export interface Fact {
  readonly id: string;
  readonly field: string;
  readonly value: Value;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly recordedAt: Date;
  readonly supersededAt: Date | null;
  readonly dataset: string;
  readonly record: string | null;
}

/** A published version with the time it holds and when people could know it. */
export interface PublishedRules {
  readonly rules: CompiledRules;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly publishedAt: Date;
  /** An end that became known after publication, by a successor or a retirement. */
  readonly ended?: { readonly at: Date; readonly knownAt: Date };
}

/** What held at one time as far as it was known at another. */
export interface AsOf {
  readonly rules: CompiledRules;
  readonly subject: Subject;
  readonly sources: Readonly<Record<string, Source>>;
  readonly outcome: Outcome;
  /** The reasons, worked out only when asked for. */
  explain(): Explanation;
}

/**
 * Decides a subject as of `validAt`, with the facts and the rule version known at `knownAt`: what was recorded or published later
 * changes nothing.
 * @param versions all published versions of one rule set
 * @throws rulebook.noVersion, rulebook.ambiguousFact, rulebook.wrongInput, rulebook.moreThanOneHit
 */
export function evaluate(versions: readonly PublishedRules[], facts: readonly Fact[], validAt: Date, knownAt: Date): AsOf {
  const rules = versionAt(versions, validAt, knownAt);
  const { subject, sources } = subjectAsOf(facts, validAt, knownAt);
  return { rules, subject, sources, outcome: decideSubject(rules, subject), explain: () => explain(rules, subject, sources) };
}

/**
 * The version that held at `validAt` among those published by `knownAt`.
 * @throws rulebook.noVersion
 */
export function versionAt(versions: readonly PublishedRules[], validAt: Date, knownAt: Date): CompiledRules {
  const holding = versions.filter(
    (version) => version.publishedAt <= knownAt && holds(version.validFrom, endOf(version, knownAt), validAt),
  );
  const [latest] = holding.toSorted((one, other) => other.publishedAt.getTime() - one.publishedAt.getTime());
  if (!latest) throw errors.noVersion();
  return latest.rules;
}

/**
 * The inputs that held at `validAt` as believed at `knownAt`, each with its source.
 * @throws rulebook.ambiguousFact when two facts for one field hold together
 */
export function subjectAsOf(facts: readonly Fact[], validAt: Date, knownAt: Date): Pick<AsOf, 'subject' | 'sources'> {
  const subject: Record<string, Value> = {};
  const sources: Record<string, Source> = {};
  for (const { id, field, value, dataset, record, recordedAt, ...fact } of facts) {
    if (!holds(fact.validFrom, fact.validTo, validAt) || !holds(recordedAt, fact.supersededAt, knownAt)) continue;
    if (Object.hasOwn(sources, field)) throw errors.ambiguousFact({ field });
    subject[field] = value;
    sources[field] = { factId: id, dataset, record, observedAt: recordedAt };
  }
  return { subject, sources };
}

const endOf = ({ validTo, ended }: PublishedRules, knownAt: Date) => (ended && ended.knownAt <= knownAt ? ended.at : validTo);

const holds = (from: Date, to: Date | null, at: Date) => from <= at && (to === null || at < to);
