import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { bodyFromNumber, isUscc, makeUscc, usccCheck } from './uscc.ts';

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const valid = fc
  .tuple(
    fc.constantFrom('91', '92', '93', 'N2', '11', '54'),
    fc.integer({ min: 110000, max: 659999 }),
    fc.integer({ min: 0, max: 31 ** 5 - 1 }),
  )
  .map(([prefix, division, number]) => makeUscc(prefix, String(division), bodyFromNumber(number)));

test('the published examples are valid, the one with check character 0 too', () => {
  for (const code of ['91330600MA2D8HQ52G', 'N2330603MF0000000B', '91330603MA00001080']) assert.ok(isUscc(code), code);
});

test('the check character agrees with the standard worked out another way: the weighted sum of all 18 values is a multiple of 31', () => {
  fc.assert(
    fc.property(valid, (code) => {
      let weight = 1;
      let sum = 0;
      for (const character of code.slice(0, 17)) {
        sum += weight * ALPHABET.indexOf(character);
        weight = (weight * 3) % 31;
      }
      assert.equal((sum + ALPHABET.indexOf(code.charAt(17))) % 31, 0);
      assert.equal(usccCheck(code.slice(0, 17)), code.charAt(17));
    }),
  );
});

test('every single wrong character is caught', () => {
  fc.assert(
    fc.property(valid, fc.nat(17), fc.constantFrom(...ALPHABET, 'I', 'O', 'S', 'V', 'Z', 'a', ' '), (code, at, other) => {
      if (code.charAt(at) === other) return;
      assert.equal(isUscc(code.slice(0, at) + other + code.slice(at + 1)), false);
    }),
    { numRuns: 3000 },
  );
});

test('every swap of two neighbours is caught', () => {
  fc.assert(
    fc.property(valid, fc.nat(16), (code, at) => {
      if (code.charAt(at) === code.charAt(at + 1)) return;
      assert.equal(isUscc(code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2)), false);
    }),
    { numRuns: 3000 },
  );
});

test('running numbers never give the same body', () => {
  assert.equal(new Set(Array.from({ length: 20_000 }, (_, number) => bodyFromNumber(number))).size, 20_000);
});

test('texts of another length, shape or case are refused', () => {
  for (const text of ['', '91330600MA2D8HQ52', '91330600MA2D8HQ52GG', '91330600ma2d8hq52g', '9133O600MA2D8HQ52G', '9133060AMA2D8HQ52G']) {
    assert.equal(isUscc(text), false, text);
  }
});
