import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';
import { fromBase64 } from './bytes.ts';
import { auditType, createAppender, loadSigningKey, openSigner, type Signer, sequenceAll } from './index.ts';
import { leafHashOf, openCheckpoint, verifyConsistency, verifyInclusion } from './verify.ts';

let district: TestDistrict;
let folder: string;
let signer: Signer;
let get: (path: string, headers?: Record<string, string>) => ReturnType<ReturnType<TestDistrict['as']>>;

before(async () => {
  district = await openTestDistrict();
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  signer = openSigner(await loadSigningKey(folder), district.district);
  const send = district.as();
  get = (path, headers) => send('GET', `/api/ledger/${path}`, undefined, headers);
});

after(async () => {
  await district.close();
  await rm(folder, { recursive: true });
});

async function grow(count: number, kind: `${string}.${string}` = 'test.recorded'): Promise<void> {
  const append = createAppender({ transact: district.look, now: () => district.clock.now });
  await Promise.all(Array.from({ length: count }, (_, n) => append({ kind, body: { n } })));
  await sequenceAll(district.look, signer, district.clock.now);
}

const hash = (text: string) => fromBase64(text, 32);

test('before the first entry the ledger says that nothing is signed yet, in both languages', async () => {
  for (const path of ['checkpoint', 'key', 'export']) {
    const { status, body } = await get(path);
    assert.deepEqual([status, body.type], [404, 'urn:maplebridge:ledger.nothingSigned'], path);
  }
  assert.deepEqual((await get('entries')).body, { items: [] });
  assert.deepEqual((await get('kinds')).body, { items: [] });
});

test('a stranger can follow an entry from its text to the signature, with public answers only', async () => {
  await grow(137);
  const key = (await get('key')).text.trim();
  assert.equal(key, signer.verifier);
  const checkpoint = await openCheckpoint((await get('checkpoint')).text, key);
  assert.equal(checkpoint?.size, 137);
  const { index, leafHash, ...entry } = (await get('entries?from=99&limit=1')).body.items[0];
  const leaf = await leafHashOf(entry);
  assert.deepEqual([index, hash(leafHash)], [99, leaf]);
  const proof = (await get(`proofs/inclusion?index=${index}&size=137`)).body;
  assert.ok(await verifyInclusion(leaf, index, 137, proof.proof.map(hash), checkpoint.root));
});

test('a stranger who kept a checkpoint can prove that the ledger only grew since', async () => {
  const kept = await openCheckpoint((await get('checkpoint')).text, signer.verifier);
  await grow(64);
  const now = await openCheckpoint((await get('checkpoint')).text, signer.verifier);
  assert.ok(kept && now && now.size === kept.size + 64);
  const { proof } = (await get(`proofs/consistency?from=${kept.size}&to=${now.size}`)).body;
  assert.ok(await verifyConsistency(kept, now, proof.map(hash)));
});

test('entries are listed by place, by time and by kind, page by page', async () => {
  await grow(5, 'test.other');
  assert.deepEqual((await get('kinds')).body.items, ['test.other', 'test.recorded']);
  const first = (await get('entries/recent?kind=test.other&limit=3')).body;
  const second = (await get(`entries/recent?kind=test.other&limit=3&cursor=${first.next}`)).body;
  assert.deepEqual([first.items.length, second.items.length, second.next], [3, 2, null]);
  const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
  assert.deepEqual(ids, [...new Set(ids)].sort().reverse());
  const one = (await get(`entries/${ids[0]}`)).body;
  assert.deepEqual([one.id, one.kind], [ids[0], 'test.other']);
  const places = (await get('entries?from=10&limit=4')).body.items.map(({ index }: { index: number }) => index);
  assert.deepEqual(places, [10, 11, 12, 13]);
  const checkpoints = (await get('checkpoints?limit=2')).body;
  assert.deepEqual(
    checkpoints.items.map(({ size }: { size: number }) => size),
    [206, 201],
  );
  assert.deepEqual(
    (await get(`checkpoints?cursor=${checkpoints.next}`)).body.items.map(({ size }: { size: number }) => size),
    [137],
  );
});

test('questions beyond the ledger or that make no sense get clear answers', async () => {
  const expected: Record<string, [number, string]> = {
    'entries/00000000-0000-7000-8000-000000000000': [404, 'ledger.noSuchEntry'],
    'entries/not-an-id': [400, 'kernel.invalid'],
    'proofs/inclusion?index=5&size=5': [400, 'ledger.indexOutsideTree'],
    'proofs/inclusion?index=5&size=100000': [404, 'ledger.beyondEnd'],
    'proofs/inclusion?index=-1&size=5': [400, 'kernel.invalid'],
    'proofs/inclusion?index=1e999&size=5': [400, 'kernel.invalid'],
    'proofs/inclusion?index=9007199254740993&size=9007199254740995': [400, 'kernel.invalid'],
    'proofs/consistency?from=0&to=5': [400, 'ledger.sizesReversed'],
    'proofs/consistency?from=6&to=5': [400, 'ledger.sizesReversed'],
    'proofs/consistency?from=6&to=500000': [404, 'ledger.beyondEnd'],
    'entries?limit=5000': [400, 'kernel.invalid'],
  };
  for (const [path, answer] of Object.entries(expected)) {
    const { status, body } = await get(path);
    assert.deepEqual([status, body.type.replace('urn:maplebridge:', '')], answer, path);
  }
  assert.equal((await get('entries/recent?cursor=made-up')).status, 200);
});

test('the latest checkpoint is not sent again to who has it, and the verifier can be downloaded', async () => {
  const { headers } = await get('checkpoint');
  assert.equal((await get('checkpoint', { 'if-none-match': String(headers.etag) })).status, 304);
  assert.match((await get('verify-ledger.mjs')).text, /^#!\/usr\/bin\/env node/);
});

test('an audit on demand needs a permission, and leaves an entry that says what was found', async () => {
  const auditor = district.as(person({ permissions: ['ledger:audit'] }));
  assert.equal((await district.as(person())('POST', '/api/ledger/audits', {})).status, 403);
  assert.equal((await auditor('POST', '/api/ledger/audits', {})).status, 202);
  assert.equal(district.queued.at(-1)?.type.name, 'ledger.audit');
  await district.runJob(auditType, {});
  const [found] = (await get('entries/recent?kind=ledger.audited')).body.items;
  assert.deepEqual([found.body.ok, found.body.size, found.body.fault], [true, 206, null]);
});
