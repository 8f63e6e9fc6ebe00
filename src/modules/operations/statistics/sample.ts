import { sha256 } from './export.ts';

/** A part of a whole. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** Who was drawn, and what everybody may see of it. */
export interface Sample {
  /** Codes drawn, in the order of their ranks. */
  readonly codes: readonly string[];
  /** SHA-256 of `seed:code` of every case of the population, ascending; the first `drawn` are drawn. */
  readonly ranks: readonly string[];
  readonly drawn: number;
}

/** Draws a share of the codes, rounded up, by a seed that nobody chose. */
export function drawSample(codes: readonly string[], seed: string, { numerator, denominator }: Share): Sample {
  const ranked = codes.map((code) => ({ code, rank: rankOf(seed, code) })).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  const drawn = Math.min(codes.length, Math.ceil((codes.length * numerator) / denominator));
  return { codes: ranked.slice(0, drawn).map(({ code }) => code), ranks: ranked.map(({ rank }) => rank), drawn };
}

/** Where a case stands in a draw: whoever knows its code can look it up in the published ranks. */
export function rankOf(seed: string, code: string): string {
  return sha256(`${seed}:${code}`);
}
