import type { FieldProfile } from './model.ts';

const BINS = 10;
/** Stands for an empty bin, whose logarithm would be infinite. */
const FLOOR = 1e-4;

type Spread = Pick<FieldProfile, 'buckets' | 'histogram'>;

/** How alike two names are, 0 to 1: by their words, or by the letters that would have to change. */
export function nameSimilarity(left: string, right: string): number {
  const [a, b] = [fold(left), fold(right)];
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  const letters = longest === 0 ? 0 : 1 - editDistance(a, b) / longest;
  return Math.max(letters, sharedWords(left, right));
}

/** How far two profiles overlap, 0 to 1: the sum of the smaller share in each bucket. */
export function profileOverlap(left: Spread, right: Spread): number {
  if (left.buckets !== right.buckets) return 0;
  const [all, others] = [total(left), total(right)];
  if (all === 0 || others === 0) return all === others ? 1 : 0;
  const shares = Object.entries(left.histogram).map(([bucket, count]) => Math.min(count / all, (right.histogram[bucket] ?? 0) / others));
  return shares.reduce((sum, share) => sum + share, 0);
}

/**
 * Population stability index: Σ (q − p) · ln(q / p) over bins that hold about a tenth of the earlier values each.
 * @returns null when the two cannot be compared
 */
export function stabilityIndex(before: Spread, after: Spread): number | null {
  const [all, others] = [total(before), total(after)];
  if (before.buckets !== after.buckets || all === 0 || others === 0) return null;
  return binsOf(before, after).reduce((sum, [p, q]) => sum + term(p / all, q / others), 0);
}

function term(before: number, after: number): number {
  const [p, q] = [Math.max(before, FLOOR), Math.max(after, FLOOR)];
  return (q - p) * Math.log(q / p);
}

/** Ordered buckets are joined until each bin holds a tenth of the earlier values; single values are bins of their own, with the rare ones together. */
function binsOf(before: Spread, after: Spread): [number, number][] {
  const names = [...new Set([...Object.keys(before.histogram), ...Object.keys(after.histogram)])];
  const count = (spread: Spread, name: string) => (Object.hasOwn(spread.histogram, name) ? (spread.histogram[name] ?? 0) : 0);
  const ordered =
    before.buckets === 'values'
      ? names.sort((left, right) => count(before, right) - count(before, left))
      : names.sort((left, right) => Number(left) - Number(right));
  const most = total(before) / BINS;
  const bins: [number, number][] = [];
  let open: [number, number] = [0, 0];
  for (const name of ordered) {
    open = [open[0] + count(before, name), open[1] + count(after, name)];
    if (open[0] < most && !(before.buckets === 'values' && bins.length < BINS * 2)) continue;
    bins.push(open);
    open = [0, 0];
  }
  return open[0] + open[1] > 0 ? [...bins, open] : bins;
}

function total({ histogram }: Spread): number {
  return Object.values(histogram).reduce((sum, count) => sum + count, 0);
}

function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

function sharedWords(left: string, right: string): number {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 0 : shared / all;
}

function wordsOf(name: string): Set<string> {
  return new Set(
    name
      .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  );
}

/** Levenshtein distance. */
function editDistance(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const here = [row];
    for (let column = 1; column <= right.length; column++) {
      const change = (above[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      here.push(Math.min(change, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above[right.length] ?? 0;
}
