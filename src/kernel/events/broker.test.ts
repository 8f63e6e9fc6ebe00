import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

import { openTestDistrict } from '../testing/index.ts';
import { type RelayOptions, startRelay } from './index.ts';
import { byAggregate, stepped, watcher, watchingModule } from './test-support.ts';

const SERVER = ['nats-server', '/usr/sbin/nats-server', '/usr/bin/nats-server'].find((name) => spawnSync(name, ['--version']).status === 0);
const skip = SERVER ? false : 'there is no nats-server on this machine (Debian: apt-get install nats-server)';
const AGGREGATES = ['a', 'b', 'c', 'd', 'e', 'f'];
const STEPS = 15;

describe('events through NATS JetStream', { skip }, async () => {
  if (skip) return;
  const store = await mkdtemp(path.join(tmpdir(), 'mbnats-'));
  const port = await freePort();
  const natsUrl = `nats://127.0.0.1:${port}`;
  const [one, two] = [watcher('counter'), watcher('counter')];
  const district = await openTestDistrict({ modules: [watchingModule([one])] });
  const faults: unknown[] = [];
  let server: ChildProcess | null = null;

  const startServer = async () => {
    server = spawn(SERVER ?? '', ['-js', '-sd', store, '-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    while (!(await answers())) await sleep(20);
  };
  const killServer = async () => {
    const gone = server;
    if (!gone || gone.exitCode !== null) return;
    gone.kill('SIGKILL');
    await once(gone, 'exit');
  };
  const answers = async () => {
    const connection = await connect({ servers: natsUrl, reconnect: false, timeout: 500 }).catch(() => null);
    await connection?.close();
    return connection !== null;
  };
  /** A second instance of the platform has consumers of its own in its own memory. */
  const optionsOf = (watching: typeof one): RelayOptions => ({
    db: district.db,
    district: district.district,
    modules: [watchingModule([watching])],
    profile: district.profile,
    storage: district.storage,
    enqueue: async () => '',
    clock: () => new Date(),
    natsUrl,
    onError: (error) => faults.push(error),
  });
  const reset = async () => {
    await district.look((tx) => tx.deleteFrom('kernel_outbox').execute());
    for (const watching of [one, two]) {
      watching.seen.length = 0;
      watching.before = () => undefined;
    }
  };
  const publishSteps = async (from: number, to: number) => {
    for (let n = from; n <= to; n++) for (const of of AGGREGATES) await district.act((context) => context.publish(stepped, { of, n }, of));
  };
  const waiting = async () =>
    (await district.look((tx) => tx.selectFrom('kernel_outbox').select('id').where('delivered_at', 'is', null).execute())).length;
  const untilDelivered = async () => {
    while ((await waiting()) > 0) await sleep(20);
  };
  const streamState = async () => {
    const connection = await connect({ servers: natsUrl });
    const { state } = await (await jetstreamManager(connection)).streams.info(`maplebridge_${district.district}`);
    await connection.close();
    return state;
  };
  /** Until so many instances ask for messages, so that what follows does go through the broker. */
  const untilPulled = async (instances: number) => {
    const pulls = async () => {
      const connection = await connect({ servers: natsUrl });
      const { consumers } = await jetstreamManager(connection);
      const { num_waiting } = await consumers.info(`maplebridge_${district.district}`, 'modules-0').finally(() => connection.close());
      return num_waiting;
    };
    while ((await pulls().catch(() => 0)) < instances) await sleep(20);
  };
  const whole = Object.fromEntries(AGGREGATES.map((of) => [of, Array.from({ length: STEPS }, (_, at) => at + 1)]));
  /** Both instances write into the same ledger, so its order is the order in which steps were seen anywhere. */
  const ledgerOrder = async () => {
    const rows = await district.look((tx) =>
      tx.selectFrom('kernel_ledger_entry').select('body').where('kind', '=', 'test.seen').orderBy('id').execute(),
    );
    return byAggregate(rows.map(({ body }) => JSON.parse(body)).slice(-AGGREGATES.length * STEPS));
  };

  before(startServer);
  after(async () => {
    await killServer();
    await district.close();
    await rm(store, { recursive: true, force: true });
  });

  it('are shared by two instances, each event seen once and in order within its aggregate', async () => {
    await reset();
    const relays = [startRelay(optionsOf(one)), startRelay(optionsOf(two))];
    await untilPulled(2);
    await publishSteps(1, STEPS);
    await untilDelivered();
    await Promise.all(relays.map((relay) => relay.stop()));
    assert.equal(one.seen.length + two.seen.length, AGGREGATES.length * STEPS);
    assert.deepEqual(await ledgerOrder(), whole);
    assert.ok(one.seen.length > 0 && two.seen.length > 0, `${one.seen.length} and ${two.seen.length}`);
    assert.ok((await streamState()).messages > 0, 'they did go through the broker');
  });
  it('of a failing consumer wait in the outbox, and hold nobody else in their lane', async () => {
    await reset();
    let failures = 0;
    one.before = ({ of }) => {
      if (of === 'a' && failures++ < 1) throw new Error('not yet');
    };
    const relay = startRelay(optionsOf(one));
    await untilPulled(1);
    await publishSteps(1, STEPS);
    await untilDelivered();
    await relay.stop();
    assert.deepEqual(byAggregate(one.seen), whole);
  });
  it('are neither lost nor doubled when the broker is killed in the middle and comes back', async () => {
    await reset();
    const relays = [startRelay(optionsOf(one)), startRelay(optionsOf(two))];
    await untilPulled(2);
    const publishing = publishSteps(1, STEPS);
    while (one.seen.length + two.seen.length < 20) await sleep(5);
    await killServer();
    await publishing;
    await startServer();
    await untilDelivered();
    await Promise.all(relays.map((relay) => relay.stop()));
    assert.equal(one.seen.length + two.seen.length, AGGREGATES.length * STEPS);
    assert.deepEqual(await ledgerOrder(), whole);
  });
  it('go on without a broker, and the platform starts and stops without one', async () => {
    await reset();
    await killServer();
    faults.length = 0;
    const relay = startRelay(optionsOf(one));
    await publishSteps(1, STEPS);
    await untilDelivered();
    await relay.stop();
    assert.deepEqual(byAggregate(one.seen), whole);
    assert.equal(faults.length, 1, 'said once, not every second');
    assert.match(String(faults[0]), /NATS/);
  });
  it('are handed over again when the broker has lost them', async () => {
    await reset();
    await rm(store, { recursive: true, force: true });
    await startServer();
    const lost = new Date(Date.now() - 10 * 60_000);
    await publishSteps(1, 1);
    await district.look((tx) => tx.updateTable('kernel_outbox').set({ relayed_at: lost, relays: 1 }).execute());
    const relay = startRelay(optionsOf(one));
    await untilDelivered();
    await relay.stop();
    assert.deepEqual(byAggregate(one.seen), Object.fromEntries(AGGREGATES.map((of) => [of, [1]])));
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
