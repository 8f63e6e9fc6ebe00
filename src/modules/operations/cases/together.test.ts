import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { DESK, openedCase } from '../test-support.ts';
import { editTogether } from './test-together.ts';

let district: TestDistrict;
before(async () => {
  district = await openTestDistrict({ modules: [operations] });
});
after(() => district.close());

test('sixty dispatchers change and note one case at once: nothing that was answered with success is lost', () =>
  editTogether(district, 60));

test('the same act sent twice with one key is done once', async () => {
  const code = await openedCase(district);
  const ask = district.as(DESK);
  const send = (text: string) =>
    ask('POST', `/api/cases/${code}/acts/note`, { text }, { 'if-match': '"2"', 'idempotency-key': 'one-and-the-same' });
  const [first, second] = await Promise.all([send('once'), send('once')]);
  assert.deepEqual([first.status, second.status, second.body], [200, 200, first.body]);
  assert.equal((await send('twice')).status, 422);
  const { items } = (await ask('GET', `/api/cases/${code}/log`)).body;
  assert.equal(items.filter(({ act }: { act: string }) => act === 'note').length, 1);
});

test('two who merge crosswise do not stand in each other’s way: one merge stands, the other says why not', async () => {
  const [a, b] = [await openedCase(district), await openedCase(district)];
  const ask = district.as(DESK);
  const both = await Promise.all([
    ask('POST', '/api/merges', { survivor: a, merged: b }),
    ask('POST', '/api/merges', { survivor: b, merged: a }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409]);
});
