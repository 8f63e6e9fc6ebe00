/**
 * The shape of a Merkle tree by RFC 9162, section 2.1: which subtrees a root, an inclusion proof and a consistency proof consist of.
 * Pure and without any import, so that browsers, servers and tests share it. Sizes go up to 2^53 leaves.
 */

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array<ArrayBuffer>;

/** Hashes an inner node from its two children. */
export type HashPair = (left: Hash, right: Hash) => Hash;

/** Leaves from `start` up to but not including `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A complete subtree of 2^level leaves that begins at leaf index * 2^level. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The right edge of a growing tree: its size and its complete subtrees, largest first. */
export interface Frontier {
  size: number;
  readonly peaks: Hash[];
}

/**
 * The spans whose roots prove that leaf `index` is in the tree of `size` leaves, from the leaf up (RFC 9162, 2.1.3.1).
 * @throws RangeError unless 0 <= index < size
 */
export function inclusionSpans(index: number, size: number): Span[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const spans: Span[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    spans.push(index < middle ? { start: middle, end } : { start, end: middle });
    if (index < middle) end = middle;
    else start = middle;
  }
  return spans.reverse();
}

/**
 * The spans whose roots prove that the tree of `to` leaves extends the tree of `from` leaves (RFC 9162, 2.1.4.1).
 * @throws RangeError unless 0 < from <= to
 */
export function consistencySpans(from: number, to: number): Span[] {
  if (!isCount(from) || !isCount(to) || from < 1 || from > to) throw new RangeError(`no tree of ${from} within a tree of ${to}`);
  const spans: Span[] = [];
  let [start, end] = [0, to];
  while (end !== from) {
    const middle = start + splitOf(end - start);
    spans.push(from <= middle ? { start: middle, end } : { start, end: middle });
    if (from <= middle) end = middle;
    else start = middle;
  }
  if (start > 0) spans.push({ start, end });
  return spans.reverse();
}

/** The complete subtrees that make up a span of a tree, from left to right. */
export function subtreesOf({ start, end }: Span): Subtree[] {
  const subtrees: Subtree[] = [];
  let at = start;
  while (at < end) {
    let [level, width] = [0, 1];
    while (width * 2 <= end - at) [level, width] = [level + 1, width * 2];
    subtrees.push({ level, index: at / width });
    at += width;
  }
  return subtrees;
}

/** The root over complete subtrees given from left to right; there must be at least one. */
export function rootOf(peaks: readonly Hash[], hashPair: HashPair): Hash {
  const last = peaks.at(-1);
  if (!last) throw new RangeError('an empty tree has no subtrees');
  return peaks.slice(0, -1).reduceRight((right, left) => hashPair(left, right), last);
}

/** Adds one leaf to the frontier, and tells each inner node that it completes. */
export function grow(frontier: Frontier, leaf: Hash, hashPair: HashPair, completed: (node: Subtree, hash: Hash) => void): void {
  let [hash, level, index] = [leaf, 0, frontier.size];
  while (index % 2 === 1) {
    const left = frontier.peaks.pop();
    if (!left) throw new RangeError('the frontier lacks a subtree');
    [hash, level, index] = [hashPair(left, hash), level + 1, Math.floor(index / 2)];
    completed({ level, index }, hash);
  }
  frontier.peaks.push(hash);
  frontier.size += 1;
}

/** The largest power of two below `count`. */
function splitOf(count: number): number {
  let width = 1;
  while (width * 2 < count) width *= 2;
  return width;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
