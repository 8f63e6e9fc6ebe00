import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import type { OutboxItem } from './item.ts';
import { type Drained, drain } from './send.ts';
import { asNote, metFields, reworded, standing } from './settle.ts';
import { type Fault, Killed, memoryStore, modelServer, problem, something, world } from './test-support.ts';
import { verdictOf } from './verdict.ts';

const FAULTS: readonly Fault[] = ['none', 'lost', 'unheard', 'busy', 'broken', 'limited', 'portal', 'signed-out', 'killed'];
const DAY_MS = 86_400_000;

describe('the outbox', () => {
  test('loses nothing and sends nothing twice, whatever the network does and whenever the app is killed', async () => {
    const act = fc.record({ task: fc.constantFrom('a', 'b', 'c'), photos: fc.nat(2) });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), fc.array(fc.constantFrom(...FAULTS), { maxLength: 40 }), async (acts, faults) => {
        const [store, server, around] = [memoryStore(), modelServer(), world()];
        for (const [at, { task, photos }] of acts.entries()) store.add(something(task, String(at), 'note', photos), `key-${at}`);
        const transport = server.through([...faults]);
        for (let round = 0; round < 200 && store.all().length > 0; round++) {
          const before = store.all().map(({ input }) => input['text']);
          await drain(store, transport, around).catch(expectKilled);
          const now = new Set([...store.all().map(({ input }) => input['text']), ...server.log.map(({ words }) => words)]);
          for (const words of before) assert.ok(now.has(words), `${words} is neither here nor there`);
          around.time += 400_000;
        }
        assert.equal(store.all().length, 0);
        assert.deepEqual(server.log.map(({ words }) => words).toSorted(), acts.map((_, at) => String(at)).toSorted());
        for (const task of ['a', 'b', 'c']) {
          const arrived = server.log.filter((line) => line.task === task).map(({ words }) => Number(words));
          assert.deepEqual(
            arrived,
            arrived.toSorted((x, y) => x - y),
            'in the order in which they were done',
          );
        }
        server.log.forEach(({ words, files }) => {
          assert.equal(files, acts[Number(words)]?.photos);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('one task that waits for a person holds nobody else up, and nothing of its own goes past it', async () => {
    const [store, server, around] = [memoryStore(), modelServer(), world()];
    await drain(withItem('a', 'first', 'done'), server.through([]), around);
    store.add(something('a', 'second', 'done'), 'k2-second');
    store.add(something('a', 'after'), 'k3-after');
    store.add(something('b', 'other'), 'k4-other');
    const { end } = await drain(store, server.through([]), around);
    assert.equal(end, 'idle');
    assert.deepEqual(
      store.all().map(({ input, state }) => [input['text'] ?? input['result'], state]),
      [
        ['second', 'conflict'],
        ['after', 'waiting'],
      ],
    );
    assert.deepEqual(
      server.log.map(({ words }) => words),
      ['first', 'other'],
    );
  });

  test('an answer of a wireless network’s sign-in page is no answer', async () => {
    const [store, server, around] = [memoryStore(), modelServer(), world()];
    store.add(something('a', 'x'), 'key-000000');
    assert.equal((await drain(store, server.through(['portal']), around)).end, 'unreached');
    assert.equal(store.all().length, 1);
    assert.equal(verdictOf({ status: 200, body: { ok: true }, retryAfter: null }, 'revision'), 'unreached');
    assert.equal(verdictOf({ status: 403, body: null, retryAfter: null }, 'revision'), 'unreached');
  });

  test('waits as long as the server asks, and asks to sign in once', async () => {
    const [store, server, around] = [memoryStore(), modelServer(), world()];
    store.add(something('a', 'x'), 'key-000000');
    store.add(something('b', 'y'), 'key-000001');
    const limited: Drained = await drain(store, server.through(['limited']), around);
    assert.deepEqual([limited.end, (limited.wakeAt ?? 0) - around.time], ['later', 7000]);
    around.time += 8000;
    assert.equal((await drain(store, server.through(['signed-out']), around)).end, 'sign-in');
    assert.deepEqual(await drain(store, server.through([]), around), { end: 'idle', sent: 2, wakeAt: null });
  });

  test('a picture that has arrived is not sent again because the next one was cut off', async () => {
    const [store, server, around] = [memoryStore(), modelServer(), world()];
    store.add(something('a', 'x', 'note', 2), 'key-000000');
    assert.equal((await drain(store, server.through(['none', 'lost']), around)).end, 'unreached');
    await drain(store, server.through([]), around);
    assert.deepEqual([server.uploaded, server.log.length], [['x-0', 'x-1'], 1]);
  });

  test('pictures that the server no longer has are sent again, and the act once', async () => {
    const [store, server, around] = [memoryStore(), modelServer(), world()];
    store.add(something('a', 'x', 'note', 2), 'key-000000');
    await drain(store, server.through(['none', 'none', 'lost']), around);
    server.files.clear();
    await drain(store, server.through([]), around);
    around.time += 60_000;
    await drain(store, server.through([]), around);
    assert.deepEqual(server.log, [{ task: 'a', words: 'x', files: 2 }]);
  });

  test('what may have arrived a week ago is not sent again without asking', async () => {
    const [store, server, around] = [memoryStore(), modelServer(), world()];
    store.add(something('a', 'x'), 'key-000000');
    await drain(store, server.through(['unheard']), around);
    around.time += 6.6 * DAY_MS;
    await drain(store, server.through([]), around);
    assert.deepEqual([store.all()[0]?.state, server.log.length], ['unsure', 1]);
  });

  test('says “merged” for what others wrote, never for one’s own earlier changes', async () => {
    const [store, server, around] = [memoryStore(), modelServer(), world()];
    for (const words of ['1', '2', '3']) store.add(something('a', words), `key-00000${words}`);
    await drain(store, server.through([]), around);
    assert.deepEqual(
      store.sent.map(({ merged }) => merged),
      [false, false, false],
    );
    store.add(something('a', '4'), 'key-000004');
    await drain(store, server.through([]), around);
    assert.equal(store.sent.at(-1)?.merged, false);
    await drain(withItem('a', 'another device'), server.through([]), around);
    store.add(something('a', '5'), 'key-000005');
    await drain(store, server.through([]), around);
    assert.equal(store.sent.at(-1)?.merged, true);
  });

  test('what is discarded while it is being sent does not come back', async () => {
    const [store, server, around] = [memoryStore(), modelServer(), world()];
    const seq = store.add(something('a', 'x'), 'key-000000');
    const transport = server.through(['broken']);
    const act = (item: OutboxItem) => {
      store.discard(seq);
      return transport.act(item);
    };
    await drain(store, { ...transport, act }, around);
    assert.equal(store.all().length, 0);
  });
});

describe('a conflict', () => {
  const item = {
    ...something('t', '已清理，补种两株', 'done'),
    seq: 4,
    key: 'old-key-1',
    state: 'conflict' as const,
    tries: 1,
    retryAt: 0,
    firstTriedAt: 1,
    open: false,
    refusal: null,
  };
  const details = { fields: ['tasks.t.result'], theirs: { 'tasks.t.state': 'done', 'tasks.t.result': '已清理' }, head: 9 };
  const met = { ...item, refusal: { status: 409, code: 'operations.conflict', text: { en: '', zh: '' }, details } };

  test('shows both versions of every field that met', () => {
    assert.deepEqual(metFields(met, null), [
      { name: 'state', mine: 'done', theirs: 'done' },
      { name: 'result', mine: '已清理，补种两株', theirs: '已清理' },
    ]);
  });

  test('becomes a correction where the task is finished, the act itself where it is not, a note where nothing else is possible', () => {
    const now = { revision: 9, caseState: 'working', state: 'done', result: '已清理', acts: ['amend', 'note'] };
    const chosen = standing(met, now, 'new-key-1', '办结：已清理，补种两株');
    assert.deepEqual(
      [chosen.act, chosen.input, chosen.base, chosen.key, chosen.seq, chosen.state],
      ['amend', { result: '已清理，补种两株' }, 9, 'new-key-1', 4, 'waiting'],
    );
    assert.equal(standing(met, { ...now, acts: ['done'] }, 'k', '').act, 'done');
    const note = standing(met, { ...now, acts: ['note'] }, 'k', '办结：已清理，补种两株');
    assert.deepEqual([note.act, note.input], ['note', { text: '办结：已清理，补种两株' }]);
    assert.deepEqual(asNote(met, 9, 'k', 'w').input, { text: 'w' });
    assert.equal(reworded(met, '另').input['result'], '另');
  });

  test('is told from a moment’s hindrance by its code', () => {
    const verdict = (status: number, code: string) => verdictOf(problem(status, code), 'revision');
    assert.equal(verdict(409, 'operations.conflict'), 'conflict');
    assert.equal(verdict(409, 'operations.taskNotOpen'), 'conflict');
    assert.equal(verdict(409, 'kernel.stillRunning'), 'stumbled');
    assert.equal(verdict(422, 'kernel.keyReused'), 'refused');
    assert.equal(verdict(403, 'kernel.crossSite'), 'stumbled');
    assert.equal(verdict(404, 'files.notFound'), 'photos-gone');
  });
});

function withItem(task: string, words: string, act: 'note' | 'done' = 'note') {
  const store = memoryStore();
  store.add(something(task, words, act), `other-${words}`);
  return store;
}

function expectKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}
