import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { randomRuleSet, randomSubject } from '../testing/random-rules.ts';
import { sampleRuleSet } from '../testing/samples.ts';
import { packColumns, subjectAt } from './columns.ts';
import { compileRuleSet } from './compile.ts';
import { rowsOf, without } from './mask.ts';
import { comparable, matches } from './matches.ts';

const words = (rows: number) =>
  sampleRuleSet(
    [{ field: 'x', type: 'number' }],
    Array.from({ length: rows }, (_, i) => [`R${i}`, { x: `>= ${i}` }, { row: i }] as const),
  );

describe('the compiled table', () => {
  it('keeps row 32 unsigned, so that the mask never turns negative', () => {
    const mask = compileRuleSet(words(32)).hits({ x: 100 });
    assert.equal(mask, 0xffffffff);
    assert.equal(rowsOf(mask).length, 32);
  });

  it('goes on in words of 32 from row 33 up to row 1,024', () => {
    for (const rows of [33, 64, 65, 1024]) {
      const mask = compileRuleSet(words(rows)).hits({ x: rows - 1 });
      assert.ok(mask instanceof Uint32Array);
      assert.equal(mask.length, Math.ceil(rows / 32));
      assert.deepEqual(
        rowsOf(mask),
        Array.from({ length: rows }, (_, i) => i),
      );
      assert.deepEqual(
        rowsOf(compileRuleSet(words(rows)).hits({ x: 32 })),
        Array.from({ length: 33 }, (_, i) => i),
      );
    }
  });

  it('hits what reading the cells one by one hits', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (seed, subjectSeed) => {
        const rules = compileRuleSet(randomRuleSet(seed, 40));
        const subject = randomSubject(rules.set, subjectSeed);
        const values = rules.set.inputs.map(({ field, type }) => comparable(subject[field], type));
        const plain = rules.rows.flatMap(({ tests }, row) => (tests.every((test, at) => matches(test, values[at])) ? [row] : []));
        assert.deepEqual(rowsOf(rules.hits(subject)), plain);
      }),
      { numRuns: 2000 },
    );
  });

  it('hits the same rows in columns, under every reading of missing values', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 80 }), (seed, length) => {
        const rules = compileRuleSet(randomRuleSet(seed, 40));
        const subjects = Array.from({ length }, (_, i) => randomSubject(rules.set, seed + i, true));
        const columns = packColumns(rules.set.inputs, subjects);
        for (const reading of ['as-is', 'certain', 'possible'] as const) {
          const hitsAt = rules.over(columns, reading);
          assert.deepEqual(
            subjects.map((_, i) => hitsAt(i)),
            subjects.map((subject) => rules.read[reading](subject)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives subjects back from columns as they went in', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { inputs } = randomRuleSet(seed, 1);
        const subjects = Array.from({ length: 40 }, (_, i) => randomSubject(randomRuleSet(seed, 1), seed + i, true));
        const columns = packColumns(inputs, subjects);
        const whole = subjects.map((subject) => Object.fromEntries(inputs.map(({ field }) => [field, subject[field] ?? null])));
        assert.deepEqual(
          subjects.map((_, i) => subjectAt(columns, i)),
          whole,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('leaves open exactly the rows that depend on a missing compulsory value', () => {
    const inputs = [
      { field: 'x', type: 'number', nullable: false },
      { field: 'y', type: 'number', nullable: false },
    ] as const;
    const rules = compileRuleSet(
      sampleRuleSet(inputs, [
        ['R1', { x: '!= 5' }, { r: 1 }],
        ['R2', { x: '> 5', y: '> 0' }, { r: 2 }],
        ['R3', { y: '> 0' }, { r: 3 }],
        ['R4', { x: '1', y: '< 0' }, { r: 4 }],
      ]),
    );
    const certain = rules.read.certain({ x: null, y: 1 });
    assert.deepEqual(rowsOf(certain), [2]);
    assert.deepEqual(rowsOf(without(rules.read.possible({ x: null, y: 1 }), certain)), [0, 1]);
    assert.deepEqual(rowsOf(rules.hits({ x: null, y: 1 })), [0, 2], 'as ZEN reads it, != hits null');
  });

  it('treats quotes, backslashes and line separators in texts as text', () => {
    for (const text of ['"', "'); throw 1; ('", '`', '\u2028', '*/']) {
      const cell = text.includes('"') ? `'${text}'` : `"${text}"`;
      if (cell.slice(1, -1).includes(cell[0] as string)) continue;
      const { hits } = compileRuleSet(sampleRuleSet([{ field: 's', type: 'string' }], [['R1', { s: cell }, { r: 1 }]]));
      assert.equal(hits({ s: text }), 1);
      assert.equal(hits({ s: 'other' }), 0);
    }
  });

  it('refuses columns of another type and values that do not fit', () => {
    const rules = compileRuleSet(words(1));
    assert.throws(() => rules.over(packColumns([{ field: 'x', type: 'string' }], [{ x: '1' }])), { code: 'rulebook.noColumn' });
    assert.throws(() => packColumns(rules.set.inputs, [{ x: '1' }]), { code: 'rulebook.wrongInput' });
    assert.throws(() => packColumns([{ field: 'd', type: 'date' }], [{ d: '2024-02-30' }]), { code: 'rulebook.wrongInput' });
  });
});
