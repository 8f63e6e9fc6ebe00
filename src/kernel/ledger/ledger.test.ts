import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';
import {
  appendEntry,
  createAppender,
  loadSigningKey,
  openSigner,
  type Signer,
  sequenceAll,
  startSequencer,
  verifyLedger,
} from './index.ts';

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

test('smoke', async () => {
  const a = createAppender({ transact: district.look, now: () => district.clock.now });
  await Promise.all(Array.from({ length: 5000 }, (_, n) => a({ kind: 'x.y', body: { n } })));
  await sequenceAll(district.look, signer, district.clock.now);
  console.log(await verifyLedger(district.look));
  const get = district.as();
  for (const p of [
    'checkpoint',
    'checkpoints',
    'entries?from=3&limit=2',
    'entries/recent?limit=1',
    'kinds',
    'proofs/inclusion?index=4&size=5000',
    'proofs/consistency?from=4&to=5000',
    'key',
    'verify-ledger.mjs',
  ]) {
    const r = await get('GET', `/api/ledger/${p}`);
    console.log(p, r.status, r.text.slice(0, 500), r.headers['cache-control'], r.headers.etag);
  }
  const r = await get('GET', `/api/ledger/export`);
  console.log(r.text.slice(0, 900), r.text.slice(-500));
});
