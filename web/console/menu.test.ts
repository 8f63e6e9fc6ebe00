import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { goKeys, menuOf, type ScreenEntry } from './menu.ts';

const screen = (path: string, en: string, order: number | null): ScreenEntry => ({
  module: 'm',
  path,
  title: { en, zh: en },
  view: 'm/v',
  menu: order === null ? null : { order, icon: 'list' },
});

test('the rail holds the screens that ask for a place, in their order', () => {
  const items = [screen('/b', 'B', 20), screen('/hidden', 'Hidden', null), screen('/a', 'A', 10)];
  assert.deepEqual(
    menuOf({ items }).map(({ path }) => path),
    ['/a', '/b'],
  );
});

test('a key after G leads to one screen only, is a letter of its name, and never takes home or settings', () => {
  const titles = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 20 });
  fc.assert(
    fc.property(titles, (names) => {
      const keys = [...goKeys(names.map((name, index) => screen(`/${index}`, name, index)))];
      const letters = keys.map(([, letter]) => letter);
      assert.equal(new Set(letters).size, letters.length);
      for (const [path, letter] of keys) {
        assert.ok(!['h', 's'].includes(letter));
        assert.ok(names[Number(path.slice(1))]?.toLowerCase().includes(letter));
      }
    }),
  );
});

test('a screen goes without a key only when every letter of its name is taken', () => {
  const keys = goKeys([screen('/1', 'Data', 1), screen('/2', 'At', 2), screen('/3', 'Tad', 3)]);
  assert.deepEqual(
    [...keys],
    [
      ['/1', 'd'],
      ['/2', 'a'],
      ['/3', 't'],
    ],
  );
});
