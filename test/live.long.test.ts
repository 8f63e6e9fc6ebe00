// Live changes while the server is killed in the middle: what was acknowledged is heard, each once and in order, by whoever comes back.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Program, startServing } from './support/programs.ts';

const PORT = 18_000 + (process.pid % 2_000);
const ADDRESS = `http://localhost:${PORT}`;
const READERS = 20;
const WRITERS = 6;
const KILLS = 3;
const BETWEEN_KILLS = 300;

test('every number told is heard exactly once by every reader, though the server is killed three times under load', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mbl-'));
  let server = await serve(folder);
  const reading = new AbortController();
  after(async () => {
    reading.abort();
    server.signal('SIGTERM');
    await server.end();
    await rm(folder, { recursive: true, force: true });
  });
  const cookie = await signIn('data-steward');
  const readers = Array.from({ length: READERS }, () => follow(cookie, reading.signal));
  await until(() => readers.every(({ opened }) => opened() > 0));

  const total = BETWEEN_KILLS * (KILLS + 1);
  let next = 0;
  let acknowledged = 0;
  const write = async () => {
    while (next < total) {
      await tell(next++);
      acknowledged += 1;
    }
  };
  const writing = Promise.all(Array.from({ length: WRITERS }, write));
  for (let kill = 1; kill <= KILLS; kill++) {
    await until(() => acknowledged >= kill * BETWEEN_KILLS);
    server.signal('SIGKILL');
    await server.end();
    server = await serve(folder);
  }
  await writing;
  await until(() => readers.every(({ numbers }) => numbers.length >= total));
  await sleep(1_500); // a second look of the server would double now

  const expected = Array.from({ length: total }, (_, number) => number);
  for (const { numbers, positions, resyncs, opened } of readers) {
    assert.deepEqual(
      numbers.toSorted((one, other) => one - other),
      expected,
    );
    assert.deepEqual(
      positions,
      positions.toSorted((one, other) => one - other),
    );
    assert.equal(resyncs(), 0);
    assert.ok(opened() > KILLS, 'it did come back each time');
  }
  assert.ok(
    readers.every(({ numbers }) => `${numbers}` === `${readers[0]?.numbers}`),
    'all heard them in the same order',
  );
});

async function serve(folder: string): Promise<Program> {
  const program = startServing({ PORT: String(PORT), MAPLEBRIDGE_DATA: folder });
  await program.until(/serving/);
  return program;
}

/** Tells a number under one key until it is acknowledged, as a program would that wants it done once. */
async function tell(number: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  for (;;) {
    const answer = await fetch(`${ADDRESS}/api/team/numbers`, { method: 'POST', headers, body: JSON.stringify({ number }) }).catch(
      () => null,
    );
    await answer?.arrayBuffer().catch(() => null);
    if (answer?.status === 200) return;
    await sleep(50);
  }
}

/** A browser's way of following: reads frames, keeps the last id, and comes back with it. */
function follow(cookie: string, signal: AbortSignal) {
  const numbers: number[] = [];
  const positions: number[] = [];
  let [opened, resyncs, last] = [0, 0, ''];
  const hear = (frame: string) => {
    last = /^id: (\d+)$/m.exec(frame)?.[1] ?? last;
    if (frame.includes('event: resync')) resyncs += 1;
    if (!frame.includes('event: change')) return;
    positions.push(Number(last));
    numbers.push(Number(/"ids":\["(\d+)"\]/.exec(frame)?.[1]));
  };
  const read = async () => {
    const headers = { cookie, ...(last && { 'last-event-id': last }) };
    const { ok, body } = await fetch(`${ADDRESS}/api/live?topics=team.number`, { headers, signal });
    if (!ok || !body) return;
    opened += 1;
    let rest = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const frames = (rest + chunk).split('\n\n');
      rest = frames.pop() ?? '';
      frames.forEach(hear);
    }
  };
  const live = async () => {
    while (!signal.aborted) {
      await read().catch(() => undefined);
      await sleep(100);
    }
  };
  void live();
  return { numbers, positions, opened: () => opened, resyncs: () => resyncs };
}

async function signIn(persona: string): Promise<string> {
  const session = await fetch(`${ADDRESS}/api/identity/session`);
  const { csrf } = (await session.json()) as { csrf: string };
  const before = cookiesOf(session);
  const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf, cookie: before };
  const signedIn = await fetch(`${ADDRESS}/api/identity/personas/${persona}/sign-in`, { method: 'POST', headers, body: '{}' });
  assert.equal(signedIn.status, 200);
  return [before, cookiesOf(signedIn)].join('; ');
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('it took too long');
    await sleep(20);
  }
}
