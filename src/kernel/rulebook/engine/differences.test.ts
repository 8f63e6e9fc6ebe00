import assert from 'node:assert/strict';
import { it } from 'node:test';

import { sampleRuleSet } from '../testing/samples.ts';
import { differences } from './differences.ts';

const inputs = [{ field: 'x', type: 'number' }] as const;

it('differences name changed cells and outputs, new rows and rows that went', () => {
  const before = sampleRuleSet(inputs, [
    ['R1', { x: '> 1' }, { s: 'a' }],
    ['R2', { x: '1' }, { s: 'b' }],
  ]);
  const after = sampleRuleSet(inputs, [
    ['R1', { x: '> 2' }, { s: 'c' }],
    ['R3', {}, { s: 'd' }],
  ]);
  assert.deepEqual(differences(before, after), [
    { row: 'R1', field: 'x', before: '> 1', after: '> 2' },
    { row: 'R1', field: 's', before: 'a', after: 'c' },
    { row: 'R3', field: 's', before: null, after: 'd' },
    { row: 'R2', field: 'x', before: '1', after: null },
    { row: 'R2', field: 's', before: 'b', after: null },
  ]);
  assert.deepEqual(differences(after, after), []);
});
