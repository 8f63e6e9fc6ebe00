import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';
import { dataPlatform } from '#module/data-platform';

import { loadDemo } from './load.ts';
import { platformTarget } from './platform-target.ts';
import type { DemoFile } from './write.ts';

const SEED = 2026;
const TODAY = '2026-11-19';

let district: TestDistrict;
let folder: string;
let files: readonly DemoFile[];
const steward = person({ id: 'steward', permissions: ['data:steward', 'data:see-internal', 'data:publish'] });
const load = () => loadDemo(platformTarget(district.work(steward)), { folder, seed: SEED, today: TODAY });

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
  district = await openTestDistrict({ modules: [dataPlatform], now: new Date('2026-11-19T00:30:00Z') });
  files = await load();
});

after(async () => {
  await district.close();
  await rm(folder, { recursive: true, force: true });
});

test('every dataset is in the catalogue with all its good rows and none of the spoilt ones', async () => {
  const { body } = await district.as(steward)('GET', '/api/data/datasets?limit=200');
  const versions = new Map(
    body.items.map((item: { key: string; version: { rows: number; rejected: number } }) => [item.key, item.version]),
  );
  assert.equal(versions.size, files.length);
  for (const { description, rows, dirtyLines } of files) {
    const { rows: accepted, rejected } = versions.get(description.key) as { rows: number; rejected: number };
    assert.deepEqual([accepted, rejected], [rows, dirtyLines], description.key);
  }
});

test('the public sees what is open, and nothing of what is not', async () => {
  const { body } = await district.as()('GET', '/api/data/datasets?limit=200');
  const seen = body.items.map(({ key }: { key: string }) => key).sort();
  const open = files.filter(({ description }) => description.openClass === 'public').map(({ description }) => description.key);
  assert.deepEqual(seen, open.sort());
  assert.equal((await district.as()('GET', '/api/data/datasets/sole-trader-register')).status, 404);
  assert.equal((await district.as()('GET', '/api/data/datasets/sole-trader-register/rows')).status, 404);
});

test('loading again changes nothing', async () => {
  const before = await district.look((db) =>
    db
      .selectFrom('kernel_ledger_entry' as never)
      .selectAll()
      .execute(),
  );
  assert.deepEqual(await load(), []);
  const after = await district.look((db) =>
    db
      .selectFrom('kernel_ledger_entry' as never)
      .selectAll()
      .execute(),
  );
  assert.equal(after.length, before.length);
});
