import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { phraseOf } from './phrase.ts';
import type { InputColumn } from './rule-set.ts';
import { parseTest } from './unary.ts';

const words = (en: string, zh: string) => ({ en, zh });
const column = (type: InputColumn['type'], more: Partial<InputColumn> = {}): InputColumn => ({
  field: 'x',
  title: words('X', '某'),
  type,
  nullable: true,
  dataset: 'd',
  ...more,
});
const days = column('number', { unit: words('days', '天') });

describe('a condition in words', () => {
  const said: readonly (readonly [cell: string, input: InputColumn, en: string, zh: string])[] = [
    ['< 0', days, 'below 0 days', '小于 0 天'],
    ['[0..30]', days, '0 to 30 days', '0 至 30 天'],
    ['(0..30]', days, 'above 0 and at most 30 days', '大于 0 且不超过 30 天'],
    ['null, > 5', days, 'nothing known, or above 5 days', '无记录，或大于 5 天'],
    ['> 1000000', column('number', { unit: words('yuan', '元'), perUnit: 100 }), 'above 10,000 yuan', '大于 10,000 元'],
    ['!= "a"', column('string', { values: [{ value: 'a', title: words('apple', '苹果') }] }), 'not apple', '不是苹果'],
    ['in ["a", "b"]', column('string'), '“a” or “b”', '“a”或“b”'],
    ['false', column('boolean'), 'no', '否'],
    [
      '>= "2024-03-01" and < "2025-01-01"',
      column('date'),
      'at least 2024-03-01 and below 2025-01-01',
      '不少于 2024-03-01，且小于 2025-01-01',
    ],
  ];
  for (const [cell, input, en, zh] of said)
    it(`${cell} is “${en}”`, () => assert.deepEqual(phraseOf(parseTest(cell, input), input), { en, zh }));
  it('is left out where everything passes', () => assert.equal(phraseOf(parseTest('', days), days), null));
});
