import { test } from 'node:test';

import { openTestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { editTogether } from './test-together.ts';

test('two hundred dispatchers change and note one case at once: nothing that was answered with success is lost', async (t) => {
  const district = await openTestDistrict({ modules: [operations] });
  t.after(() => district.close());
  await editTogether(district, 200);
});
