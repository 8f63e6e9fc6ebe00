import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Actor, ANONYMOUS, defineModule } from '../core/index.ts';
import { announce, livePosition, openLiveHub, rightsTopic, tellLive } from '../events/index.ts';
import { openTestDistrict, person } from '../testing/index.ts';
import { createApp } from './index.ts';

/** Cases that their own department may follow, and a board for whoever may watch it. */
const desk = defineModule<object>({
  name: 'desk',
  title: { en: 'Desk', zh: '工作台' },
  purpose: 'Have something to follow.',
  dependsOn: [],
  migrations: null,
  tables: {},
  permissions: { 'desk:watch': { en: 'Watch', zh: '查看' } },
  topics: [
    { name: 'desk.board', may: ({ actor }, id) => id === null && actor.permissions.has('desk:watch') },
    { name: 'desk.department', may: async ({ actor }, id) => id !== null && actor.department === id },
  ],
});

describe('live changes in a browser', async () => {
  const district = await openTestDistrict({ modules: [desk] });
  const { clock, db, dsn } = district;
  const hub = await openLiveHub({ dsn, db, district: district.district, clock: () => clock.now, onError: () => undefined });
  const watcher = { id: 'w', is: person({ id: 'w', permissions: ['desk:watch'], department: 'water' }) as Actor };
  const opened: IncomingMessage[] = [];
  const authenticate = async ({ headers }: { headers: http.IncomingHttpHeaders }): Promise<Actor> =>
    headers['x-who'] === 'nobody' ? ANONYMOUS : headers['x-who'] ? person({ id: String(headers['x-who']) }) : watcher.is;
  const app = await createApp({
    ...(district as unknown as Parameters<typeof createApp>[0]),
    ...HTTP,
    clock: () => clock.now,
    authenticate,
    live: hub,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port: at } = app.server.address() as { port: number };
  after(async () => {
    for (const response of opened) response.destroy();
    await app.close();
    await hub.close();
    await district.close();
  });

  const tell = (topic: string | string[], id: string) => district.look((tx) => tellLive(tx, clock.now, topic, [id]));
  const head = async () => {
    const isPlaced = () => district.look((tx) => tx.selectFrom('kernel_live').select('id').where('position', 'is', null).execute());
    while ((await isPlaced()).length > 0) await sleep(5);
    const position = await district.act(livePosition);
    while (hub.head() < position) await sleep(5);
    return position;
  };
  const follow = async (topics: string, headers: Record<string, string> = {}, query = '') => {
    const request = http.get({ port: at, host: '127.0.0.1', path: `/api/live?topics=${topics}${query}`, headers });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    opened.push(response);
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    response.on('error', () => undefined);
    const until = async (part: string) => {
      while (!text.includes(part)) await sleep(5);
      return text;
    };
    const ids = () => [...text.matchAll(/"ids":\["([^"]*)"/g)].map(([, id]) => id);
    return { response, until, text: () => text, ids };
  };
  const from = (position: number) => ({ 'last-event-id': String(position) });

  it('are of the topics asked for, and come back after a break from where it was', async () => {
    const first = await follow('jobs');
    await first.until('event: beat');
    await tell('jobs', 'one');
    await tell('notifications', 'not for me');
    await tell('jobs', 'two');
    assert.doesNotMatch(await first.until('"two"'), /not for me/);
    first.response.destroy();
    const place = await head();
    await tell('jobs', 'three');
    const second = await follow('jobs', from(place));
    await second.until('"three"');
    assert.deepEqual(second.ids(), ['three']);
    const third = await follow('jobs', {}, `&from=${place}`);
    await third.until('"three"');
    const both = await follow('jobs', from(await head()), `&from=${place}`);
    await tell('jobs', 'four');
    await both.until('"four"');
    assert.deepEqual(both.ids(), ['four'], 'what the browser says last counts');
  });
  it('of two of its topics come once, and name no topic that it does not follow', async () => {
    const both = await follow('desk.board,desk.department:water');
    await both.until('event: beat');
    const topics = ['desk.board', 'desk.department:water', 'desk.department:police'];
    await district.act((context) => announce(context, topics, { ids: ['c'], state: 'routed', due: null, revision: 2 }));
    const text = await both.until('"c"');
    const [, line = ''] = /^data: (.*"c".*)$/m.exec(text) ?? [];
    assert.deepEqual(JSON.parse(line), { topics: topics.slice(0, 2), ids: ['c'], state: 'routed', due: null, revision: 2 });
  });
  it('are refused for topics that nobody declared, that are none, or too many', async () => {
    const statusOf = async (topics: string, who = '') => (await follow(topics, who ? { 'x-who': who } : {})).response.statusCode;
    assert.equal(await statusOf('jobs', 'nobody'), 401);
    assert.equal(await statusOf(''), 400);
    assert.equal(await statusOf('Jobs;drop'), 400);
    assert.equal(await statusOf(Array.from({ length: 41 }, (_, n) => `jobs:${n}`).join(',')), 400);
    assert.equal(await statusOf('made.up'), 404);
    assert.equal(await statusOf(rightsTopic('w')), 404, 'the edge’s own topic');
    assert.equal(await statusOf('desk.board', 'stranger'), 403);
    assert.equal(await statusOf('desk.department:police'), 403);
    assert.equal(await statusOf('jobs:7'), 403, 'jobs have no ids to follow');
  });
  it('leave out topics that it may not follow, and say so', async () => {
    const some = await follow('jobs,desk.board', { 'x-who': 'stranger' });
    await some.until('event: refused\ndata: {"topics":["desk.board"]}');
    await tell('desk.board', 'secret');
    await tell('jobs', 'open');
    assert.doesNotMatch(await some.until('"open"'), /secret/);
  });
  it('stop at once when rights are taken away, for that topic only', async () => {
    const page = await follow('jobs,desk.board');
    await page.until('event: beat');
    await tell('desk.board', 'before');
    await page.until('"before"');
    watcher.is = person({ id: 'w' });
    await tell(rightsTopic('w'), '');
    await page.until('event: refused\ndata: {"topics":["desk.board"]}');
    await tell('desk.board', 'after');
    await tell('jobs', 'still');
    assert.doesNotMatch(await page.until('"still"'), /after/);
    const ended = once(page.response, 'end');
    watcher.is = ANONYMOUS;
    await tell(rightsTopic('w'), '');
    await ended;
    watcher.is = person({ id: 'w', permissions: ['desk:watch'], department: 'water' });
  });
  it('that can no longer be told again say resync, and go on with what comes next', async () => {
    await tell('jobs', 'x');
    await head();
    await district.look((tx) => tx.deleteFrom('kernel_live').execute());
    const late = await follow('jobs', from(1));
    await late.until('event: resync');
    const strange = await follow('jobs', from(1_000_000));
    await strange.until('event: resync');
    await tell('jobs', 'what comes next');
    await strange.until('what comes next');
    await late.until('what comes next');
  });
  it('of thousands that somebody missed all come, once and in order, while new ones go on', async () => {
    const place = await head();
    await district.look(async (tx) => {
      for (let n = 0; n < 3_000; n++) await tellLive(tx, clock.now, n % 3 ? 'jobs' : 'other', [`${n}`]);
    });
    await head();
    const back = await follow('jobs', from(place));
    for (let n = 3_000; n < 3_050; n++) await tell('jobs', `${n}`);
    await back.until('"3049"');
    const expected = Array.from({ length: 3_050 }, (_, n) => n).filter((n) => n >= 3_000 || n % 3 !== 0);
    assert.deepEqual(back.ids().map(Number), expected);
  });
  it('fill nobody’s memory: who does not read is told resync and let go, and goes on from there', async () => {
    const slow = await follow('jobs');
    await slow.until('event: beat');
    slow.response.pause();
    const ids = Array.from({ length: 4_000 }, () => crypto.randomUUID());
    for (let n = 0; n < 80; n++) await district.look((tx) => tellLive(tx, clock.now, 'jobs', ids));
    await head();
    const gone = once(slow.response, 'close');
    slow.response.resume();
    await gone;
    const [, place = ''] = /id: (\d+)\nevent: resync\n/.exec(slow.text()) ?? [];
    await tell('jobs', 'the last of it');
    const back = await follow('jobs', from(Number(place)));
    await back.until('the last of it');
  });
  it('can be followed from what any answer was read at', async () => {
    const answer = await app.inject({ url: '/api/jobs' });
    const position = Number(answer.headers['live-position']);
    assert.equal(position, await head());
    await tell('jobs', 'right after');
    const page = await follow('jobs', {}, `&from=${position}`);
    await page.until('right after');
    assert.deepEqual(page.ids(), ['right after']);
  });
  it('are not for one person’s hundred and first page', async () => {
    const pages = await Promise.all(Array.from({ length: 100 }, () => follow('jobs', { 'x-who': 'many' })));
    assert.equal((await follow('jobs', { 'x-who': 'many' })).response.statusCode, 429);
    pages[0]?.response.destroy();
    while ((await follow('jobs', { 'x-who': 'many' })).response.statusCode !== 200) await sleep(20);
  });
  it('do not keep the platform from stopping', async () => {
    const open = await follow('jobs');
    await open.until('event: beat');
    const ended = once(open.response, 'end');
    await app.close();
    await ended;
  });
});

const HTTP = {
  districtTitle: { en: 'Test', zh: '测试' },
  contact: null,
  enqueue: async () => '',
  ledgerState: async () => null,
  render: () => '',
  dist: null,
  demo: false,
  secret: Buffer.alloc(32, 1),
  secure: false,
  trustedProxies: 0,
  ratePerMinute: 0,
  metricsToken: null,
  log: { level: 'silent' },
} as const;
