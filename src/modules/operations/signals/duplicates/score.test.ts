import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { openProfile } from '#kernel';

import { cellOf, cellsAround, metresBetween } from './block.ts';
import { duplicateFacts } from './facts.ts';
import { oracleScore } from './oracle.ts';
import { type Comparable, scoreOf } from './score.ts';
import { likenessOf, wordsOf } from './words.ts';

const facts = openProfile(new URL('../../../../../profiles/zhejiang/', import.meta.url))(duplicateFacts);
const NONE = { signals: 0, with: new Map<string, number>() };
const START = Date.UTC(2026, 10, 23);

const words = fc.array(fc.constantFrom('路灯', '不亮', 'lamp', 'dark', 'capp', 'st', '16th', 'fire'), { maxLength: 8 });
const category = fc.constantFrom(
  { leaf: 'roads.streetlight', group: 'roads', windowHours: 168 },
  { leaf: 'roads.pothole', group: 'roads', windowHours: 168 },
  { leaf: 'roads.manhole', group: 'roads', windowHours: 24 },
  { leaf: 'fire.building', group: 'fire', windowHours: 2 },
);
const comparable: fc.Arbitrary<Comparable> = fc.record({
  at: fc.integer({ min: 0, max: 60 * 36 }).map((minutes) => new Date(START + minutes * 60_000)),
  place: fc.option(
    fc.record({
      lng: fc.double({ min: 120.62, max: 120.624, noNaN: true }),
      lat: fc.double({ min: 29.93, max: 29.933, noNaN: true }),
    }),
  ),
  category: fc.option(category),
  words,
  asset: fc.option(fc.constantFrom('LAMP-1', 'LAMP-2')),
});
const counts = fc.record({
  signals: fc.integer({ min: 0, max: 5_000 }),
  with: fc.array(fc.tuple(fc.constantFrom('路灯', 'lamp', 'fire'), fc.integer({ min: 5, max: 4_000 }))).map((pairs) => new Map(pairs)),
});

test('the score is what a slow calculation written from the rule gives, whatever is missing', () => {
  let compared = 0;
  fc.assert(
    fc.property(comparable, comparable, counts, (one, other, known) => {
      const expected = oracleScore(one, other, facts, known);
      const found = scoreOf(one, other, facts, known);
      if (expected === null || found === null) return assert.equal(found, expected);
      compared += 1;
      assert.ok(Math.abs(found.score - expected) < 1e-6, `${found.score} is not ${expected}`);
    }),
    { numRuns: 3_000 },
  );
  assert.ok(compared > 500, 'enough pairs could be compared at all');
});

test('comparing either way round gives one score between 0 and 1', () => {
  fc.assert(
    fc.property(comparable, comparable, (one, other) => {
      const [there, back] = [scoreOf(one, other, facts, NONE), scoreOf(other, one, facts, NONE)];
      assert.equal(there?.score, back?.score);
      if (there) assert.ok(there.score >= 0 && there.score <= 1);
    }),
  );
});

test('who reported is no part of a score: another reporter changes nothing, and no component speaks of them', () => {
  const reporter = fc.record({ reporterId: fc.uuid(), name: fc.string(), phone: fc.string() });
  fc.assert(
    fc.property(comparable, comparable, reporter, reporter, (one, other, first, second) => {
      const anonymous = scoreOf(one, other, facts, NONE);
      assert.deepEqual(scoreOf({ ...one, ...first }, { ...other, ...first }, facts, NONE), anonymous);
      assert.deepEqual(scoreOf({ ...one, ...first }, { ...other, ...second }, facts, NONE), anonymous);
    }),
  );
  assert.deepEqual(Object.keys(facts.weights), ['place', 'time', 'type', 'text', 'asset']);
});

test('the components shown add up to the score', () => {
  fc.assert(
    fc.property(comparable, comparable, (one, other) => {
      const found = scoreOf(one, other, facts, NONE);
      if (!found) return;
      const total = found.components.reduce((sum, { score, weight }) => sum + score * weight, 0);
      const weights = found.components.reduce((sum, { weight }) => sum + weight, 0);
      assert.ok(Math.abs(total / weights - found.score) <= 5e-7);
    }),
  );
});

test('places within the radius always lie in the cells that are searched, whatever the radius, at sea and far north', () => {
  const place = fc.record({ lng: fc.double({ min: -179, max: 179, noNaN: true }), lat: fc.double({ min: -75, max: 75, noNaN: true }) });
  const around = fc.record({
    angle: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    radius: fc.constantFrom(150, 150, 300, 700, 1_500),
  });
  fc.assert(
    fc.property(place, around, (from, { angle, share, radius }) => {
      const step = (share * radius) / 111_320;
      const to = {
        lat: from.lat + step * Math.sin(angle),
        lng: from.lng + (step * Math.cos(angle)) / Math.cos((from.lat * Math.PI) / 180),
      };
      fc.pre(metresBetween(from, to) <= radius);
      assert.ok(cellsAround(from, radius).includes(cellOf(to)));
    }),
    { numRuns: 2_000 },
  );
});

test('a Chinese and an English text are cut into words, and a rare word in common counts more than a common one', () => {
  assert.deepEqual(wordsOf('古桥街道路灯不亮，Lamp No. 16TH！'), ['古桥', '街道', '路', '灯不亮', 'lamp', 'no', '16th']);
  const known = { signals: 1_000, with: new Map([['路灯', 900]]) };
  const common = likenessOf(['路灯', 'a'], ['路灯', 'b'], known);
  const rare = likenessOf(['丝厂', 'a'], ['丝厂', 'b'], known);
  assert.ok(rare > common);
  assert.ok(Math.abs(likenessOf(['灯', '灯', 'x'], ['x', '灯', '灯'], known) - 1) < 1e-12);
});
