import { metresBetween, type Place } from './block.ts';
import type { DuplicateFacts } from './facts.ts';
import { likenessOf, type WordCounts } from './words.ts';

/** All that two signals are compared by. Who reported is not among it, and must never be. */
export interface Comparable {
  readonly at: Date;
  readonly place: Place | null;
  /** Leaf of the category tree with its group and its window; null when nobody has classified it. */
  readonly category: { readonly leaf: string; readonly group: string; readonly windowHours: number } | null;
  readonly words: readonly string[];
  readonly asset: string | null;
}

export type Component = keyof DuplicateFacts['weights'];

/** One reason for a score: its own score, what it weighs, and the measure behind it (metres, hours; null where the score says all). */
export interface ComponentScore {
  readonly component: Component;
  readonly score: number;
  readonly weight: number;
  readonly measure: number | null;
}

/** How likely two signals mean one thing, 0 to 1, with every component that was there to be compared. */
export interface Score {
  readonly score: number;
  readonly components: readonly ComponentScore[];
}

type Measured = Pick<ComponentScore, 'score' | 'measure'> | null;

/**
 * Compares two signals; null when they cannot mean one thing: another group of categories, or outside the window of the category.
 * The score is sum(w s) / sum(w) over the components that both signals have.
 */
export function scoreOf(one: Comparable, other: Comparable, facts: DuplicateFacts, counts: WordCounts): Score | null {
  if (differentGroups(one, other) || hoursBetween(one, other) > windowOf(one, other, facts)) return null;
  const measures: Record<Component, Measured> = {
    place: comparePlaces(one, other, facts),
    time: compareTimes(one, other, facts),
    type: compareTypes(one, other, facts),
    text: compareTexts(one, other, counts),
    asset: compareAssets(one, other),
  };
  const components = (Object.entries(measures) as [Component, Measured][]).flatMap(([component, measured]) =>
    measured ? [{ component, ...measured, weight: facts.weights[component].weight }] : [],
  );
  return { score: meanOf(components), components };
}

/** The shorter window of the two, so that comparing either way round gives one answer. */
function windowOf(one: Comparable, other: Comparable, facts: DuplicateFacts): number {
  const hours = ({ category }: Comparable) => category?.windowHours ?? facts.windowHoursUnclassified;
  return Math.min(hours(one), hours(other));
}

function differentGroups(one: Comparable, other: Comparable): boolean {
  return one.category !== null && other.category !== null && one.category.group !== other.category.group;
}

function comparePlaces(one: Comparable, other: Comparable, { radiusMetres }: DuplicateFacts): Measured {
  if (!one.place || !other.place) return null;
  const metres = metresBetween(one.place, other.place);
  return { score: Math.max(0, 1 - metres / radiusMetres), measure: metres };
}

function compareTimes(one: Comparable, other: Comparable, { tauHours }: DuplicateFacts): Measured {
  const hours = hoursBetween(one, other);
  return { score: Math.exp(-hours / tauHours), measure: hours };
}

function compareTypes(one: Comparable, other: Comparable, { sameParent }: DuplicateFacts): Measured {
  if (!one.category || !other.category) return null;
  return { score: one.category.leaf === other.category.leaf ? 1 : sameParent, measure: null };
}

function compareTexts(one: Comparable, other: Comparable, counts: WordCounts): Measured {
  if (one.words.length === 0 || other.words.length === 0) return null;
  return { score: likenessOf(one.words, other.words, counts), measure: null };
}

function compareAssets(one: Comparable, other: Comparable): Measured {
  if (one.asset === null || other.asset === null) return null;
  return { score: one.asset === other.asset ? 1 : 0, measure: null };
}

function hoursBetween(one: Comparable, other: Comparable): number {
  return Math.abs(one.at.getTime() - other.at.getTime()) / 3_600_000;
}

/** Rounded to a millionth, so that 0.7 reached by adding is 0.7. */
function meanOf(components: readonly ComponentScore[]): number {
  const weights = components.reduce((sum, { weight }) => sum + weight, 0);
  const total = components.reduce((sum, { weight, score }) => sum + weight * score, 0);
  return weights === 0 ? 0 : Math.round((total / weights) * 1e6) / 1e6;
}
