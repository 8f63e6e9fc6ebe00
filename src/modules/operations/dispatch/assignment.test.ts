import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';
import { munkres } from 'munkres';

import { type CostMatrix, solveAssignment } from './assignment.ts';

const matrix = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom(3, 20, 1000))
  .chain(([rows, more, largest]) => {
    const columns = rows + more;
    const costs = fc.array(fc.integer({ min: 0, max: largest }), { minLength: rows * columns, maxLength: rows * columns });
    return costs.map((list): CostMatrix => ({ rows, columns, costs: Float64Array.from(list) }));
  });

describe('the assignment', () => {
  it('is the cheapest of all there are', () => {
    fc.assert(
      fc.property(matrix, (of) => {
        assert.equal(solveAssignment(of).total, cheapest(of));
      }),
      { numRuns: 1500 },
    );
  });

  it('gives each row one column and no column twice', () => {
    fc.assert(
      fc.property(matrix, (of) => {
        const { columnOf, total } = solveAssignment(of);
        assert.equal(new Set(columnOf).size, of.rows);
        assert.equal(
          total,
          columnOf.reduce((sum, column, row) => sum + (of.costs[row * of.columns + column] ?? Number.NaN), 0),
        );
      }),
    );
  });

  it('costs what munkres finds, also where many pairs cost the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.constantFrom(5, 50, 10_000), (seed, largest) => {
        const of = drawn(seed, 24, 40, largest);
        const rows = Array.from({ length: of.rows }, (_, row) => [...of.costs.subarray(row * of.columns, (row + 1) * of.columns)]);
        const expected = munkres(rows).reduce((sum, [row, column]) => sum + (rows[row]?.[column] ?? Number.NaN), 0);
        assert.equal(solveAssignment(of).total, expected);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses more rows than columns', () => {
    assert.throws(() => solveAssignment({ rows: 2, columns: 1, costs: new Float64Array(2) }), RangeError);
  });
});

describe('forbidding a row some columns', () => {
  it('finds what a whole new solution would cost, and leaves the assignment as it was', () => {
    fc.assert(
      fc.property(matrix, fc.nat(), fc.nat(), (of, anyRow, mask) => {
        const row = anyRow % of.rows;
        const solved = solveAssignment(of);
        const before = [...solved.columnOf];
        const forbidden = (column: number) => column === solved.columnOf[row] || (mask >> column) % 2 === 1;
        const found = solved.reroute(row, forbidden);
        const expected = cheapest(of, (r, column) => r === row && forbidden(column));
        assert.equal(solved.total + (found?.added ?? Number.POSITIVE_INFINITY), expected);
        assert.deepEqual([...solved.columnOf], before);
        if (found) assert.equal(costAfter(of, solved.columnOf, row, found), expected);
      }),
      { numRuns: 3000 },
    );
  });
});

/** Tries every way to give rows their columns. */
function cheapest({ rows, columns, costs }: CostMatrix, forbidden: (row: number, column: number) => boolean = () => false): number {
  const used = new Set<number>();
  const from = (row: number): number => {
    if (row === rows) return 0;
    let best = Number.POSITIVE_INFINITY;
    for (let column = 0; column < columns; column += 1) {
      if (used.has(column) || forbidden(row, column)) continue;
      used.add(column);
      best = Math.min(best, (costs[row * columns + column] ?? 0) + from(row + 1));
      used.delete(column);
    }
    return best;
  };
  return from(0);
}

/** The cost once the moves that were reported are made; no column may be used twice. */
function costAfter(
  { columns, costs }: CostMatrix,
  columnOf: Int32Array,
  row: number,
  { column, moved }: { column: number; moved: readonly { row: number; column: number }[] },
): number {
  const after = [...columnOf];
  after[row] = column;
  for (const move of moved) after[move.row] = move.column;
  assert.equal(new Set(after).size, after.length);
  return after.reduce((sum, chosen, index) => sum + (costs[index * columns + chosen] ?? Number.NaN), 0);
}

function drawn(seed: number, rows: number, columns: number, largest: number): CostMatrix {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * largest);
  };
  return { rows, columns, costs: Float64Array.from({ length: rows * columns }, next) };
}
