import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { canonicalJson, leafBytes } from './canonical.ts';
import { hashLeaf } from './hash.ts';
import { leafHashOfRow } from './sequence.ts';
import { leafHashOf } from './verify.ts';

test('the example of RFC 8785 comes out byte for byte', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
    literals: [null, true, false],
  };
  const expected = `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`;
  assert.equal(canonicalJson(value), expected);
});

test('names are sorted by UTF-16 code units, whatever they look like (RFC 8785, 3.2.3)', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7, '10': 8, '9': 9 };
  assert.deepEqual(
    [...canonicalJson(value).matchAll(/:(\d)/g)].map(([, number]) => Number(number)),
    [2, 4, 8, 9, 6, 7, 1, 5, 3],
  );
});

test('what JSON cannot carry is refused instead of being quietly changed', () => {
  for (const bad of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    () => 1,
    '\ud800',
    { a: [Number.NaN] },
    { '\udc00': 1 },
    undefined,
    [undefined],
  ]) {
    assert.throws(() => canonicalJson(bad), TypeError);
  }
});

test('every value reads back, and its text does not depend on the order of names', () => {
  const wellFormed = fc.jsonValue().filter((value) => JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(value)));
  fc.assert(
    fc.property(wellFormed, (value) => {
      const text = canonicalJson(value);
      assert.equal(canonicalJson(JSON.parse(text)), text);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the server, the browser and the stored row give one leaf hash', async () => {
  const body = { z: 1, a: '枫桥', digest: 'ab' };
  const entry = { id: '0198f0a0-0000-7000-8000-000000000000', kind: 'voice.answered', recordedAt: '2026-07-01T08:00:00.123Z', body };
  const row = { id: entry.id, kind: entry.kind, recorded_at: new Date(entry.recordedAt), body: canonicalJson(body) };
  assert.deepEqual(leafHashOfRow(row), hashLeaf(leafBytes(entry)));
  assert.deepEqual(await leafHashOf(entry), hashLeaf(leafBytes(entry)));
});
