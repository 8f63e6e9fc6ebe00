import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ANONYMOUS } from '#kernel';
import { openTestDistrict, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { DESK, done, SUPERVISOR, URBAN } from '../test-support.ts';
import type { OwnMatter } from './matter.ts';
import type { PortalContext } from './tables.ts';
import { type TrackForm, type TrackPage, trackForm, trackPage } from './track.ts';

let district: TestDistrict;
before(async () => {
  district = await openTestDistrict({ modules: [operations], now: new Date('2026-11-20T02:00:00Z') });
});
after(() => district.close());

const ask = async (form: TrackForm, ip = '192.0.2.1') => {
  const outcome = await district.act((context) => trackForm(context as unknown as PortalContext, form, 'zh', ip), ANONYMOUS);
  return { status: 200, ...outcome } as unknown as { status: number; data: TrackPage };
};
const own = (page: TrackPage) => page.followed?.matter as OwnMatter;

let reports = 0;
/** A report by telephone, with the receipt that its reporter got. */
async function reported() {
  const desk = district.as(DESK);
  reports += 1;
  const { body, text } = await desk('POST', '/api/signals', {
    source: 'telephone',
    externalId: `call-${reports}`,
    text: '小区东门垃圾堆积',
    occurredAt: district.clock.now.toISOString(),
    category: 'appearance.litter',
    place: { lng: 120.62 + reports / 50, lat: 29.93 },
    reporter: { name: '王女士', phone: '13800000000' },
  });
  assert.ok(body.id, text);
  const receipt = await desk('POST', `/api/signals/${body.id}/receipt`, {});
  return { signal: body.id as string, event: receipt.body.eventId as string, code: receipt.body.receipt as string };
}

async function cased(event: string): Promise<string> {
  const desk = district.as(DESK);
  const { revision } = (await desk('GET', `/api/events/${event}`)).body;
  const body = { department: 'urban-management', reason: '属市容环卫' };
  const { text } = await desk('POST', `/api/events/${event}/case`, body, { 'if-match': `"${revision}"` });
  const cases = (await desk('GET', '/api/cases?sort=newest&limit=1')).body.items;
  assert.ok(cases[0], text);
  return cases[0].code;
}

async function answered(code: string): Promise<void> {
  const urban = district.as(URBAN);
  const found = (await urban('GET', `/api/cases/${code}`)).body;
  const task = found.tasks.find(({ state }: { state: string }) => state === 'offered').id;
  await done(urban, code, 'accept', { task });
  await done(urban, code, 'done', { task, result: '已清运' });
  await done(urban, code, 'answer', { result: '已清运并增设分类桶' });
}

test('with a receipt the reporter sees who has it and by when, disputes, confirms and appeals; somebody else decides', async () => {
  const { event, code: receipt } = await reported();
  assert.equal((await ask({ code: receipt })).data.followed?.matter.state, 'waiting');
  const code = await cased(event);
  const waiting = own((await ask({ code: receipt.toLowerCase().replaceAll('-', ' ') })).data);
  assert.deepEqual([waiting.state, waiting.lead.en, waiting.acts], ['routed', 'Integrated Administrative Enforcement Bureau', []]);
  assert.ok(waiting.deadline?.at && waiting.deadline.policy.zh);
  await answered(code);
  const wordless = await ask({ code: receipt, act: 'dispute', words: '  ' });
  assert.equal(wordless.data.errors[0]?.field, 'words');
  const disputed = (await ask({ code: receipt, act: 'dispute', words: '还有两堆' })).data;
  assert.deepEqual([disputed.done, own(disputed).state], ['dispute', 'disputed']);
  await done(district.as(URBAN), code, 'rework', { department: 'urban-management', title: '再次清运' });
  await answered(code);
  const confirmed = own((await ask({ code: receipt, act: 'confirm' })).data);
  assert.deepEqual([confirmed.state, confirmed.outcome, confirmed.acts], ['closed', 'confirmed', ['appeal']]);
  const twice = (await ask({ code: receipt, act: 'confirm' })).data;
  assert.equal(twice.errors.length, 1, 'a second confirmation is told that the case has moved on');
  await ask({ code: receipt, act: 'appeal', words: '夜间又堆上了' });
  await done(district.as(SUPERVISOR), code, 'decide-appeal', { decision: 'rejected', reasons: '现场已清' });
  const decided = own((await ask({ code: receipt })).data);
  assert.deepEqual([decided.state, decided.decision, decided.acts], ['closed', { upheld: false, reasons: '现场已清' }, []]);
  assert.match(decided.story.map(({ text }) => text.zh).join(), /不认可.*申诉不成立/);
});

test('whoever looked at the contact details stands on the reporter’s page', async () => {
  const { signal, code } = await reported();
  assert.deepEqual((await ask({ code })).data.followed?.reads, []);
  const clerk = { ...DESK, roles: ['dispatcher'] };
  await district.as(clerk)('GET', `/api/signals/${signal}/reporter?purpose=operations:contact-reporter`);
  const reads = (await ask({ code })).data.followed?.reads ?? [];
  assert.deepEqual([reads.length, reads[0]?.office.zh], [1, '区社会治理中心']);
});

test('the public code of a case shows where it stands and nobody’s words', async () => {
  const { event } = await reported();
  const code = await cased(event);
  const page = await district.act((context) => trackPage(context as unknown as PortalContext, code, 'zh', '192.0.2.2'), ANONYMOUS);
  assert.deepEqual([page.matter?.code, page.followed], [code, null]);
  assert.doesNotMatch(JSON.stringify(page), /垃圾堆积三|小区东门|王女士/);
  assert.equal((await district.as()('GET', `/track?case=${code}`)).status, 200);
});

test('codes that fit nothing are refused after some tries, from that sender only', async () => {
  const { code } = await reported();
  for (let tries = 0; tries < 20; tries++) assert.equal((await ask({ code: 'AAAA-BBBB-CCCC-DDDD' }, '192.0.2.9')).status, 404);
  await assert.rejects(ask({ code }, '192.0.2.9'), { code: 'kernel.tooMany' });
  assert.equal((await ask({ code }, '192.0.2.10')).status, 200);
  district.clock.now = new Date(district.clock.now.getTime() + 16 * 60_000);
  assert.equal((await ask({ code }, '192.0.2.9')).status, 200);
});
