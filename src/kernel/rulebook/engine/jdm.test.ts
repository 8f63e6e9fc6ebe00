import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { DomainError } from '../../core/index.ts';
import { profileRuleSets } from '../testing/profile-rules.ts';
import { randomRuleSet } from '../testing/random-rules.ts';
import { zenDecision } from '../testing/zen.ts';
import { readJdm, writeJdm } from './jdm.ts';
import type { Fault } from './rule-set.ts';

const set = profileRuleSets().find(({ identifier }) => identifier === 'dataset-release');
assert.ok(set);

const changed = (
  change: (file: {
    nodes: { type: string; content: { rules: Record<string, unknown>[] } }[];
    edges: object[];
    'x-rulebook': Record<string, unknown>;
  }) => void,
) => {
  const file = structuredClone(writeJdm(set)) as Parameters<typeof change>[0];
  change(file);
  return file;
};

describe('a JDM file', () => {
  it('comes back as it was written', () => {
    for (const each of profileRuleSets()) assert.deepEqual(readJdm(JSON.parse(JSON.stringify(writeJdm(each)))), each);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = randomRuleSet(seed, 20);
        const cells = random.rows.map((row) => ({
          ...row,
          cells: Object.fromEntries(Object.entries(row.cells).filter(([, cell]) => cell !== '')),
        }));
        assert.deepEqual(readJdm(writeJdm(random)), { ...random, rows: cells });
      }),
      { numRuns: 100 },
    );
  });
  it('is understood by ZEN with its own outputs', async () => {
    const result = await zenDecision(set)({ rows: 0, missingColumns: 1, rejectedPerMille: 10, shrunkPercent: null, daysLate: null });
    assert.deepEqual(result, [{ verdict: 'hold' }, { verdict: 'hold' }, { verdict: 'warn' }]);
  });
  const refused: readonly (readonly [what: string, file: unknown, words: RegExp])[] = [
    ['nothing', null, /must be object/],
    ['a list', [], /must be object|required/],
    ['a file without our metadata', { ...writeJdm(set), 'x-rulebook': undefined }, /x-rulebook/],
    [
      'a second node',
      changed(({ nodes }) => nodes.push({ type: 'functionNode', content: { rules: [] }, ...{ id: 'f' } })),
      /not a JDM file of one decision table/,
    ],
    ['edges that lead elsewhere', changed(({ edges }) => edges.pop()), /not a JDM file/],
    [
      'an output that is an expression',
      changed(({ nodes }) => {
        (nodes[1]?.content.rules[0] as Record<string, unknown>)['verdict'] = 'x + 1';
      }),
      /x \+ 1 is not a written value/,
    ],
    [
      'a cell that is a number',
      changed(({ nodes }) => {
        (nodes[1]?.content.rules[0] as Record<string, unknown>)['rows'] = 5;
      }),
      /a cell must be text/,
    ],
    [
      'a row without words',
      changed((file) => {
        file['x-rulebook']['rows'] = {};
      }),
      /x-rulebook\.rows\.Q1/,
    ],
  ];
  for (const [what, file, words] of refused)
    it(`refuses ${what}`, () =>
      assert.throws(
        () => readJdm(file),
        (error) => error instanceof DomainError && (error.details['faults'] as Fault[]).some(({ text }) => words.test(text.en)),
      ));
});
