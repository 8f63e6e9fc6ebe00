import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';

import { personaSession } from './session.ts';
import { type SimulatedActor, startSimulator } from './simulator.ts';

const clock = () => new Date('2026-11-19T08:00:00Z');

/** A server that answers as the platform's edge does: a visit cookie, a token tied to it, a session cookie after sign-in. */
async function openEdge(t: { after(close: () => Promise<void>): void }) {
  const seen: { method: string; url: string; cookie: string; token: string; key: string }[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const { cookie = '' } = headers;
    seen.push({ method, url, cookie, token: String(headers['x-csrf-token'] ?? ''), key: String(headers['idempotency-key'] ?? '') });
    if (url.startsWith('/slow')) return;
    if (url === '/api/identity/session') response.setHeader('set-cookie', 'mb_visit=visit1; Path=/; HttpOnly');
    if (url.endsWith('/sign-in')) response.setHeader('set-cookie', 'mb_session=alice.sig; Path=/; HttpOnly');
    response.statusCode = url.includes('/nobody/') ? 404 : 200;
    response.end(JSON.stringify({ csrf: `token-for-${cookie.includes('mb_session') ? 'session' : 'visit'}` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, seen };
}

/** Resolves once `count` acts have been seen. */
function counter(count: number) {
  let left = count;
  let done: () => void = () => {};
  const reached = new Promise<void>((resolve) => {
    done = resolve;
  });
  const tick = () => {
    left -= 1;
    if (left === 0) done();
  };
  return { reached, tick };
}

test('a persona signs in like a person: visit cookie, token, session, and both go with every act', async (t) => {
  const { address, seen } = await openEdge(t);
  let keys = 0;
  const session = await personaSession({ address, signal: new AbortController().signal, nextKey: () => `key-${++keys}` }, 'data-steward');
  await session.send('POST', '/api/x', { a: 1 });
  const signIn = seen.find(({ url }) => url === '/api/identity/personas/data-steward/sign-in');
  assert.deepEqual(signIn && [signIn.method, signIn.cookie, signIn.token], ['POST', 'mb_visit=visit1', 'token-for-visit']);
  const act = seen.at(-1);
  assert.deepEqual(act, {
    method: 'POST',
    url: '/api/x',
    cookie: 'mb_visit=visit1; mb_session=alice.sig',
    token: 'token-for-session',
    key: 'key-2',
  });
});

test('a persona the platform does not know cannot sign in', async (t) => {
  const { address } = await openEdge(t);
  await assert.rejects(
    personaSession({ address, signal: new AbortController().signal, nextKey: () => 'k' }, 'nobody'),
    /nobody could not sign in: 404/,
  );
});

test('actors act again and again through HTTP, and choose the same with the same seed', async (t) => {
  const { address, seen } = await openEdge(t);
  const choices: number[][] = [];
  for (const seed of [5, 5, 6]) {
    const chosen: number[] = [];
    const { reached, tick } = counter(4);
    const actor: SimulatedActor = {
      name: 'reader',
      everySeconds: 0.001,
      async act({ random, anonymous }) {
        if (chosen.length < 4) chosen.push(random.between(1, 1000));
        await anonymous().get(`/data/${chosen.at(-1)}`);
        tick();
      },
    };
    const simulator = startSimulator({ address, seed, actors: [actor], clock, onError: assert.fail });
    await reached;
    await simulator.stop();
    assert.ok((simulator.acts.get('reader') ?? 0) >= 3);
    choices.push(chosen);
  }
  assert.deepEqual(choices[0], choices[1]);
  assert.notDeepEqual(choices[0], choices[2]);
  assert.ok(seen.every(({ method }) => method === 'GET'));
});

test('an actor that fails goes on trying, and is reported once and not at every try', async (t) => {
  const { address } = await openEdge(t);
  const { reached, tick } = counter(3);
  const errors: string[] = [];
  const clumsy: SimulatedActor = {
    name: 'clumsy',
    everySeconds: 0.001,
    async act() {
      tick();
      throw new Error('stumbled');
    },
  };
  const simulator = startSimulator({
    address,
    seed: 1,
    actors: [clumsy],
    clock,
    onError: (actor, error) => errors.push(`${actor}: ${(error as Error).message}`),
  });
  await reached;
  await simulator.stop();
  assert.deepEqual(errors, ['clumsy: stumbled']);
  assert.equal(simulator.acts.get('clumsy'), 0);
});

test('stopping breaks off a request under way, reports no error, and lets nothing run on', async (t) => {
  const { address, seen } = await openEdge(t);
  const { reached, tick } = counter(1);
  const slow: SimulatedActor = {
    name: 'slow',
    everySeconds: 0.001,
    async act({ anonymous }) {
      const answer = anonymous().get('/slow');
      tick();
      await answer;
    },
  };
  const simulator = startSimulator({ address, seed: 1, actors: [slow], clock, onError: assert.fail });
  await reached;
  await simulator.stop();
  const after = seen.length;
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(seen.length, after);
});

test('stopping before anything is due is at once', async () => {
  const idle: SimulatedActor = { name: 'idle', everySeconds: 3600, act: async () => assert.fail() };
  await startSimulator({ address: 'http://127.0.0.1:9', seed: 1, actors: [idle], clock, onError: assert.fail }).stop();
});
