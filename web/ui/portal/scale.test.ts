import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { apart, niceStep, spread, ticks } from './scale.ts';

const amount = fc.oneof(
  fc.integer({ min: -1e9, max: 1e9 }),
  fc.integer({ min: -100_000, max: 100_000 }).map((value) => value / 1000),
);
const amounts = fc.array(amount, { minLength: 1, maxLength: 50 });

test('an axis starts at zero, holds every value, and has round marks at equal distances', () => {
  fc.assert(
    fc.property(amounts, (values) => {
      const marks = ticks(values);
      assert.ok(marks.length >= 2 && marks.length <= 8, `${marks.length} marks`);
      assert.ok(marks.some((mark) => mark === 0));
      assert.ok((marks[0] ?? 0) <= Math.min(...values) && (marks.at(-1) ?? 0) >= Math.max(...values));
      const steps = marks.slice(1).map((mark, index) => mark - (marks[index] ?? 0));
      for (const step of steps) assert.ok(Math.abs(step - (steps[0] ?? 0)) <= Math.abs(step) * 1e-6);
    }),
  );
});

test('a step is 1, 2 or 5 times a power of ten', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (span) => {
      const step = niceStep(span, 4);
      const lead = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
      assert.ok(
        [1, 2, 5, 10].some((factor) => Math.abs(lead - factor) < 1e-6),
        `${step}`,
      );
    }),
  );
  assert.equal(niceStep(0, 4), 1);
});

test('labels beside line ends never cover each other and keep their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 4 }), (positions) => {
      const placed = apart(positions, 18, 300);
      const order = positions.map((_, index) => index).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
      for (const [at, index] of order.entries()) {
        assert.ok((placed[index] ?? 0) <= 300);
        const before = order[at - 1];
        if (before !== undefined && positions[before] !== positions[index]) assert.ok((placed[index] ?? 0) - (placed[before] ?? 0) >= 18);
      }
      const sorted = placed.toSorted((a, b) => a - b);
      for (const [at, value] of sorted.entries()) if (at > 0) assert.ok(value - (sorted[at - 1] ?? 0) >= 18);
    }),
  );
});

test('of many labels the first and the last are shown', () => {
  assert.deepEqual(spread(3, 6), [0, 1, 2]);
  assert.deepEqual(spread(24, 3), [0, 12, 23]);
});
