import assert from 'node:assert/strict';
import { test } from 'node:test';

import { departmentsFile, openProfile } from '#kernel';

import { policiesFile } from '../policies/facts.ts';
import { categoriesFile, categoriesOf, guessCategories } from './categories.ts';

const profile = openProfile(new URL('../../../../profiles/zhejiang/', import.meta.url));
const categories = [...categoriesOf(profile).values()];

test('every category has a name in both languages, a known department, a known level and a window', () => {
  const departments = new Set(profile(departmentsFile).departments.map(({ key }) => key));
  const { levels } = profile(policiesFile);
  assert.ok(categories.length >= 60);
  assert.equal(new Set(categories.map(({ key }) => key)).size, categories.length);
  for (const { key, group, title, department, level, windowHours } of categories) {
    assert.ok(key.startsWith(`${group}.`), key);
    assert.ok(title.zh && title.en && departments.has(department) && level in levels && windowHours > 0, key);
  }
  assert.ok(profile(categoriesFile).groups.every(({ leaves }) => leaves.length >= 3));
});

test('what people say leads to the category it means, in either language', () => {
  const first = (words: string) => guessCategories(profile, words)[0]?.category;
  const said: Record<string, string> = {
    '小区门口的窨井盖缺失，很危险': 'roads.manhole',
    工地夜间施工打桩噪音太大: 'noise.construction',
    '河道里漂浮物很多，发出黑臭': 'water.river',
    '老板拖欠工资，农民工讨薪': 'dispute.wages',
    'There is a burst pipe on Wenchang Road': 'water.burst',
    'Illegal parking in front of the fire lane': 'traffic.parking',
    'I smell gas, a gas leak perhaps': 'fire.gas',
  };
  for (const [words, category] of Object.entries(said)) assert.equal(first(words), category, words);
  assert.deepEqual(guessCategories(profile, 'doggedly manholesome'), [], 'a word within a word is another word');
});
