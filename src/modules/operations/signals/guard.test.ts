import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sql } from 'kysely';

import { type Context, port } from '#kernel';
import { person } from '#kernel/testing';
import { signalPorts } from './part.ts';
import { type ReporterNews, reporterPortsOf } from './sources.ts';
import { HERE, MACHINE, north, openIntake } from './test-support.ts';
import { countWordsJob } from './word-counts.ts';

let intake: Awaited<ReturnType<typeof openIntake>>;
before(async () => {
  intake = await openIntake();
});
after(() => intake.district.close());

const rowsOf = (statement: string) =>
  intake.district.look(async (tx) => (await sql.raw<Record<string, unknown>>(statement).execute(tx)).rows);
const waiting = async () => (await intake.keeper('GET', '/api/quarantine?state=waiting&limit=200')).body.items;

test('only whom a source names may send for it: strangers, clerks without the permission and passers-by are refused, and nothing is kept', async () => {
  const { machine, stranger, clerk, district, note, alarm } = intake;
  const nobody = district.as();
  const official = district.as(person({ id: 'official', permissions: ['operations:see'] }));
  assert.equal((await nobody('POST', '/api/signals', note())).status, 401);
  for (const [who, message] of [
    [stranger, alarm()],
    [machine, note()],
    [official, note()],
    [clerk, { ...note(), source: 'portal' }],
  ] as const) {
    assert.equal((await who('POST', '/api/signals', message)).status, 403);
  }
  assert.equal((await machine('POST', '/api/signals', { ...alarm(), source: 'unheard-of' })).status, 422);
  assert.deepEqual(await waiting(), []);
});

test('the inbox, quarantine and sources are each for those who hold their permission', async () => {
  const official = intake.district.as(person({ id: 'official', permissions: ['operations:see'] }));
  for (const [method, url] of [
    ['GET', '/api/events'],
    ['GET', '/api/signals'],
    ['GET', '/api/quarantine'],
    ['GET', '/api/sources'],
    ['POST', '/api/signals/preview'],
  ] as const) {
    assert.equal((await official(method, url, method === 'POST' ? {} : undefined)).status, 403, url);
  }
  assert.equal((await intake.clerk('GET', '/api/quarantine')).status, 403);
  assert.equal(
    (await intake.clerk('POST', '/api/sources', { key: 'mine', title: { zh: '甲', en: 'A' }, kind: 'machine', senders: [] })).status,
    403,
  );
});

test('whatever a machine sends wrongly waits in quarantine with its reason, is told in both languages, and breaks nothing', async () => {
  const { machine, alarm } = intake;
  const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);
  const hostile: Record<string, object> = {
    'unknown category': { category: 'roads.dragon' },
    'place on another continent': { place: { lng: 29.93, lat: 120.62 - 60 } },
    'half a place': { place: { lng: 120.62 } },
    'a time to come': { occurredAt: '2031-01-01T00:00:00Z' },
    'no time at all': { occurredAt: 'yesterday' },
    'zero bytes': { text: 'a\u0000b' },
    'zero bytes further down': { details: { a: ['\u0000'] } },
    'half a character': { details: { a: '\ud800' } },
    'too deep': { details: { a: deep(200) } },
    'an unknown field': { admin: true },
    'a number for a text': { text: 7 },
    'too long': { text: 'x'.repeat(4_001) },
    'nothing but blanks': { text: '   ' },
    'not a phone': { reporter: { phone: 'drop table' } },
    'a prototype': { category: '__proto__' },
  };
  for (const [what, wrong] of Object.entries(hostile)) {
    const answer = await machine('POST', '/api/signals', alarm(wrong));
    assert.equal(answer.status, 422, `${what}: ${answer.text.slice(0, 300)}`);
    assert.match(answer.body.title_zh, /隔离/);
  }
  const kept = await waiting();
  assert.equal(kept.length, Object.keys(hostile).length);
  assert.ok(kept.every(({ problem }: { problem: { text: { zh: string; en: string } } }) => problem.text.zh && problem.text.en));
  assert.ok(
    kept.every(({ payload }: { payload: object }) => !('reporter' in (payload ?? {}))),
    'who reported stays covered',
  );
  assert.equal((await rowsOf('select 1 from operations_signal')).length, 0);
});

test('a machine that repeats its mistake raises a count, not a heap', async () => {
  const { machine, alarm } = intake;
  const wrong = alarm({ category: 'roads.unicorn' });
  for (let at = 0; at < 3; at += 1) await machine('POST', '/api/signals', wrong);
  const found = (await waiting()).filter(({ externalId }: { externalId: string }) => externalId === wrong.externalId);
  assert.deepEqual(
    found.map(({ times }: { times: number }) => times),
    [3],
  );
});

test('an entry is corrected and taken in with the reporter it came with; another is discarded and restored', async () => {
  const { machine, keeper, alarm } = intake;
  const wrong = alarm({ category: 'roads.griffin', reporter: { phone: '13800000000' } });
  const { quarantine } = (await machine('POST', '/api/signals', wrong)).body.details;
  assert.equal((await keeper('POST', `/api/quarantine/${quarantine}/retry`, {})).status, 422, 'still wrong');
  const corrected = { ...wrong, category: 'roads.pothole', reporter: undefined };
  const taken = await keeper('POST', `/api/quarantine/${quarantine}/retry`, { payload: corrected });
  assert.equal(taken.status, 200, taken.text);
  assert.equal((await rowsOf(`select phone from operations_reporter where signal_id = '${taken.body.id}'`))[0]?.['phone'], '13800000000');
  assert.equal((await keeper('POST', `/api/quarantine/${quarantine}/discard`, { note: 'late' })).status, 409);
  const [other] = await waiting();
  assert.equal((await keeper('POST', `/api/quarantine/${other.id}/discard`, { note: '设备已拆除' })).status, 200);
  assert.equal((await keeper('POST', `/api/quarantine/${other.id}/restore`, {})).status, 200);
  assert.ok((await waiting()).some(({ id }: { id: string }) => id === other.id));
});

test('a clerk is told at once what is wrong; nothing is put into quarantine for a person who can correct it', async () => {
  const before = (await waiting()).length;
  const answer = await intake.clerk('POST', '/api/signals', intake.note({ category: 'roads.dragon' }));
  assert.deepEqual([answer.status, answer.body.type], [422, 'urn:maplebridge:operations-signals.unknownCategory']);
  assert.ok(answer.body.details.known.includes('roads.pothole'));
  assert.equal((await waiting()).length, before);
});

test('a signal, once taken in, cannot be changed or removed, not even past the program', async () => {
  await intake.clerk('POST', '/api/signals', intake.note({ place: north(9_000) }));
  for (const statement of [
    `update operations_signal set sha256 = repeat('0', 64)`,
    'delete from operations_signal',
    'truncate operations_signal cascade',
  ]) {
    await assert.rejects(rowsOf(statement), /append-only/);
  }
});

test('a reporter’s details need a purpose, each reading leaves a line, and no list shows them', async () => {
  const { clerk, district, note } = intake;
  const message = note({ place: north(11_000), reporter: { name: '王小明', phone: '13812345678' } });
  const { id } = (await clerk('POST', '/api/signals', message)).body;
  const without = district.as(person({ id: 'no-purpose', permissions: ['operations:intake'], roles: ['data-steward'] }));
  assert.equal((await without('GET', `/api/signals/${id}/reporter`)).status, 403);
  const reader = district.as(person({ id: 'caller', permissions: ['operations:intake'], roles: ['dispatcher'] }));
  const read = await reader('GET', `/api/signals/${id}/reporter`);
  assert.deepEqual(read.body, { name: '王小明', phone: '13812345678', email: null });
  const lines = await rowsOf(`select actor_id, fields, purpose from kernel_access_log where record = 'operations_reporter/${id}'`);
  assert.deepEqual(lines, [{ actor_id: 'caller', fields: 'name,phone', purpose: 'operations:contact-reporter' }]);
  const { eventId } = (await clerk('GET', `/api/signals?externalId=${message.externalId}`)).body.items[0];
  for (const url of ['/api/signals', '/api/events', `/api/events/${eventId}`])
    assert.doesNotMatch((await clerk('GET', url)).text, /13812345678|王小明/);
});

test('a receipt code is shown once and kept only as a hash; a new one ends the old', async () => {
  const { clerk, note, district } = intake;
  const { id } = (await clerk('POST', '/api/signals', note({ place: north(13_000) }))).body;
  const [first, second] = [await clerk('POST', `/api/signals/${id}/receipt`), await clerk('POST', `/api/signals/${id}/receipt`)];
  assert.match(first.body.receipt, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  const find = (code: string) => district.act((context) => context.call(signalPorts.signalOfReceipt, code));
  assert.equal(await find(second.body.receipt.toLowerCase().replaceAll('-', ' ')), id);
  assert.equal(await find(first.body.receipt), null);
  assert.doesNotMatch(
    JSON.stringify(await rowsOf('select * from operations_reporter')),
    new RegExp(second.body.receipt.replaceAll('-', '')),
  );
});

test('a source that is switched off takes nothing more, yet what it sent before still answers', async () => {
  const { machine, keeper, alarm } = intake;
  const message = alarm({ place: north(15_000) });
  assert.equal((await machine('POST', '/api/signals', message)).status, 200);
  await keeper('PATCH', '/api/sources/lamps', { active: false });
  assert.equal((await machine('POST', '/api/signals', alarm({ place: HERE }))).status, 403);
  assert.equal((await machine('POST', '/api/signals', message)).status, 200);
  await keeper('PATCH', '/api/sources/lamps', { active: true });
});

test('another module registers its own source, sends through the port, and is known by its way to the reporter', async () => {
  const { district, clerk } = intake;
  const asked: unknown[] = [];
  const askReporter = port('voice.ask', async (_context: Context<never>, news: ReporterNews) => void asked.push(news));
  const source = { key: 'voice', title: { zh: '民呼我为', en: 'Voice' }, kind: 'person' as const, askReporter };
  await district.act((context) => context.call(signalPorts.registerSource, source));
  await district.act((context) => context.call(signalPorts.registerSource, source));
  const message = { source: 'voice', externalId: 'v-1', text: '想反映一个问题', personId: 'account-7' };
  const [one, two] = await Promise.all([1, 2].map(() => district.act((context) => context.call(signalPorts.receiveSignal, message))));
  assert.deepEqual(one, two);
  assert.equal((await clerk('GET', '/api/signals?source=voice')).body.items.length, 1);
  assert.equal((await rowsOf(`select account_id from operations_reporter where signal_id = '${one?.id}'`))[0]?.['account_id'], 'account-7');
  const news = { externalId: 'v-1', caseCode: 'X', state: 'answered' };
  const { askReporter: way } = reporterPortsOf('voice');
  await district.act((context) => context.call(way as NonNullable<typeof way>, news));
  assert.deepEqual(asked, [news]);
});

test('the nightly count keeps common words only, so that a name that stands in one report is not kept', async () => {
  for (let at = 0; at < 5; at += 1)
    await intake.clerk(
      'POST',
      '/api/signals',
      intake.note({ place: north(17_000 + at * 1_000), text: `垃圾 欧阳锋${at === 0 ? ' Schmidt' : ''}` }),
    );
  await intake.district.runJob(countWordsJob, {});
  const words = Object.fromEntries((await rowsOf('select word, signals from operations_word')).map(({ word, signals }) => [word, signals]));
  assert.equal(words['垃圾'], 5);
  assert.equal('schmidt' in words, false);
  assert.ok(Number(words['']) >= 5);
  assert.equal(MACHINE.kind, 'service');
});
