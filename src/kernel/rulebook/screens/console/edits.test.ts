import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readJdm, writeJdm } from '../../engine/jdm.ts';
import { sampleRuleSet } from '../../testing/samples.ts';
import { boundsOf, cellKey, type JdmFile, nextVersion, withBound, withEdits } from './edits.ts';

describe('edits of a decision table', () => {
  it('find the numbers of a cell, not those in texts', () => {
    assert.deepEqual(boundsOf('[-5..30], 7.5'), [
      { at: 1, text: '-5' },
      { at: 4 + 1, text: '30' },
      { at: 10, text: '7.5' },
    ]);
    assert.deepEqual(boundsOf('"A12"'), []);
  });
  it('move one number and leave the others', () => {
    const [, upper] = boundsOf('[0..30]');
    assert.equal(withBound('[0..30]', upper as { at: number; text: string }, 60), '[0..60]');
  });
  it('reach the file that is sent, and nothing else', () => {
    const set = sampleRuleSet(
      [{ field: 'x', type: 'number' }],
      [
        ['R1', { x: '> 1' }, { s: 'a' }],
        ['R2', { x: '> 2' }, { s: 'b' }],
      ],
    );
    const sent = readJdm(withEdits(writeJdm(set) as JdmFile, { [cellKey('R2', 'x')]: '> 9' }, { version: '1.1.0' }));
    assert.deepEqual([sent.version, sent.rows[0]?.cells, sent.rows[1]?.cells], ['1.1.0', { x: '> 1' }, { x: '> 9' }]);
  });
  it('become the next minor version', () => assert.equal(nextVersion(['1.2.4', '1.10.0', '1.9.9']), '1.11.0'));
});
