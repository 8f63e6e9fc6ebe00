import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';

import { createApp } from '../http/index.ts';
import { openTestDistrict, person } from '../testing/index.ts';
import { type LiveEvent, openLiveHub, tellLive } from './index.ts';

describe('live changes', async () => {
  const district = await openTestDistrict();
  const hub = await openLiveHub({ dsn: district.dsn, db: district.db, district: district.district, onError: () => undefined });
  after(async () => {
    await hub.close();
    await district.close();
  });
  const tell = (topic: string, id: string) => district.look((tx) => tellLive(tx, district.clock.now, topic, [id]));
  const head = async () =>
    Number((await district.look((tx) => tx.selectFrom('kernel_live_head').select('position').executeTakeFirstOrThrow())).position);
  const caughtUp = async () => {
    const until = await head();
    while (hub.head() < until) await sleep(5);
  };

  it('of twenty writers at once come without gaps, in order of commit, and none is lost', async () => {
    const seen: LiveEvent[] = [];
    const stop = hub.follow((events) => seen.push(...events));
    const start = await head();
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        for (let n = 0; n < 10; n++) {
          await district
            .look(async (tx) => {
              await tellLive(tx, district.clock.now, 'jobs', [`${writer}.${n}`]);
              await sleep((writer * 7 + n) % 5); // others commit in between
              if (n === 9) throw new Error('undone');
            })
            .catch(() => undefined);
        }
      }),
    );
    await caughtUp();
    stop();
    assert.deepEqual(
      seen.map(({ position }) => position),
      Array.from({ length: 180 }, (_, at) => start + at + 1),
    );
    assert.equal(new Set(seen.map(({ data }) => data.ids[0])).size, 180);
  });
  it('keep nobody waiting in the middle of their work', async () => {
    const other = await district.look(async (tx) => {
      await tellLive(tx, district.clock.now, 'jobs', ['slow']);
      return Promise.race([tell('jobs', 'quick').then(() => 'went on'), sleep(3_000, 'had to wait')]);
    });
    assert.equal(other, 'went on');
  });
  it('that somebody missed are told again, and when they are no longer kept that is said', async () => {
    const start = await head();
    for (const id of ['a', 'b', 'c']) await tell('jobs', id);
    await caughtUp();
    assert.deepEqual(
      (await hub.since(start))?.map(({ data }) => data.ids[0]),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(await hub.since(start + 3), []);
    assert.equal(await hub.since(start + 99), null, 'a position of another database');
    await district.look((tx) =>
      tx
        .deleteFrom('kernel_live')
        .where('position', '<=', String(start + 1))
        .execute(),
    );
    assert.equal(await hub.since(start), null);
    assert.equal((await hub.since(start + 1))?.length, 2);
    await district.look((tx) => tx.deleteFrom('kernel_live').execute());
    assert.equal(await hub.since(start + 1), null, 'all of it is gone');
    assert.deepEqual(await hub.since(start + 3), []);
  });
  it('go on when the listening connection breaks', async () => {
    const start = await head();
    const broken = await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'maplebridge-live'`.execute(
      district.db,
    );
    assert.equal(broken.rows.length, 1);
    const listening = () => sql`select from pg_stat_activity where application_name = 'maplebridge-live'`.execute(district.db);
    while ((await listening()).rows.length > 0) await sleep(5);
    await tell('jobs', 'while nobody listened');
    while ((await listening()).rows.length === 0) await sleep(20);
    await tell('jobs', 'and afterwards');
    await caughtUp();
    assert.equal(hub.head(), start + 2);
  });

  describe('in a browser', async () => {
    const reader = person();
    const app = await createApp({
      ...(district as unknown as Parameters<typeof createApp>[0]),
      ...HTTP,
      authenticate: async () => reader,
      live: hub,
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const opened: IncomingMessage[] = [];
    const follow = async (topics: string, lastEventId?: number) => {
      const headers = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
      const request = http.get({ port, host: '127.0.0.1', path: `/api/live?topics=${topics}`, headers });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      opened.push(response);
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      const until = async (part: string) => {
        while (!text.includes(part)) await sleep(5);
        return text;
      };
      return { response, until, text: () => text };
    };
    after(() => {
      for (const response of opened) response.destroy();
    });

    it('are of the topics asked for, and come back after a break from where it was', async () => {
      const first = await follow('jobs');
      await first.until('event: beat');
      await tell('jobs', 'one');
      await tell('notifications', 'not for me');
      await tell('jobs', 'two');
      const text = await first.until('"two"');
      assert.doesNotMatch(text, /not for me/);
      first.response.destroy();
      const place = await head();
      await tell('jobs', 'three');
      const second = await follow('jobs', place);
      assert.doesNotMatch(await second.until('"three"'), /"two"/);
    });
    it('that can no longer be told again say resync', async () => {
      await tell('jobs', 'x');
      await caughtUp();
      await district.look((tx) => tx.deleteFrom('kernel_live').execute());
      const late = await follow('jobs', 1);
      await late.until('event: resync');
    });
    it('from a position of another database begin with what comes next', async () => {
      const strange = await follow('jobs', 1_000_000);
      await strange.until('event: resync');
      await tell('jobs', 'what comes next');
      await strange.until('what comes next');
    });
    it('fill nobody’s memory: who does not read is let go, and finds all of it on coming back', async () => {
      const slow = await follow('jobs');
      const place = await head();
      await slow.until('event: beat');
      slow.response.pause();
      const gone = once(slow.response, 'error');
      const ids = Array.from({ length: 4_000 }, () => crypto.randomUUID());
      for (let n = 0; n < 80; n++) await district.look((tx) => tellLive(tx, district.clock.now, 'jobs', ids));
      await tell('jobs', 'the last of it');
      await caughtUp();
      slow.response.resume();
      await gone;
      const back = await follow('jobs', place + 80);
      await back.until('the last of it');
    });
    it('do not keep the platform from stopping', async () => {
      const open = await follow('jobs');
      await open.until('event: beat');
      const ended = once(open.response, 'end');
      await app.close();
      await ended;
    });
  });
});

const HTTP = {
  districtTitle: { en: 'Test', zh: '测试' },
  contact: null,
  enqueue: async () => '',
  ledgerState: async () => null,
  clock: () => new Date(),
  render: () => '',
  dist: null,
  demo: false,
  secret: Buffer.alloc(32, 1),
  secure: false,
  trustedProxies: 0,
  ratePerMinute: 0,
  log: { level: 'silent' },
} as const;
