import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

import { sql } from 'kysely';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';
import { latestCheckpoint, signCheckpoint } from './checkpoint.ts';
import {
  createAppender,
  loadSigningKey,
  openSigner,
  type Signer,
  sequenceAll,
  startSequencer,
  type Transact,
  verifyLedger,
} from './index.ts';
import { lockTree, sequence } from './sequence.ts';

let district: TestDistrict;
let folder: string;
let signer: Signer;

before(async () => {
  district = await openTestDistrict();
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  signer = openSigner(await loadSigningKey(folder), district.district);
});

after(async () => {
  await district.close();
  await rm(folder, { recursive: true });
});

const settle = () => sequenceAll(district.look, signer, district.clock.now);
const record = (body: Record<string, unknown>) => district.act((context) => context.record({ kind: 'test.recorded', body }));
const placeOf = (id: string) =>
  district.look((tx) => tx.selectFrom('kernel_ledger_leaf').select('leaf_index').where('entry_id', '=', id).executeTakeFirst());

async function isSigned(id: string): Promise<boolean> {
  const place = await placeOf(id);
  const latest = await district.look(latestCheckpoint);
  return place !== undefined && Number(place.leaf_index) < Number(latest?.size ?? 0);
}

/** A transaction held open by the test, until it says how it ends. */
function openTransaction() {
  const end = Promise.withResolvers<void>();
  const entry = Promise.withResolvers<string>();
  const done = district.act(async (context) => {
    entry.resolve(await context.record({ kind: 'test.recorded', body: { slow: true } }));
    await end.promise;
  });
  return { entry: entry.promise, end, done };
}

test('an entry that is committed late gets its place after those that overtook it', async () => {
  const slow = openTransaction();
  const early = await slow.entry;
  const late = await record({ slow: false });
  await settle();
  assert.ok(await placeOf(late));
  assert.equal(await placeOf(early), undefined);
  slow.end.resolve();
  await slow.done;
  await settle();
  assert.equal(Number((await placeOf(early))?.leaf_index), Number((await placeOf(late))?.leaf_index) + 1);
  assert.deepEqual((await verifyLedger(district.look)).fault, null);
});

test('an entry whose transaction is undone leaves no trace', async () => {
  const undone = openTransaction();
  const id = await undone.entry;
  undone.end.reject(new Error('undone'));
  await assert.rejects(undone.done, /undone/);
  const { size } = await verifyLedger(district.look);
  await settle();
  assert.equal(await placeOf(id), undefined);
  assert.equal((await verifyLedger(district.look)).size, size);
});

test('entries of one transaction keep their order', async () => {
  const ids = await district.act(async (context) => {
    const written: string[] = [];
    for (let n = 0; n < 50; n++) written.push(await context.record({ kind: 'test.recorded', body: { n } }));
    return written;
  });
  await settle();
  const places: number[] = [];
  for (const id of ids) places.push(Number((await placeOf(id))?.leaf_index));
  assert.deepEqual(
    places,
    places.map((_, at) => (places[0] as number) + at),
  );
});

test('many sequencers at once give every entry one place, without a gap', async () => {
  const onError = (error: Error) => assert.fail(error);
  const one = () =>
    startSequencer({ transact: district.look, signer, now: () => district.clock.now, onError, pollMs: 5, checkpointSeconds: 0 });
  const sequencers = [one(), one(), one()];
  const append = createAppender({ transact: district.look, now: () => district.clock.now, onWritten: () => sequencers[0]?.wake() });
  const before = await verifyLedger(district.look);
  const ids = await Promise.all(Array.from({ length: 3_000 }, (_, n) => append({ kind: 'test.appended', body: { n } })));
  await Promise.all(ids.slice(0, 20).map((_, n) => record({ n })));
  await Promise.all(sequencers.map((sequencer) => sequencer.stop()));
  await settle();
  const after = await verifyLedger(district.look);
  assert.equal(after.fault, null);
  assert.equal(after.size - before.size, 3_020);
});

test('while one process gives places, another leaves the tree alone', async () => {
  await settle();
  const id = await record({ later: true });
  await district.look(async (tx) => {
    assert.equal(await lockTree(tx), true);
    assert.equal(await district.look(sequence), 0);
    assert.equal(await sequence(tx), 1);
  });
  assert.ok(await placeOf(id));
});

test('an appended line is committed when its promise is kept, and a line that is refused fails alone', async () => {
  const append = createAppender({ transact: district.look, now: () => district.clock.now });
  const results = await Promise.allSettled([
    append({ kind: 'test.appended', body: { good: 1 } }),
    append({ kind: 'NOT.A.KIND', body: {} }),
    append({ kind: 'test.appended', body: { bad: Number.NaN } }),
    append({ kind: 'test.appended', body: { good: 2 } }),
  ]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
  );
  for (const result of results.filter((one) => one.status === 'fulfilled')) {
    const { rows } = await district.pool.query(`select from ${district.schema}.kernel_ledger_entry where id = $1`, [result.value]);
    assert.equal(rows.length, 1);
  }
  await settle();
});

test('nobody changes, removes or empties what is written', async () => {
  await settle();
  for (const table of ['entry', 'leaf', 'node', 'key', 'checkpoint']) {
    const name = sql.table(`kernel_ledger_${table}`);
    const column = sql.ref({ entry: 'kind', leaf: 'entry_id', node: 'hash', key: 'verifier', checkpoint: 'note' }[table] as string);
    for (const change of [sql`update ${name} set ${column} = ${column}`, sql`delete from ${name}`, sql`truncate ${name} cascade`]) {
      await assert.rejects(
        district.look((tx) => change.execute(tx)),
        /append-only/,
      );
    }
  }
});

test('a checkpoint is signed once per growth, and not before the last one is old enough', async () => {
  const sign = (seconds: number) => district.look((tx) => signCheckpoint(tx, signer, district.clock.now, seconds));
  await settle();
  assert.equal(await sign(0), 'whole');
  await record({ more: true });
  await district.look(sequence);
  assert.equal(await sign(10), 'early');
  district.clock.now = new Date(district.clock.now.getTime() + 10_000);
  assert.equal(await sign(10), 'signed');
});

test('the sequencer places and signs by itself, goes on after failures, and ends when told', async () => {
  const errors: string[] = [];
  let broken = true;
  const transact: Transact = (work) => (broken ? Promise.reject(new Error('database away')) : district.look(work));
  const onError = ({ message }: Error) => void errors.push(message);
  const sequencer = startSequencer({ transact, signer, now: () => district.clock.now, onError, pollMs: 1, checkpointSeconds: 0 });
  const id = await record({ alone: true });
  while (errors.length === 0) await setImmediate();
  broken = false;
  sequencer.wake();
  while (!(await isSigned(id))) sequencer.wake();
  await sequencer.stop();
  assert.equal(errors[0], 'database away');
});

test('a new signing key takes over, and the audit accepts what both signed', async () => {
  await settle();
  const next = openSigner(await loadSigningKey(join(folder, 'next')), district.district);
  await record({ signedBy: 'next' });
  district.clock.now = new Date(district.clock.now.getTime() + 60_000);
  await sequenceAll(district.look, next, district.clock.now);
  assert.equal((await verifyLedger(district.look, { keys: [signer.verifier, next.verifier] })).fault, null);
  assert.equal((await verifyLedger(district.look, { keys: [signer.verifier] })).fault?.code, 'signatureWrong');
  assert.equal((await verifyLedger(district.look)).fault, null);
});

test('a changed history is never signed', async () => {
  await settle();
  const undo = new Error('undo');
  const tampered = district.look(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`update kernel_ledger_leaf set leaf_hash = sha256('forged') where leaf_index = (select max(leaf_index) from kernel_ledger_leaf)`.execute(
      tx,
    );
    await sql`update kernel_ledger_node set hash = sha256('forged') where level = 1`.execute(tx);
    await sql`set local session_replication_role = origin`.execute(tx);
    await sql`insert into kernel_ledger_entry values (gen_random_uuid(), 'test.recorded', now(), '{}')`.execute(tx);
    await sequence(tx);
    await assert.rejects(signCheckpoint(tx, signer, district.clock.now), { code: 'ledger.historyChanged' });
    throw undo;
  });
  await assert.rejects(tampered, undo);
  assert.equal((await verifyLedger(district.look)).fault, null);
});
