import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';
import { dataPlatform } from '#module/data-platform';

import { operations } from '../module.ts';
import { act, DESK, done, openedCase, SUPERVISOR, URBAN } from '../test-support.ts';
import { closeJob } from './close.ts';
import { drawJob } from './draw.ts';

let district: TestDistrict;
before(async () => {
  district = await openTestDistrict({ modules: [dataPlatform, operations], now: new Date('2026-10-12T02:00:00Z') });
});
after(() => district.close());

const at = (moment: string) => {
  district.clock.now = new Date(moment);
};
const CASES = 12;

async function closedCase(index: number): Promise<string> {
  const code = await openedCase(district, { category: 'appearance.litter', title: `垃圾 ${index}` });
  const urban = district.as(URBAN);
  const body = (await urban('GET', `/api/cases/${code}`)).body;
  const task = body.tasks[0].id;
  await done(urban, code, 'accept', { task });
  await done(urban, code, 'done', { task, result: '已清运' });
  await done(urban, code, 'answer', { result: '已清运' });
  await done(district.as(DESK), code, 'confirm', { channel: 'telephone' });
  return code;
}

test('a month is published once it is closed: the same bytes for ever, proven by the ledger, and as open data', async () => {
  for (let index = 0; index < CASES; index++) await closedCase(index);
  const anybody = district.as();
  at('2026-11-03T02:00:00Z');
  await district.runJob(closeJob, {});
  const early = await anybody('GET', '/open/statistics/2026-10.json');
  assert.deepEqual([early.status, early.body.type], [404, 'urn:maplebridge:operations-statistics.notClosed']);

  at('2026-11-05T02:00:00Z');
  await district.runJob(closeJob, {});
  const first = await anybody('GET', '/open/statistics/2026-10.json');
  assert.equal(first.status, 200, first.text);
  assert.equal(first.headers['cache-control'], 'public, max-age=31536000');
  assert.deepEqual([first.body.all.counts.opened, first.body.all.rates.confirmed.value, first.body.log.cases], [CASES, '1.0000', CASES]);
  await district.runJob(closeJob, {});
  assert.equal((await anybody('GET', '/open/statistics/2026-10.json')).text, first.text);

  const log = await anybody('GET', '/open/log/2026-10.ndjson.gz');
  const lines = gunzipSync(log.raw).toString('utf8').trimEnd().split('\n');
  assert.equal(lines.length, first.body.log.lines);
  assert.ok(!lines.some((line) => /垃圾|清运|desk|urban"/.test(line)));

  const listed = (await anybody('GET', '/open/statistics')).body.items;
  assert.equal(listed[0].period, '2026-10');
  assert.equal((await anybody('GET', '/open/log/2026-13.ndjson.gz')).status, 400);
  const rows = await anybody('GET', '/api/data/datasets/case-statistics/rows?filter=measure:eq:confirmed&limit=5');
  assert.equal(rows.status, 200, rows.text);
});

test('a tenth of the closed cases is drawn for a return visit by a seed nobody chose, and the answers are written down', async () => {
  await district.runJob(drawJob, {});
  assert.equal((await district.as()('GET', '/open/visits/2026-10.json')).status, 404, 'no checkpoint was signed after the month');
  await district.signLedger();
  await district.runJob(drawJob, {});
  const draw = await district.as()('GET', '/open/visits/2026-10.json');
  assert.equal(draw.status, 200, draw.text);
  assert.deepEqual([draw.body.population, draw.body.drawn], [CASES, 2]);
  const waiting = (await district.as(DESK)('GET', '/api/visits')).body.items;
  assert.equal(waiting.length, 2);
  await done(district.as(DESK), waiting[0].code, 'visit', { visit: waiting[0].id, reached: true, satisfied: true });
  assert.equal((await district.as(DESK)('GET', '/api/visits')).body.items.length, 1);
  assert.equal((await district.as(DESK)('GET', '/api/visits?state=done&draw=2026-10')).body.items[0].satisfied, true);
  await district.runJob(drawJob, {});
  assert.equal((await district.as()('GET', '/open/visits/2026-10.json')).text, draw.text);
});

test('the figures of now say what is open, where and for how long', async () => {
  const code = await openedCase(district, { category: 'appearance.litter' });
  const { status, body, text } = await district.as(SUPERVISOR)('GET', '/api/statistics?days=40');
  assert.equal(status, 200, text);
  assert.deepEqual([body.open.cases, body.flow.closed, body.flow.answers], [1, CASES, { onTime: CASES, of: CASES }]);
  const urban = body.departments.find(({ department }: { department: { key: string } }) => department.key === 'urban-management');
  assert.deepEqual([urban.cases, urban.offered, urban.closed], [1, 1, CASES]);
  assert.equal(body.trend.length, 40);
  assert.equal(
    body.trend.reduce((sum: number, { closed }: { closed: number }) => sum + closed, 0),
    CASES,
  );
  const csv = await district.as(SUPERVISOR)('GET', '/api/statistics.csv');
  assert.match(csv.text, /urban-management,区综合行政执法局,1,0/);
  assert.equal((await district.as()('GET', '/api/statistics')).status, 401);
  assert.equal((await act(district.as(URBAN), code, 'draw-visit', { draw: 'x' })).status, 403);
});
