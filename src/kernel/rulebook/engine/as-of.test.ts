import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { sampleRuleSet } from '../testing/samples.ts';
import { evaluate, type Fact, type PublishedRules } from './as-of.ts';
import { compileRuleSet } from './compile.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));

const version = (limit: number, validFrom: number, validTo: number | null, publishedAt: number): PublishedRules => ({
  rules: compileRuleSet(
    sampleRuleSet([{ field: 'late', type: 'number' }], [['R1', { late: `> ${limit}` }, { status: 'late' }]], {
      version: `${limit}.0.0`,
      otherwise: { status: 'fine' },
    }),
  ),
  validFrom: day(validFrom),
  validTo: validTo === null ? null : day(validTo),
  publishedAt: day(publishedAt),
});

const fact = (id: string, value: number, valid: readonly [number, number | null], known: readonly [number, number | null]): Fact => ({
  id,
  field: 'late',
  value,
  validFrom: day(valid[0]),
  validTo: valid[1] === null ? null : day(valid[1]),
  recordedAt: day(known[0]),
  supersededAt: known[1] === null ? null : day(known[1]),
  dataset: 'reports',
  record: null,
});

const versions = [version(5, 0, 100, -10), version(20, 100, null, 50)];
const statusOf = (facts: readonly Fact[], validAt: number, knownAt: number) =>
  evaluate(versions, facts, day(validAt), day(knownAt)).outcome.outputs['status'];

describe('as of two times', () => {
  it('uses what held then, as it was known then', () => {
    const facts = [fact('wrong', 10, [0, null], [1, 30]), fact('right', 3, [0, null], [30, null])];
    assert.equal(statusOf(facts, 20, 20), 'late');
    assert.equal(statusOf(facts, 20, 30), 'fine', 'the correction of day 30 holds for day 20 as well');
    assert.equal(statusOf(facts, 20, 29), 'late');
  });
  it('uses the version that held on that day', () => {
    const facts = [fact('a', 10, [0, null], [0, null])];
    assert.equal(statusOf(facts, 99, 200), 'late');
    assert.equal(statusOf(facts, 100, 200), 'fine');
  });
  it('does not know a version before it is published', () =>
    assert.throws(() => statusOf([fact('a', 10, [0, null], [0, null])], 100, 49), { code: 'rulebook.noVersion' }));
  it('refuses two facts for one field that hold together', () =>
    assert.throws(() => statusOf([fact('a', 1, [0, null], [0, null]), fact('b', 2, [0, null], [0, null])], 1, 1), {
      code: 'rulebook.ambiguousFact',
    }));
  it('names the facts it rests on', () => {
    const { rows } = evaluate(versions, [fact('a', 10, [0, null], [0, null])], day(1), day(1)).explain();
    assert.equal(rows[0]?.cells[0]?.source?.factId, 'a');
  });
  it('is not changed by facts recorded later', () => {
    const times = fc.integer({ min: 0, max: 60 });
    const later = fc.array(
      fc.record({ value: times, from: times, length: fc.integer({ min: 1, max: 30 }), after: fc.integer({ min: 1, max: 50 }) }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(times, times, times, later, (value, validAt, knownAt, additions) => {
        const known = [fact('a', value, [0, null], [0, null])];
        const more = additions.map(({ value: other, from, length, after }, i) =>
          fact(`later-${i}`, other, [from, from + length], [knownAt + after, null]),
        );
        assert.equal(statusOf([...known, ...more], validAt, knownAt), statusOf(known, validAt, knownAt));
      }),
    );
  });
});
