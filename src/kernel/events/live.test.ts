import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';

import { inDistrict, openDatabase } from '../database/index.ts';
import { openTestDistrict } from '../testing/index.ts';
import { announce, type LiveEvent, livePosition, openLiveHub, tellLive } from './index.ts';

describe('live changes', async () => {
  const district = await openTestDistrict();
  const openHub = (db = district.db) =>
    openLiveHub({ dsn: district.dsn, db, district: district.district, clock: () => district.clock.now, onError: () => undefined });
  const hub = await openHub();
  after(async () => {
    await hub.close();
    await district.close();
  });
  const tell = (topic: string, id: string) => district.look((tx) => tellLive(tx, district.clock.now, topic, [id]));
  const head = () => district.act(livePosition);
  const isPlaced = () =>
    district.look(async (tx) => !(await tx.selectFrom('kernel_live').select('id').where('position', 'is', null).executeTakeFirst()));
  /** Until all that was told has its place, and this process knows. */
  const caughtUp = async () => {
    while (!(await isPlaced()) || hub.head() < (await head())) await sleep(5);
  };
  const readFrom = async (after: number, topics = ['jobs']) =>
    (await hub.read({ after, until: hub.head(), topics, limit: 1_000 })).map(({ data }) => data.ids[0]);

  it('of twenty writers at once come without gaps, in order of commit, and none is lost', async () => {
    await caughtUp();
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
    await caughtUp();
    const start = await head();
    for (const id of ['a', 'b', 'c']) await tell('jobs', id);
    await tell('other', 'd');
    await caughtUp();
    assert.deepEqual(await readFrom(start), ['a', 'b', 'c']);
    assert.deepEqual(await readFrom(start + 2, ['jobs', 'other']), ['c', 'd']);
    assert.equal(await hub.keeps(start), true);
    assert.equal(await hub.keeps(start + 99), false, 'a position of another database');
    const forget = (until: number) => district.look((tx) => tx.deleteFrom('kernel_live').where('position', '<=', String(until)).execute());
    await forget(start + 1);
    assert.equal(await hub.keeps(start), false);
    assert.equal(await hub.keeps(start + 1), true);
    await forget(start + 4);
    assert.equal(await hub.keeps(start + 1), false, 'all of it is gone');
    assert.equal(await hub.keeps(start + 4), true, 'nothing was missed');
  });
  it('are told again for 24 hours and 100,000 events, not longer', async () => {
    const start = await head();
    await tell('jobs', 'a day ago');
    await caughtUp();
    const told = district.clock.now;
    district.clock.now = new Date(told.getTime() + 24 * 3_600_000);
    assert.equal(await hub.keeps(start), true);
    district.clock.now = new Date(told.getTime() + 24 * 3_600_000 + 1);
    assert.equal(await hub.keeps(start), false);
    district.clock.now = told;
    await district.look((tx) =>
      sql`insert into kernel_live (topics, data, at) select '{jobs}', '{"ids":[]}', ${told} from generate_series(1, 99999)`.execute(tx),
    );
    await caughtUp();
    assert.equal(await hub.keeps(start), true);
    await tell('jobs', 'one more');
    await caughtUp();
    assert.equal(await hub.keeps(start), false);
    assert.equal(await hub.keeps(start + 1), true);
  });
  it('of several topics are one event, with all that it may say', async () => {
    await caughtUp();
    const start = await head();
    const due = new Date('2026-11-24T01:00:00Z');
    await district.act((context) => announce(context, ['cases', 'case:7Q2M'], { ids: ['7Q2M'], state: 'working', due, revision: 3 }));
    await caughtUp();
    const [event, ...rest] = await hub.read({ after: start, until: hub.head(), topics: ['cases', 'case:7Q2M'], limit: 10 });
    assert.deepEqual(rest, []);
    assert.deepEqual(event, {
      position: start + 1,
      topics: ['cases', 'case:7Q2M'],
      data: { ids: ['7Q2M'], state: 'working', due: due.toISOString(), revision: 3 },
    });
  });
  it('that a snapshot does not show come after its position', async () => {
    for (let n = 0; n < 20; n++) {
      const start = await district.act(async (context) => {
        const position = await livePosition(context);
        await sleep(n % 3);
        return position;
      });
      await tell('jobs', `after ${n}`);
      await caughtUp();
      assert.ok((await readFrom(start)).includes(`after ${n}`));
    }
  });
  it('of two processes stand in one order, and both see all of them', async () => {
    await caughtUp();
    const other = await openDatabase(district.dsn, { max: 5, pipeline: true });
    const second = await openHub(other.db);
    const seen: [number[], number[]] = [[], []];
    const stops = [hub, second].map((each, at) => each.follow((events) => seen[at]?.push(...events.map(({ position }) => position))));
    const start = hub.head();
    await Promise.all(
      [district.db, other.db].map(async (db) => {
        for (let n = 0; n < 100; n++) await inDistrict(db, district.district, (tx) => tellLive(tx, district.clock.now, 'jobs', [`${n}`]));
      }),
    );
    while (hub.head() < start + 200 || second.head() < start + 200) await sleep(5);
    for (const stop of stops) stop();
    const all = Array.from({ length: 200 }, (_, at) => start + at + 1);
    assert.deepEqual(seen, [all, all]);
    await second.close();
    await other.close();
  });
  it('told by a process that was killed before it could say so are found', async () => {
    await caughtUp();
    const start = hub.head();
    await district.look((tx) => sql`insert into kernel_live (topics, data, at) values ('{jobs}', '{"ids":["found"]}', now())`.execute(tx));
    while (hub.head() === start) await sleep(20);
    assert.deepEqual(await readFrom(start), ['found']);
  });
  it('go on when the listening connection breaks', async () => {
    await caughtUp();
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
});
