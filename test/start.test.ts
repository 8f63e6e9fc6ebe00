// Starting, stopping and killing, as the one who runs the platform sees it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { anonymousSession, personaSession, type Session } from '../demo/simulator/session.ts';
import { startEmbedded } from '../src/kernel/database/index.ts';
import { type Program, startAsUser, startServing } from './support/programs.ts';

let folder: string;
const running = new Set<Program>();

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mbs-'));
});
after(async () => {
  for (const program of running) program.signal('SIGTERM');
  await Promise.all([...running].map((program) => program.end()));
  await rm(folder, { recursive: true, force: true });
});

const keep = (program: Program) => {
  running.add(program);
  return program;
};

const options = (address: string) => ({ address, signal: AbortSignal.timeout(60_000), nextKey: () => randomUUID() });

describe('a start', () => {
  const data = () => path.join(folder, 'user');
  let port: number;
  let first: Program;

  before(async () => {
    port = await freePort();
    first = keep(startAsUser({ PORT: String(port), MAPLEBRIDGE_DATA: data(), MAPLEBRIDGE_DEMO: 'off' }));
    await first.until(/Ready after/);
  });

  test('prints where portal, console and interface are, and all three answer', async () => {
    await first.until(/openapi\.json/);
    for (const place of ['/', '/console', '/api/openapi.json', '/health/ready', '/health/live']) {
      const address = `http://localhost:${port}${place}`;
      if (!place.startsWith('/health')) assert.ok(first.said().includes(address), `${address} is printed`);
      assert.equal((await fetch(address)).status, 200, address);
    }
  });

  test('without the demo lets nobody in by a click, and has no made-up data', async () => {
    const visitor = anonymousSession(options(`http://localhost:${port}`));
    assert.deepEqual((await visitor.get('/api/identity/personas')).json(), { items: [] });
    assert.deepEqual((await visitor.get('/api/data/datasets')).json<{ items: unknown[] }>().items, []);
  });

  test('on a port that is taken says in both languages that PORT chooses another', async () => {
    const second = keep(startAsUser({ PORT: String(port), MAPLEBRIDGE_DATA: path.join(folder, 'other'), MAPLEBRIDGE_DEMO: 'off' }));
    assert.notEqual(await second.end(), 0);
    assert.match(second.said(), /PORT/);
    assert.match(second.said(), /端口/);
    assert.doesNotMatch(second.said(), /\n\s+at .*\(?(file:|node:)/, 'no stack is shown');
    assert.equal(existsSync(path.join(folder, 'other', 'maplebridge.pid')), false, 'the folder is free again');
  });

  test('on a folder that is in use says in both languages which variable chooses another', async () => {
    const second = keep(startAsUser({ PORT: '0', MAPLEBRIDGE_DATA: data(), MAPLEBRIDGE_DEMO: 'off' }));
    assert.notEqual(await second.end(), 0);
    assert.match(second.said(), /MAPLEBRIDGE_DATA/);
    assert.match(second.said(), /数据目录/);
    assert.equal((await fetch(`http://localhost:${port}/health/ready`)).status, 200, 'the first one goes on');
  });

  test('ends on SIGTERM in order: status 0, database gone, folder free; and the next start finds all as it was', async () => {
    const server = postmaster(data());
    assert.ok(isAlive(server));
    first.signal('SIGTERM');
    assert.equal(await first.end(), 0);
    assert.equal(isAlive(server), false, 'the database server is gone');
    assert.equal(existsSync(path.join(data(), 'maplebridge.pid')), false, 'the folder is free');
    const again = keep(startAsUser({ PORT: String(port), MAPLEBRIDGE_DATA: data(), MAPLEBRIDGE_DEMO: 'off' }));
    await again.until(/Ready after/);
    assert.doesNotMatch(again.said(), /recovering/, 'nothing had to be recovered');
    again.signal('SIGTERM');
    assert.equal(await again.end(), 0);
  });
});

describe('a start that is broken off', () => {
  test('leaves no database server behind', async () => {
    const data = path.join(folder, 'broken-off');
    const program = keep(startAsUser({ PORT: '0', MAPLEBRIDGE_DATA: data, MAPLEBRIDGE_DEMO: 'off' }));
    await program.until(/Bringing tables/);
    const server = postmaster(data);
    program.signal('SIGTERM');
    assert.equal(await program.end(), 0);
    assert.equal(isAlive(server), false);
    assert.equal(existsSync(path.join(data, 'maplebridge.pid')), false, 'the folder is free');
  });
});

describe('kill -9', () => {
  test('in the middle of writing loses nothing that was answered with success', async () => {
    const data = path.join(folder, 'killed');
    const port = String(await freePort());
    const first = keep(startServing({ PORT: port, MAPLEBRIDGE_DATA: data }));
    const [, address = ''] = await first.until(/serving (\S+)/);
    const steward = await personaSession(options(address), 'data-steward');
    const acknowledged = await writeUntilKilled(steward, first);
    assert.ok(acknowledged.length > 20, `only ${acknowledged.length} writes before the end`);

    const second = keep(startServing({ PORT: port, MAPLEBRIDGE_DATA: data }));
    await second.until(/serving/);
    const lost: string[] = [];
    for (const id of acknowledged) {
      const { status } = await steward.get(`/api/data/uploads/${id}`);
      if (status !== 200) lost.push(`${id}: ${status}`);
    }
    assert.deepEqual(lost, [], `of ${acknowledged.length}`);
    second.signal('SIGTERM');
    assert.equal(await second.end(), 0);
  });
});

/** Jobs to share; enough that neither process can be too late for all of them. */
const COUNT = 10;

describe('two processes on one database', () => {
  test('know the same people and share the work: each job is done once, and both do some', async () => {
    const server = await startEmbedded({ folder: path.join(folder, 'shared-server'), throwaway: true });
    try {
      const env = { PORT: '0', MAPLEBRIDGE_DATA: path.join(folder, 'shared'), DATABASE_URL: server.dsn };
      const pair = [keep(startServing(env)), keep(startServing(env))];
      const [here = '', there = ''] = await Promise.all(pair.map(async (program) => (await program.until(/serving (\S+)/))[1]));
      const visitor = anonymousSession(options(here));
      assert.equal((await visitor.send('POST', '/api/team/turns', { count: COUNT })).status, 200);
      const turns = await turnsDone(anonymousSession(options(there)), COUNT);
      assert.equal(turns.length, COUNT, 'each turn was taken once');
      assert.equal(new Set(turns.map((each) => each.process)).size, 2, 'both took some');
      for (const program of pair) program.signal('SIGTERM');
      assert.deepEqual(await Promise.all(pair.map((program) => program.end())), [0, 0]);
    } finally {
      await server.stop();
    }
  });
});

/** Announces uploads from several hands at once, then kills the process between two answers. @returns what was acknowledged */
async function writeUntilKilled(steward: Session, program: Program): Promise<string[]> {
  const acknowledged: string[] = [];
  const write = async () => {
    for (;;) {
      const { status, json } = await steward.send('POST', '/api/data/uploads', { name: 'payments.csv', size: 1_000 });
      if (status === 201) acknowledged.push(json<{ id: string }>().id);
      if (acknowledged.length === 60) program.signal('SIGKILL');
    }
  };
  await Promise.allSettled(Array.from({ length: 6 }, write));
  await program.end();
  return acknowledged;
}

interface Turn {
  readonly number: number;
  readonly process: number;
}

async function turnsDone(visitor: Session, count: number): Promise<Turn[]> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { items } = (await visitor.get('/api/team/turns')).json<{ items: Turn[] }>();
    if (items.length >= count || Date.now() > deadline) return items;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Process number of the database server over a data folder. */
function postmaster(data: string): number {
  return Number(readFileSync(path.join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
