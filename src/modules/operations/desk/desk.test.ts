import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { type Ask, act, DESK, done, HOUSING, openedCase, SUPERVISOR, URBAN } from '../test-support.ts';

let district: TestDistrict;
let desk: Ask;
let housing: Ask;
let urban: Ask;
let supervisor: Ask;

before(async () => {
  district = await openTestDistrict({ modules: [operations], now: new Date('2026-03-02T01:00:00Z') }); // Monday, 09:00 in Shaoxing
  [desk, housing, urban, supervisor] = [DESK, HOUSING, URBAN, SUPERVISOR].map((who) => district.as(who)) as [Ask, Ask, Ask, Ask];
});
after(() => district.close());

test('a department finds its own tasks of chosen cases, with the revision that an act on them needs', async () => {
  const [one, other] = [await openedCase(district), await openedCase(district)];
  const { body } = await housing('GET', `/api/tasks?state=offered&department=housing-construction&codes=${one}`);
  assert.deepEqual(
    body.items.map(({ code, department }: { code: string; department: string }) => [code, department]),
    [[one, 'housing-construction']],
  );
  assert.equal((await act(housing, one, 'accept', { task: body.items[0].id }, body.items[0].revision)).status, 200);
  assert.equal((await housing('GET', `/api/tasks?state=offered&codes=${one},${other}`)).body.items.length, 1);
});

test('the supervisor sees what is late, what soon will be, orders, disputes, appeals and visits, and nobody else does', async () => {
  const code = await openedCase(district, { level: 'urgent' });
  const { tasks } = (await desk('GET', `/api/cases/${code}`)).body;
  await done(supervisor, code, 'order', { department: 'housing-construction', demand: '两小时内到场' });
  const early = (await supervisor('GET', '/api/supervision')).body;
  assert.ok(early.soon.some((row: { code: string }) => row.code === code));
  assert.deepEqual(
    early.orders.filter((row: { code: string }) => row.code === code).map((row: { demand: string }) => row.demand),
    ['两小时内到场'],
  );
  district.clock.now = new Date(district.clock.now.getTime() + 3 * 3_600_000);
  const late = (await supervisor('GET', '/api/supervision')).body.overdue.filter((row: { code: string }) => row.code === code);
  assert.deepEqual([...new Set(late.map((row: { kind: { key: string } }) => row.kind.key))].sort(), ['answer', 'sign-in', 'supervision']);
  assert.equal(tasks.length, 1);
  assert.equal((await housing('GET', '/api/supervision')).status, 403);
});

test('a case shows the report that joined it, covers who reported, and names what may be the same', async () => {
  const code = await openedCase(district);
  const message = {
    source: 'telephone',
    category: 'roads.pothole',
    place: { lng: 120.63, lat: 29.94 },
    reporter: { phone: '13800000000' },
  };
  const report = (externalId: string) => desk('POST', '/api/signals', { ...message, externalId, text: '桥头路面塌了一个大坑' });
  await report('one');
  const [event] = (await desk('GET', '/api/events')).body.items;
  await desk('POST', `/api/events/${event.id}/attach`, { code }, { 'if-match': `"${event.revision}"` });
  await report('two');
  const { status, body, text } = await housing('GET', `/api/cases/${code}/signals`);
  assert.equal(status, 200, text);
  assert.deepEqual(
    body.items.map(({ text: words, contact }: { text: string; contact: boolean }) => [words, contact]),
    [['桥头路面塌了一个大坑', true]],
  );
  assert.ok(!text.includes('13800000000'));
  assert.ok(body.duplicates.length >= 1 && body.duplicates[0].components.length >= 3);
  assert.equal((await urban('GET', `/api/cases/${code}/signals`)).status, (await urban('GET', `/api/cases/${code}`)).status);
});

test('the policies are published whole, with the length of a day in each calendar', async () => {
  const { body } = await desk('GET', '/api/policies');
  assert.ok(body.policies.length >= 4);
  for (const { clocks } of body.policies)
    for (const { calendar } of Object.values<{ calendar: string }>(clocks)) assert.ok(body.calendars[calendar]);
  assert.equal(body.calendars.always.daySeconds, 86_400);
  assert.ok(body.calendars.office.daySeconds < 86_400);
});
