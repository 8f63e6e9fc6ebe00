import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { randomRuleSet, randomSubject } from '../testing/random-rules.ts';
import { sampleRuleSet } from '../testing/samples.ts';
import { packColumns } from './columns.ts';
import { type CompiledRules, compileRuleSet } from './compile.ts';
import { derive } from './derive.ts';
import { decideSubject, keyOf } from './outcome.ts';
import type { RuleSet, Subject } from './rule-set.ts';
import { whatIf } from './what-if.ts';

const INPUTS = [
  { field: 'score', type: 'number' },
  { field: 'trade', type: 'string' },
] as const;
const bands = (limit: number) =>
  compileRuleSet(
    sampleRuleSet(INPUTS, [
      ['low', { score: `<= ${limit}` }, { band: 'low' }],
      ['high', { score: `> ${limit}` }, { band: 'high' }],
    ]),
  );
const people = Array.from({ length: 1000 }, (_, i) => ({ score: i % 100, trade: ['food', 'metal', null][i % 3] ?? null }));
const columns = packColumns(INPUTS, people);

describe('what if', () => {
  const report = whatIf({ before: bands(49), after: bands(59), columns, output: 'band', groupBy: 'trade', seed: 7 });

  it('counts who moves from where to where', () => {
    assert.equal(report.changed, 100);
    assert.deepEqual(
      report.matrix.toSorted((a, b) => b.count - a.count),
      [
        { from: 'low', to: 'low', count: 500 },
        { from: 'high', to: 'high', count: 400 },
        { from: 'high', to: 'low', count: 100 },
      ],
    );
  });
  it('counts by row before and after, and by group with those who have none', () => {
    assert.deepEqual(report.rows, [
      { id: 'low', before: 500, after: 600 },
      { id: 'high', before: 500, after: 400 },
    ]);
    assert.deepEqual(
      report.groups.map(({ group }) => group),
      ['food', 'metal', ''],
    );
    assert.equal(
      report.groups.reduce((sum, { changed }) => sum + changed, 0),
      100,
    );
    assert.equal(
      report.groups.reduce((sum, { rows }) => sum + (rows['low'] ?? 0), 0),
      600,
    );
  });
  it('draws 100 changed subjects, the same for the same seed, others for another', () => {
    const wide = (seed: number) =>
      whatIf({ before: bands(9), after: bands(89), columns, output: 'band', seed }).sample.map(({ name }) => name);
    assert.equal(new Set(wide(7)).size, 100);
    assert.deepEqual(wide(7), wide(7));
    assert.notDeepEqual(wide(7), wide(8));
    for (const { subject, from, to } of report.sample)
      assert.deepEqual([from, to, Number(subject['score']) > 49 && Number(subject['score']) < 60], ['high', 'low', true]);
  });
  it('agrees with deciding every subject alone, for random tables with unknown rows', () => {
    const asMax = (set: RuleSet) =>
      compileRuleSet({
        ...set,
        reduce: { row: { by: 'max', order: Array.from({ length: 99 }, (_, i) => `R${i + 1}`) } },
        otherwise: { row: 'R99' },
      });
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(8, 20, 50), (seed, rows) => {
        const before = asMax(randomRuleSet(seed, rows));
        const after = asMax({
          ...before.set,
          rows: before.set.rows.slice(1).concat({ ...(before.set.rows[0] as RuleSet['rows'][0]), id: 'R98' }),
        });
        const subjects = Array.from({ length: 60 }, (_, i) => randomSubject(before.set, seed + i, true));
        const packed = packColumns(before.set.inputs, subjects);
        assert.deepEqual(counted(whatIf({ before, after, columns: packed, output: 'row' }).matrix), byHand(before, after, subjects));
        const { outcomes, numbers } = derive(before, packed);
        assert.deepEqual(
          Array.from(numbers, (number) => outcomes[number]),
          subjects.map((subject) => decideSubject(before, subject)),
        );
      }),
      { numRuns: 200 },
    );
  });
  it('refuses an output or a group that is not there', () => {
    assert.throws(() => whatIf({ before: bands(1), after: bands(2), columns, output: 'colour' }), { code: 'rulebook.noOutput' });
    assert.throws(() => whatIf({ before: bands(1), after: bands(2), columns, output: 'band', groupBy: 'score' }), {
      code: 'rulebook.noColumn',
    });
  });
});

function byHand(before: CompiledRules, after: CompiledRules, subjects: readonly Subject[]): Record<string, number> {
  const matrix: { from: string; to: string; count: number }[] = [];
  const band = (rules: CompiledRules, subject: Subject) => keyOf(decideSubject(rules, subject).outputs['row'] ?? null);
  for (const subject of subjects) matrix.push({ from: band(before, subject), to: band(after, subject), count: 1 });
  return counted(matrix);
}

function counted(matrix: readonly { from: string; to: string; count: number }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { from, to, count } of matrix.toSorted((a, b) => `${a.from}>${a.to}`.localeCompare(`${b.from}>${b.to}`)))
    counts[`${from}>${to}`] = (counts[`${from}>${to}`] ?? 0) + count;
  return counts;
}
