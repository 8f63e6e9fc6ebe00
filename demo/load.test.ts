import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';
import { dataPlatform } from '#module/data-platform';
import { loadDemo } from './load.ts';
import { platformTarget } from './platform-target.ts';
import { randomStream } from './random.ts';
import { demoActors } from './simulator/actors.ts';
import type { Session } from './simulator/session.ts';
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

/** The same addresses without a network between: every request goes through the whole app. */
function sessionOf(actor?: typeof steward): Session {
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown) => {
    const { status, text } = await district.as(actor)(method, path, body as object | undefined);
    return { status, text, json: <Body>() => JSON.parse(text) as Body };
  };
  return { get: (path) => ask('GET', path), send: ask };
}

const act = (name: string, now: string) => {
  const actor = demoActors(SEED).find((one) => one.name === name);
  assert.ok(actor, name);
  return actor.act({ random: randomStream(1, name), now: new Date(now), anonymous: () => sessionOf(), as: async () => sessionOf(steward) });
};

test('the analyst asks and the journalist downloads what is open', async () => {
  await act('analyst', '2026-11-19T01:00:00Z');
  await act('journalist', '2026-11-19T01:00:00Z');
  const uses = await district.look((db) =>
    db
      .selectFrom('data_platform_usage' as never)
      .selectAll()
      .execute(),
  );
  assert.deepEqual((uses as { kind: string }[]).map(({ kind }) => kind).sort(), ['download', 'query']);
});

test('the hydrologist’s new readings become the next version, with the hours since the last and without a reject', async () => {
  district.clock.now = new Date('2026-11-19T03:20:00Z');
  await act('hydrologist', '2026-11-19T03:20:00Z');
  const queued = district.queued.at(-1);
  assert.ok(queued);
  await district.runJob(queued.type, queued.input as never, queued.actor);
  const { body } = await district.as()('GET', '/api/data/datasets/river-level');
  assert.deepEqual([body.version.number, body.version.rejected], [2, 0]);
  const { body: newest } = await district.as()('GET', '/api/data/datasets/river-level/rows?sort=-measured_at&fields=measured_at&limit=1');
  assert.match(JSON.stringify(newest.rows), /2026-11-19.03:00/, 'eleven o’clock in China is three in UTC');
});
