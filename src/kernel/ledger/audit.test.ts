import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import fc from 'fast-check';
import { type Kysely, type RawBuilder, sql } from 'kysely';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';
import type { KernelTables } from '../core/index.ts';
import { type AuditReport, loadSigningKey, openSigner, type Signer, sequenceAll, verifyLedger } from './index.ts';

const RECORDS = 100_000;

let district: TestDistrict;
let folder: string;
let signer: Signer;

before(async () => {
  district = await openTestDistrict();
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  signer = openSigner(await loadSigningKey(folder), district.district);
  for (const count of [1, 2_499, 2_500, RECORDS - 5_000]) await grow(count);
});

after(async () => {
  await district.close();
  await rm(folder, { recursive: true });
});

/** Ids are uuids of version 7 in everything but their making, which SQL does faster. */
async function grow(count: number): Promise<void> {
  await district.look((tx) =>
    sql`
      insert into kernel_ledger_entry (id, kind, recorded_at, body)
      select overlay(gen_random_uuid()::text placing '0198f0a0-0000-7' from 1 for 15)::uuid, 'test.recorded', now(), '{"n":' || n || '}'
      from generate_series(1, ${count}::int) as n
    `.execute(tx),
  );
  district.clock.now = new Date(district.clock.now.getTime() + 60_000);
  await sequenceAll(district.look, signer, district.clock.now);
}

/** Does something forbidden as the server's superuser, audits, and undoes it. */
async function auditAfter(...acts: readonly RawBuilder<unknown>[]): Promise<AuditReport> {
  const undo = new Error('undo');
  const report = Promise.withResolvers<AuditReport>();
  const tampering = district.look(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    for (const act of acts) await act.execute(tx);
    report.resolve(await verifyLedger((work) => work(tx)));
    throw undo;
  });
  await assert.rejects(tampering, undo);
  return report.promise;
}

const entryAt = (index: number) => sql`(select entry_id from kernel_ledger_leaf where leaf_index = ${index})`;

test(`an untouched ledger of ${RECORDS} records passes, with all its checkpoints`, async () => {
  const report = await verifyLedger(district.look, { keys: [signer.verifier] });
  assert.deepEqual({ ...report, root: '' }, { ok: true, size: RECORDS, checkpoints: 4, root: '', fault: null });
});

test('any one record altered, removed, reordered or inserted anywhere among them is found and named', async () => {
  const place = fc.integer({ min: 0, max: RECORDS - 1 });
  const one = (index: number) => sql`leaf_index = ${index}`;
  const faults: Record<string, (index: number) => { acts: RawBuilder<unknown>[]; key: string }> = {
    'body altered': (at) => ({ acts: [sql`update kernel_ledger_entry set body = '{"n":-1}' where id = ${entryAt(at)}`], key: `${at}` }),
    'one space added': (at) => ({ acts: [sql`update kernel_ledger_entry set body = body || ' ' where id = ${entryAt(at)}`], key: `${at}` }),
    'kind altered': (at) => ({ acts: [sql`update kernel_ledger_entry set kind = 'a.b' where id = ${entryAt(at)}`], key: `${at}` }),
    'time moved by a millisecond': (at) => ({
      acts: [sql`update kernel_ledger_entry set recorded_at = recorded_at + interval '1 ms' where id = ${entryAt(at)}`],
      key: `${at}`,
    }),
    'entry removed': (at) => ({ acts: [sql`delete from kernel_ledger_entry where id = ${entryAt(at)}`], key: `${at}` }),
    'entry and place removed': (at) => ({
      acts: [sql`delete from kernel_ledger_entry where id = ${entryAt(at)}`, sql`delete from kernel_ledger_leaf where ${one(at)}`],
      key: `${at}`,
    }),
    'hash altered': (at) => ({ acts: [sql`update kernel_ledger_leaf set leaf_hash = sha256('x') where ${one(at)}`], key: `${at}` }),
    'entry replaced together with its hash': (at) => ({
      acts: [
        sql`update kernel_ledger_entry set body = '{}' where id = ${entryAt(at)}`,
        sql`update kernel_ledger_leaf set leaf_hash = (
          select sha256('\\x00'::bytea || convert_to('{"body":{},"id":"' || id || '","kind":"' || kind || '","recordedAt":"' ||
            to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"}', 'UTF8'))
          from kernel_ledger_entry where id = entry_id) where ${one(at)}`,
      ],
      key: `1/${Math.floor(at / 2)}`,
    }),
    'two neighbours swapped': (at) => {
      const low = at - (at % 2);
      const swapped = sql`(select leaf_index, entry_id, leaf_hash from kernel_ledger_leaf where leaf_index in (${low}, ${low + 1}))`;
      return {
        acts: [
          sql`create temp table swap on commit drop as ${swapped}`,
          sql`delete from kernel_ledger_leaf where leaf_index in (${low}, ${low + 1})`,
          sql`insert into kernel_ledger_leaf select ${2 * low + 1} - leaf_index, entry_id, leaf_hash from swap`,
        ],
        key: `1/${low / 2}`,
      };
    },
  };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(faults)), place, async (name, index) => {
      const { acts, key } = (faults[name] as (typeof faults)[string])(index);
      const { ok, fault } = await auditAfter(...acts);
      assert.deepEqual({ ok, key: fault?.key }, { ok: false, key }, `${name} at ${index}: ${fault?.text.en}`);
    }),
    { numRuns: 18, endOnFailure: true, examples: Object.keys(faults).map((name) => [name, 4_999] as [string, number]) },
  );
});

test('a subtree, checkpoint or key that was altered, removed or added is named', async () => {
  const cases: [RawBuilder<unknown>, string, string?][] = [
    [sql`update kernel_ledger_node set hash = sha256('x') where level = 3 and node_index = 77`, 'nodeChanged', '3/77'],
    [sql`delete from kernel_ledger_node where level = 1 and node_index = 1234`, 'nodeMissing', '1/1234'],
    [sql`insert into kernel_ledger_node values (1, 50000, sha256('x'))`, 'nodeUnknown', '1/50000'],
    [sql`update kernel_ledger_checkpoint set signed_at = signed_at + interval '1 s' where size = 2500`, 'checkpointChanged', '2500'],
    [sql`update kernel_ledger_checkpoint set root = sha256('x') where size = 5000`, 'rootDiffers', '5000'],
    [sql`update kernel_ledger_checkpoint set size = 5001 where size = 5000`, 'rootDiffers', '5001'],
    [sql`update kernel_ledger_checkpoint set note = replace(note, 'A', 'B') where size = 5000`, 'signatureWrong', '5000'],
    [sql`delete from kernel_ledger_key`, 'signatureWrong', '1'],
    [sql`update kernel_ledger_key set first_used = first_used - interval '1 day'`, 'keyUnknown'],
    [sql`insert into kernel_ledger_key values ('someone+00000000+AA==', now())`, 'keyUnknown'],
  ];
  for (const [act, code, key] of cases) {
    const { fault } = await auditAfter(act);
    assert.deepEqual([fault?.code, key ?? fault?.key], [code, fault?.key]);
  }
});

test('an end that was cut off, an entry put past the ledger and one lost while waiting are found', async () => {
  const last = RECORDS - 1;
  const cut = await auditAfter(sql`delete from kernel_ledger_leaf where leaf_index = ${last}`);
  assert.deepEqual([cut.fault?.code, cut.fault?.key, cut.size], ['placeMissing', `${last}`, last]);
  const past = await auditAfter(sql`insert into kernel_ledger_entry values (gen_random_uuid(), 'test.recorded', now(), '{}')`);
  assert.equal(past.fault?.code, 'entryUnplaced');
  const lost = await auditAfter(sql`insert into kernel_ledger_queue (entry_id) values (gen_random_uuid())`);
  assert.equal(lost.fault?.code, 'queueStray');
});

test('a key that nobody gave us is not trusted because the ledger names it', async () => {
  const other = openSigner(await loadSigningKey(join(folder, 'other')), district.district);
  const { fault } = await verifyLedger(district.look, { keys: [other.verifier] });
  assert.equal(fault?.code, 'signatureWrong');
});

test('what is written during an audit does it no harm', async () => {
  const look = <Result>(work: (tx: Kysely<KernelTables>) => Promise<Result>) => district.look(work);
  const [report] = await Promise.all([verifyLedger(look), grow(3_000)]);
  assert.deepEqual([report.fault, report.size], [null, RECORDS]);
  assert.equal((await verifyLedger(look)).size, RECORDS + 3_000);
});
