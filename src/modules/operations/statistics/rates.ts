/** A share of something that is named. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  /** The count that is the denominator. */
  readonly of: string;
  /** The quotient to four places, rounded half to even; null when there is nothing to divide by. */
  readonly value: string | null;
}

/** How long something took, in open seconds. */
export interface Spread {
  readonly count: number;
  /** Median and ninth decile by nearest rank; null without any. */
  readonly median: number | null;
  readonly p90: number | null;
}

/** A rate by integer arithmetic, so that everybody gets the same digits. */
export function rateOf(numerator: number, denominator: number, of: string): Rate {
  return { numerator, denominator, of, value: denominator === 0 ? null : quotient(BigInt(numerator), BigInt(denominator)) };
}

const PLACES = 4;

function quotient(numerator: bigint, denominator: bigint): string {
  const scaled = numerator * 10n ** BigInt(PLACES);
  const [down, rest] = [scaled / denominator, (scaled % denominator) * 2n];
  const up = rest > denominator || (rest === denominator && down % 2n === 1n);
  const digits = String(down + (up ? 1n : 0n)).padStart(PLACES + 1, '0');
  return `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}

/** Median and ninth decile by nearest rank: the smallest value with at least that share at or below it. */
export function spreadOf(seconds: readonly number[]): Spread {
  const sorted = seconds.toSorted((a, b) => a - b);
  return { count: sorted.length, median: nearestRank(sorted, 50), p90: nearestRank(sorted, 90) };
}

function nearestRank(sorted: readonly number[], percent: number): number | null {
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null;
}
