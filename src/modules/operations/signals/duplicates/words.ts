import { cutWords } from '#kernel';

/** In how many of how many signals a word was found. A word that is not listed was found in one. */
export interface WordCounts {
  readonly signals: number;
  readonly with: ReadonlyMap<string, number>;
}

/** Longest text that is cut; what comes after says little and costs time. */
const MAX_CHARACTERS = 2_000;

/** The words of a text, in order and with repeats: Chinese cut by jieba, Latin at what is neither letter nor digit; lower case. */
export function wordsOf(text: string): string[] {
  return cutWords(text.slice(0, MAX_CHARACTERS));
}

/**
 * Cosine of two texts as TF-IDF vectors, 0 to 1. Weight of a word: its count x (ln((1 + N) / (1 + n)) + 1), the smoothed form that stays
 * above zero for a word of every text. Without counts every word weighs the same.
 */
export function likenessOf(one: readonly string[], other: readonly string[], counts: WordCounts): number {
  const [a, b] = [vectorOf(one, counts), vectorOf(other, counts)];
  let product = 0;
  for (const [word, weight] of a) product += weight * (b.get(word) ?? 0);
  return product === 0 ? 0 : Math.min(1, product / (lengthOf(a) * lengthOf(b)));
}

function vectorOf(words: readonly string[], counts: WordCounts): Map<string, number> {
  const vector = new Map<string, number>();
  for (const word of words) vector.set(word, (vector.get(word) ?? 0) + 1);
  for (const [word, times] of vector) vector.set(word, times * rarity(word, counts));
  return vector;
}

function rarity(word: string, counts: WordCounts): number {
  const found = Math.min(counts.signals, counts.with.get(word) ?? 1);
  return Math.log((1 + counts.signals) / (1 + found)) + 1;
}

function lengthOf(vector: ReadonlyMap<string, number>): number {
  return Math.hypot(...vector.values());
}
