import { OTHER } from './log-line.ts';

/** Where a case is counted. */
export interface Cell {
  readonly category: string;
  readonly town: string;
}

const keyOf = ({ category, town }: Cell) => JSON.stringify([category, town]);

/**
 * Gives each case a cell that holds at least `smallest` cases. A small cell gives up its town, then its category instead, then both; when
 * the rest is still small, the smallest of the other cells join it, so that it cannot be worked out as what is missing from them.
 * @returns one cell a case, in order; null when all cases together are fewer, and nothing can be published
 */
export function coarsen(cells: readonly Cell[], smallest: number): Cell[] | null {
  if (cells.length < smallest) return null;
  const found: (Cell | null)[] = cells.map(() => null);
  for (const coarser of STEPS) {
    const wanted = cells.map((cell, at) => (found[at] ? null : coarser(cell)));
    const counts = countsOf(wanted);
    for (const [at, cell] of wanted.entries()) if (cell && (counts.get(keyOf(cell)) ?? 0) >= smallest) found[at] = cell;
  }
  return withRest(found, smallest);
}

const STEPS: readonly ((cell: Cell) => Cell)[] = [
  (cell) => cell,
  ({ category }) => ({ category, town: OTHER }),
  ({ town }) => ({ category: OTHER, town }),
];

const REST: Cell = { category: OTHER, town: OTHER };

function withRest(found: readonly (Cell | null)[], smallest: number): Cell[] {
  let rest = found.filter((cell) => cell === null).length;
  const joining = new Set<string>();
  const others = [...countsOf(found)].toSorted(([a, n], [b, m]) => n - m || (a < b ? -1 : 1));
  for (const [key, count] of others) {
    if (rest === 0 || rest >= smallest) break;
    joining.add(key);
    rest += count;
  }
  return found.map((cell) => (cell === null || joining.has(keyOf(cell)) ? REST : cell));
}

function countsOf(cells: readonly (Cell | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell) counts.set(keyOf(cell), (counts.get(keyOf(cell)) ?? 0) + 1);
  return counts;
}
