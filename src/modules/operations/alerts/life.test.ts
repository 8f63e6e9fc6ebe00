import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { ATTACKS, alertWith } from './cap/attacks.ts';
import { readCap, writeDistribution } from './cap/index.ts';

const SEE = 'operations:see';
const OFFICER = person({ id: 'officer', department: 'emergency-management', permissions: [SEE, 'operations:alerts', 'operations:intake'] });
const COLLEAGUE = person({ id: 'colleague', permissions: [SEE] });
const CAP = { 'content-type': 'application/cap+xml' };

let district: TestDistrict;
let officer: ReturnType<TestDistrict['as']>;
let colleague: ReturnType<TestDistrict['as']>;
let anybody: ReturnType<TestDistrict['as']>;

before(async () => {
  district = await openTestDistrict({ modules: [operations] });
  [officer, colleague, anybody] = [district.as(OFFICER), district.as(COLLEAGUE), district.as()];
});
after(() => district.close());

const INFO =
  '<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>Severe</severity>' +
  '<certainty>Likely</certainty><expires>2026-11-24T10:00:00+08:00</expires><headline>暴雨橙色预警</headline><area><areaDesc>枫桥区</areaDesc></area></info>';
/** An alert of the weather service, an hour old; `about` changes its head. */
function weather(identifier: string, about: Readonly<Record<string, string>> = {}, info = INFO): string {
  const references = about['references'] ? `<references>${about['references']}</references>` : '';
  const head = {
    identifier,
    sender: 'weather@zj.example',
    sent: '2026-11-23T09:00:00+08:00',
    status: 'Actual',
    msgType: 'Alert',
    ...about,
  };
  const changed = ['identifier', 'sender', 'sent', 'status', 'msgType'].reduce(
    (text, name) => text.replace(new RegExp(`<${name}>[^<]*`), `<${name}>${head[name as keyof typeof head]}`),
    alertWith(`${references}${info}`),
  );
  return changed;
}
const send = (text: string | Buffer, headers: Record<string, string> = CAP) => officer('POST', '/api/alerts', Buffer.from(text), headers);
const stateOf = async (identifier: string) =>
  (await officer('GET', '/api/operations/alerts?limit=200')).body.items.find((one: { identifier: string }) => one.identifier === identifier)
    ?.state;

const COMPOSED = {
  status: 'Actual',
  category: ['Met'],
  responseType: ['Prepare'],
  urgency: 'Immediate',
  severity: 'Extreme',
  certainty: 'Observed',
  expires: '2026-11-23T20:00:00Z',
  zh: { event: '台风', headline: '台风红色预警 <枫桥>', description: '请立即转移 & 避险', instruction: '远离海塘' },
  en: { event: 'Typhoon', headline: 'Red typhoon warning', description: 'Move to safety now' },
};

test('an alert is taken in once, whoever sends it again, and its document is kept as it came', async () => {
  const text = weather('one');
  const first = await send(text);
  assert.equal(first.status, 200, first.text);
  assert.deepEqual([first.body.verdict, first.body.alerts[0].outcome], ['accept', 'stored']);
  const again = await send(`\uFEFF${text}`, { 'content-type': 'text/xml; charset=utf-8' });
  assert.deepEqual([again.body.alerts[0].outcome, again.body.alerts[0].id], ['known', first.body.alerts[0].id]);
  const other = await send(text.replace('橙色', '红色'));
  assert.deepEqual([other.status, other.body.details.report.reason.code], [422, 'contradicts'], 'the same name, other words');
  const kept = await district.look((tx) =>
    tx
      .selectFrom('operations_alert_document' as never)
      .selectAll()
      .execute(),
  );
  assert.equal(kept.length, 3);
  const [document] = kept as unknown as { bytes: Buffer; sha256: string }[];
  assert.equal(document?.bytes.toString(), text);
  assert.equal(document?.sha256, createHash('sha256').update(text).digest('hex'));
});

test('hostile and wrong documents are refused in both languages, kept with their reason, and store no alert', async () => {
  for (const { text, reason } of ATTACKS.filter(({ text: one }) => one.length < 1_000_000)) {
    const { status, body } = await send(text);
    assert.deepEqual([status, body.details.report.reason.code], [422, reason]);
    assert.match(body.details.report.reason.text.zh, /[\u4e00-\u9fff]/);
  }
  assert.equal((await send('x'.repeat(2_097_153))).status, 413);
  assert.equal((await send('')).status, 400);
  assert.equal((await officer('POST', '/api/alerts', {})).status, 415);
  assert.equal((await officer('GET', '/api/operations/alerts')).body.items.length, 1);
});

test('an update or cancellation counts in any order of arrival, and only from the sender itself', async () => {
  const about = 'weather@zj.example,two,2026-11-23T09:00:00+08:00';
  await send(weather('two-b', { msgType: 'Update', sent: '2026-11-23T09:30:00+08:00', references: about }));
  await send(weather('two'));
  assert.deepEqual([await stateOf('two'), await stateOf('two-b')], ['superseded', 'in-force']);
  const forged = weather('two-x', {
    msgType: 'Cancel',
    sender: 'somebody@else.example',
    sent: '2026-11-23T09:40:00+08:00',
    references: 'weather@zj.example,two-b,2026-11-23T01:30:00Z',
  });
  assert.equal((await send(forged)).status, 200);
  assert.equal(await stateOf('two-b'), 'in-force', 'nobody else takes it back');
  await send(
    weather('two-c', { msgType: 'Cancel', sent: '2026-11-23T09:45:00+08:00', references: 'weather@zj.example,two-b,2026-11-23T01:30:00Z' }),
  );
  assert.deepEqual([await stateOf('two-b'), await stateOf('two-c')], ['cancelled', 'notice'], 'moments are compared, not their offsets');
});

test('a distribution is taken whole or not at all, a feed alert by alert', async () => {
  const envelope = (...sources: readonly string[]) =>
    writeDistribution({ id: 'd', sender: 's', sent: '2026-11-23T09:00:00+08:00', language: 'zh-CN', sources });
  const clash = await send(envelope(weather('three'), weather('one').replace('橙色', '红色')), { 'content-type': 'application/xml' });
  assert.deepEqual([clash.status, await stateOf('three')], [422, undefined]);
  const entry = (alert: string) =>
    `<entry><id>e</id><title>t</title><updated>2026-11-23T09:00:00Z</updated><content type="text/xml">${alert}</content></entry>`;
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>t</title><updated>2026-11-23T09:00:00Z</updated>${[weather('three'), weather('a b')].map(entry).join('')}</feed>`;
  const { status, body } = await send(feed, { 'content-type': 'application/atom+xml' });
  assert.deepEqual([status, body.verdict, body.accepted, body.refused, await stateOf('three')], [200, 'partial', 1, 1, 'in-force']);
});

test('an alert from elsewhere is a signal in the inbox, and public only when somebody says so', async () => {
  await district.deliver();
  const signals = (await district.look((tx) =>
    tx
      .selectFrom('operations_signal' as never)
      .selectAll()
      .execute(),
  )) as unknown as { source: string; payload: { text: string } }[];
  assert.equal(signals.filter(({ source }) => source === 'cap').length, 2, 'those in force: one and three');
  assert.equal((await anybody('GET', '/api/alerts.atom')).text.includes('暴雨'), false);
  const { items } = (await officer('GET', '/api/operations/alerts?state=in-force')).body;
  const { id } = items.find((one: { identifier: string }) => one.identifier === 'one');
  assert.equal((await anybody('GET', `/api/alerts/${id}`)).status, 404);
  assert.equal((await colleague('GET', `/api/alerts/${id}`)).status, 200);
  assert.equal((await colleague('POST', `/api/operations/alerts/${id}/show`)).status, 403);
  assert.equal((await officer('POST', `/api/operations/alerts/${id}/show`)).body.shown, true);
  const shown = await anybody('GET', `/api/alerts/${id}`);
  assert.deepEqual(
    [shown.status, shown.headers['content-type'], readCap(shown.raw).verdict],
    [200, 'application/cap+xml; charset=utf-8', 'accept'],
  );
  assert.match((await anybody('GET', '/alerts')).text, /暴雨橙色预警/);
  assert.equal((await officer('POST', `/api/operations/alerts/${id}/hide`)).body.shown, false);
  assert.equal((await anybody('GET', `/api/alerts/${id}`)).status, 404);
});

test('what we issue is CAP 1.2 in both languages, public at once, readable by ourselves, and can be updated and cancelled', async () => {
  assert.equal((await colleague('POST', '/api/operations/alerts', COMPOSED)).status, 403);
  const { xml } = (await officer('POST', '/api/operations/alerts/previews', COMPOSED)).body;
  assert.match(xml, /<sent>2026-11-23T10:00:00\+08:00<\/sent>/);
  const issued = await officer('POST', '/api/operations/alerts', COMPOSED);
  assert.equal(issued.status, 201, issued.text);
  const { id, info, shown, headline } = issued.body;
  assert.deepEqual(
    [shown, headline.zh, info.map(({ language }: { language: string }) => language)],
    [true, '台风红色预警 <枫桥>', ['zh-CN', 'en-US']],
  );
  for (const [url, kind] of [
    ['/api/alerts.atom', 'feed'],
    ['/api/alerts', 'distribution'],
    [`/api/alerts/${id}`, 'alert'],
  ] as const) {
    const { raw } = await anybody('GET', url);
    const found = readCap(raw);
    assert.deepEqual([found.kind, found.verdict, found.accepted], [kind, 'accept', 1], url);
    assert.doesNotMatch(raw.toString(), /<(sent|effective|expires)>[^<]*Z</);
  }
  const update = await officer('POST', '/api/operations/alerts', { ...COMPOSED, severity: 'Severe', replaces: { id, how: 'Update' } });
  assert.equal(update.status, 201, update.text);
  assert.deepEqual((await officer('GET', `/api/operations/alerts/${id}`)).body.followedBy[0].id, update.body.id);
  assert.equal(
    (await officer('POST', '/api/operations/alerts', { ...COMPOSED, replaces: { id, how: 'Cancel' } })).status,
    409,
    'it was updated',
  );
  district.clock.now = new Date('2026-11-23T02:30:00Z');
  const cancel = await officer('POST', '/api/operations/alerts', { ...COMPOSED, replaces: { id: update.body.id, how: 'Cancel' } });
  assert.equal(cancel.status, 201, cancel.text);
  assert.equal((await officer('GET', `/api/operations/alerts/${update.body.id}`)).body.state, 'cancelled');
  assert.equal(readCap((await anybody('GET', '/api/alerts')).raw).accepted, 0);
  assert.equal(readCap((await anybody('GET', '/api/alerts.atom')).raw).accepted, 3, 'the feed still tells of the cancellation');
});

test('an exercise never reaches the public, an end in the past and another’s alert are refused', async () => {
  const exercise = await officer('POST', '/api/operations/alerts', { ...COMPOSED, status: 'Exercise' });
  assert.deepEqual([exercise.status, exercise.body.shown, exercise.body.mayShow], [201, false, false]);
  assert.equal((await officer('POST', `/api/operations/alerts/${exercise.body.id}/show`)).status, 422);
  assert.equal((await officer('POST', '/api/operations/alerts', { ...COMPOSED, expires: '2026-11-22T00:00:00Z' })).status, 422);
  const { items } = (await officer('GET', '/api/operations/alerts?origin=elsewhere')).body;
  assert.equal(
    (await officer('POST', '/api/operations/alerts', { ...COMPOSED, replaces: { id: items[0].id, how: 'Cancel' } })).status,
    422,
  );
});

test('ends when it said, or a day after it was sent when it did not', async () => {
  await send(weather('endless', { sent: '2026-11-23T10:20:00+08:00' }, INFO.replace(/<expires>.*<\/expires>/, '')));
  assert.deepEqual([await stateOf('endless'), await stateOf('one')], ['in-force', 'in-force']);
  district.clock.now = new Date('2026-11-24T02:10:00Z');
  assert.deepEqual([await stateOf('endless'), await stateOf('one')], ['in-force', 'expired']);
  district.clock.now = new Date('2026-11-24T02:21:00Z');
  assert.equal(await stateOf('endless'), 'expired');
});

test('looking at a document keeps nothing', async () => {
  const before = (await officer('GET', '/api/operations/alerts?limit=200')).body.items.length;
  const { status, body } = await colleague('POST', '/api/operations/alerts/verdicts', Buffer.from(weather('looked-at')), CAP);
  assert.deepEqual([status, body.verdict, body.alerts[0].outcome, body.alerts[0].headline.zh], [200, 'accept', 'fine', '暴雨橙色预警']);
  const bad = await colleague('POST', '/api/operations/alerts/verdicts', Buffer.from(weather('a b')), CAP);
  assert.deepEqual([bad.status, bad.body.verdict, bad.body.alerts[0].reason.code], [200, 'refuse', 'identifier-characters']);
  assert.equal((await officer('GET', '/api/operations/alerts?limit=200')).body.items.length, before);
});

test('what is written is never written over', async () => {
  for (const change of [
    'update operations_alert set sender = sender',
    'delete from operations_alert_reference',
    'truncate operations_alert cascade',
  ])
    await assert.rejects(
      district.look(async (tx) => (await import('kysely')).sql.raw(change).execute(tx)),
      /append-only/,
    );
});
