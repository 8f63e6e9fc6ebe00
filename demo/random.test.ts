import assert from 'node:assert/strict';
import { test } from 'node:test';

import { drawer, randomStream } from './random.ts';

const draw = (seed: number, name: string, count: number) => {
  const random = randomStream(seed, name);
  return Array.from({ length: count }, () => random.unit());
};

test('a stream depends on its seed and its name and on nothing else', () => {
  assert.deepEqual(draw(1, 'a', 50), draw(1, 'a', 50));
  assert.notDeepEqual(draw(1, 'a', 50), draw(2, 'a', 50));
  assert.notDeepEqual(draw(1, 'a', 50), draw(1, 'b', 50));
});

test('numbers fill [0, 1) evenly: chi-square over 100 buckets stays under its 99.9% quantile', () => {
  const buckets = new Array<number>(100).fill(0);
  for (const unit of draw(7, 'even', 100_000)) {
    assert.ok(unit >= 0 && unit < 1);
    buckets[Math.floor(unit * 100)] = (buckets[Math.floor(unit * 100)] ?? 0) + 1;
  }
  const chiSquare = buckets.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  assert.ok(chiSquare < 148.2, `chi-square ${chiSquare}`);
});

test('weights, bounds and shapes of the distributions hold', () => {
  const random = randomStream(3, 'shapes');
  const many = <Item>(make: () => Item) => Array.from({ length: 20_000 }, make);
  const wins = many(() => random.weighted([1, 3], (item) => item)).filter((item) => item === 3).length;
  assert.ok(Math.abs(wins / 20_000 - 0.75) < 0.015);
  assert.deepEqual([...new Set(many(() => random.between(2, 5)))].sort(), [2, 3, 4, 5]);
  const pareto = many(() => random.pareto(10, 1.5)).sort((a, b) => a - b);
  assert.ok((pareto[0] ?? 0) >= 10);
  assert.ok(Math.abs((pareto[10_000] ?? 0) / (10 * 2 ** (1 / 1.5)) - 1) < 0.03, 'median of a Pareto is minimum × 2^(1/alpha)');
  const logs = many(() => Math.log(random.logNormal(100, 0.5)));
  assert.ok(Math.abs(logs.reduce((sum, log) => sum + log, 0) / 20_000 - Math.log(100)) < 0.02);
});

test('a drawer gives each item once and then says that nothing is left', () => {
  const next = drawer(randomStream(1, 'drawer'), ['a', 'b', 'c']);
  assert.deepEqual([next(), next(), next()].sort(), ['a', 'b', 'c']);
  assert.throws(next, /nothing is left/);
});
