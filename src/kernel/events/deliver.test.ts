import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { openTestDistrict, person } from '../testing/index.ts';
import { deliverWaiting, type RelayOptions, startRelay } from './index.ts';
import { byAggregate, type Step, stepped, watcher, watchingModule } from './test-support.ts';

const START = new Date('2026-11-23T02:00:00Z').getTime();

describe('events', async () => {
  const [counter, mirror] = [watcher('counter'), watcher('mirror')];
  const district = await openTestDistrict({ modules: [watchingModule([counter, mirror])], now: new Date(START) });
  after(() => district.close());
  const carer = person({ permissions: ['events:care'] });

  beforeEach(async () => {
    await district.look((tx) => tx.deleteFrom('kernel_outbox').execute());
    district.clock.now = new Date(START);
    for (const one of [counter, mirror]) {
      one.seen.length = 0;
      one.before = () => undefined;
    }
  });

  const publish = (of: string, n: number) => district.act((context) => context.publish(stepped, { of, n }, of));
  const wait = (seconds: number) => {
    district.clock.now = new Date(district.clock.now.getTime() + seconds * 1000);
  };
  const outbox = () => district.look((tx) => tx.selectFrom('kernel_outbox').selectAll().orderBy('position').execute());
  const linesSeen = async (by: string) => {
    const rows = await district.look((tx) => tx.selectFrom('kernel_ledger_entry').select('body').where('kind', '=', 'test.seen').execute());
    return rows.filter(({ body }) => JSON.parse(body).by === by).length;
  };
  const fail = () => {
    throw new Error('out of order');
  };

  it('reach every consumer once, in order, and vanish with a transaction that is undone', async () => {
    await publish('a', 1);
    await publish('a', 2);
    await assert.rejects(
      district.act(async (context) => {
        await context.publish(stepped, { of: 'a', n: 3 }, 'a');
        throw new Error('undone');
      }),
    );
    assert.equal(await district.deliver(), 2);
    assert.equal(await district.deliver(), 0);
    for (const { seen } of [counter, mirror]) assert.deepEqual(byAggregate(seen), { a: [1, 2] });
  });
  it('wait behind a failed one of the same aggregate only, and another consumer is not held up', async () => {
    await publish('a', 1);
    await publish('a', 2);
    await publish('b', 1);
    counter.before = ({ of }) => (of === 'a' ? fail() : undefined);
    await district.deliver();
    assert.deepEqual(byAggregate(counter.seen), { b: [1] });
    assert.deepEqual(byAggregate(mirror.seen), { a: [1], b: [1] });
    counter.before = () => undefined;
    await district.deliver();
    assert.deepEqual(byAggregate(counter.seen), { b: [1] }, 'not before its time');
    wait(1);
    await district.deliver();
    assert.deepEqual(byAggregate(counter.seen), { b: [1], a: [1, 2] });
    assert.deepEqual(byAggregate(mirror.seen), { a: [1, 2], b: [1] });
  });
  it('without an aggregate wait for nobody', async () => {
    await district.act((context) => context.publish(stepped, { of: 'x', n: 1 }));
    await district.act((context) => context.publish(stepped, { of: 'x', n: 2 }));
    counter.before = ({ n }) => (n === 1 ? fail() : undefined);
    await district.deliver();
    assert.deepEqual(byAggregate(counter.seen), { x: [2] });
  });
  it('are tried again after 1, 2, 4 … seconds, and set aside after ten failures for a person to look at', async () => {
    await publish('a', 1);
    await publish('a', 2);
    counter.before = ({ n }) => (n === 1 ? fail() : undefined);
    const waits: number[] = [];
    for (let tries = 1; tries <= 10; tries++) {
      await district.deliver();
      const [row] = await outbox();
      assert.equal(row?.attempts, tries);
      const until = Number(row?.next_attempt_at);
      waits.push((until - district.clock.now.getTime()) / 1000);
      wait(waits.at(-1) ?? 0);
    }
    assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
    await district.deliver();
    assert.deepEqual(byAggregate(counter.seen), { a: [2] }, 'those behind go on once it is set aside');
    const { body } = await district.as(carer)('GET', '/api/events/parked');
    assert.equal(body.items.length, 1);
    assert.match(body.items[0].error, /watching\.counter: out of order/);
    counter.before = () => undefined;
    assert.equal((await district.as(carer)('POST', `/api/events/parked/${body.items[0].id}/retry`)).status, 200);
    await district.deliver();
    assert.deepEqual(byAggregate(counter.seen), { a: [2, 1] });
    assert.equal((await district.as(carer)('POST', `/api/events/parked/${body.items[0].id}/retry`)).status, 404);
  });
  it('leave nothing of a failed try behind', async () => {
    const before = await linesSeen('counter');
    await publish('a', 1);
    counter.before = async (_step, context) => {
      await context.record({ kind: 'test.seen', body: { by: 'counter', half: 'done' } });
      fail();
    };
    await district.deliver();
    assert.equal(await linesSeen('counter'), before);
  });
  it('can be seen once more by one consumer, and by no other', async () => {
    await publish('a', 1);
    await publish('a', 2);
    await district.deliver();
    const replay = (consumer: string) =>
      district.as(carer)('POST', '/api/events/replay', { consumer, event: stepped.name, since: new Date(START).toISOString() });
    const answer = await replay('watching.counter');
    assert.deepEqual(answer.body, { events: 2 });
    await district.deliver();
    assert.deepEqual(byAggregate(counter.seen), { a: [1, 2, 1, 2] });
    assert.deepEqual(byAggregate(mirror.seen), { a: [1, 2] });
    assert.equal((await replay('watching.nobody')).status, 404);
    assert.equal((await district.as(person())('POST', '/api/events/replay', {})).status, 403);
  });
  it('are replayed for a new consumer without showing them to another new one', async () => {
    await publish('a', 1);
    await district.look((tx) =>
      tx
        .updateTable('kernel_outbox')
        .set({ delivered_at: new Date(START) })
        .execute(),
    );
    await district.as(carer)('POST', '/api/events/replay', {
      consumer: 'watching.counter',
      event: stepped.name,
      since: new Date(START).toISOString(),
    });
    await district.deliver();
    assert.deepEqual([counter.seen.length, mirror.seen.length], [1, 0]);
  });

  describe('with several relays at once', () => {
    const options = (clock: () => Date): RelayOptions => ({
      db: district.db,
      district: district.district,
      modules: district.modules,
      profile: district.profile,
      storage: district.storage,
      enqueue: async () => '',
      clock,
      onError: () => undefined,
    });
    const untilDelivered = async () => {
      while ((await outbox()).some(({ delivered_at }) => delivered_at === null)) await sleep(20);
    };

    it('are seen once each and in order, although consumers fail now and then', async () => {
      const begun = performance.now();
      const quick = () => new Date(START + (performance.now() - begun) * 1_000); // a second of waiting takes a millisecond
      let calls = 0;
      const atWork = new Set<string>();
      const overlaps: Step[] = [];
      counter.before = async (step) => {
        if (atWork.has(step.of)) overlaps.push(step);
        atWork.add(step.of);
        await sleep(1);
        atWork.delete(step.of);
        calls += 1;
        if (calls % 7 === 0) fail();
      };
      const relays = [startRelay(options(quick)), startRelay(options(quick)), startRelay(options(quick))];
      const aggregates = ['a', 'b', 'c', 'd', 'e'];
      for (let n = 1; n <= 12; n++) await Promise.all(aggregates.map((of) => publish(of, n)));
      await untilDelivered();
      await Promise.all(relays.map((relay) => relay.stop()));
      const inOrder = Object.fromEntries(aggregates.map((of) => [of, Array.from({ length: 12 }, (_, at) => at + 1)]));
      assert.deepEqual(byAggregate(counter.seen), inOrder);
      assert.deepEqual(byAggregate(mirror.seen), inOrder);
      assert.deepEqual(overlaps, []);
    });
    it('leave the work to one at a time, and take over when it ends', async () => {
      await publish('a', 1);
      let inside = 0;
      counter.before = async () => {
        inside = await deliverWaiting(options(() => district.clock.now));
      };
      assert.equal(await district.deliver(), 1);
      assert.equal(inside, 0);
      await publish('a', 2);
      counter.before = () => undefined;
      assert.equal(await deliverWaiting(options(() => district.clock.now)), 1);
    });
  });
});
