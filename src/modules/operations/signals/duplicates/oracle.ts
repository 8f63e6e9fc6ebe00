import type { DuplicateFacts } from './facts.ts';
import type { Comparable } from './score.ts';
import type { WordCounts } from './words.ts';

/**
 * The score as the specification writes it, slowly and by other means: places as vectors on a sphere, dense vectors over all words.
 * Tests hold the product's own against it.
 */
export function oracleScore(a: Comparable, b: Comparable, facts: DuplicateFacts, counts: WordCounts): number | null {
  const hours = Math.abs(Number(a.at) - Number(b.at)) / 1000 / 60 / 60;
  const windows = [a, b].map((one) => (one.category ? one.category.windowHours : facts.windowHoursUnclassified));
  if (windows.some((window) => hours > window)) return null;
  if (a.category && b.category && a.category.leaf.split('.')[0] !== b.category.leaf.split('.')[0]) return null;
  let over = 0;
  let under = 0;
  const add = (weight: number, score: number) => {
    over += weight * score;
    under += weight;
  };
  if (a.place && b.place) {
    const metres = 6_371_008.8 * angleBetween(vector(a.place), vector(b.place));
    add(facts.weights.place.weight, metres >= facts.radiusMetres ? 0 : (facts.radiusMetres - metres) / facts.radiusMetres);
  }
  add(facts.weights.time.weight, Math.E ** (-hours / facts.tauHours));
  if (a.category && b.category) add(facts.weights.type.weight, a.category.leaf === b.category.leaf ? 1 : facts.sameParent);
  if (a.words.length > 0 && b.words.length > 0) add(facts.weights.text.weight, cosine(a.words, b.words, counts));
  if (a.asset !== null && b.asset !== null) add(facts.weights.asset.weight, Number(a.asset === b.asset));
  return over / under;
}

function cosine(a: readonly string[], b: readonly string[], counts: WordCounts): number {
  const all = [...new Set([...a, ...b])];
  const idf = (word: string) => 1 + Math.log((counts.signals + 1) / (Math.min(counts.signals, counts.with.get(word) ?? 1) + 1));
  const dense = (words: readonly string[]) => all.map((word) => words.filter((each) => each === word).length * idf(word));
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  const [x, y] = [dense(a), dense(b)];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

function vector({ lng, lat }: { lng: number; lat: number }): [number, number, number] {
  const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** By the chord, for the arc cosine of nearly 1 loses the metres. */
function angleBetween(a: readonly number[], b: readonly number[]): number {
  return 2 * Math.asin(Math.hypot(...a.map((value, at) => value - (b[at] ?? 0))) / 2);
}
