import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Field, type LoadRequest, load, sweepOrphans, verifyVersion } from './index.ts';

const ROWS = 60_000;
const FIELDS: Field[] = [
  { name: 'id', type: 'integer', required: true, unique: true },
  { name: 'name', type: 'text' },
  { name: 'amount', type: 'decimal', precision: 14, scale: 2, min: '0' },
];

/**
 * Loads a second version over a first one and kills the worker at random moments, for tests.
 * After each kill the first version must be whole, and the second either absent or whole; a sweep must leave nothing else.
 */
export async function killAtRandomMoments(times: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ingest-kill-'));
  try {
    const targetFolder = join(folder, 'dataset');
    await mkdir(targetFolder);
    const old = await load(await requestOf(folder, targetFolder, 'old'));
    assert.equal(old.outcome, 'loaded');
    const request = await requestOf(folder, targetFolder, 'new');
    const started = performance.now();
    const whole = await load({ ...request, targetFolder: await mkdtemp(join(folder, 'other-')) });
    const duration = performance.now() - started;
    assert.equal(whole.outcome, 'loaded');
    if (old.outcome !== 'loaded' || whole.outcome !== 'loaded') return;
    for (let time = 0; time < times; time++) await killOnce(request, Math.random() * duration, [old.version, whole.version]);
    assert.equal((await load(request)).outcome, 'loaded');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function killOnce(request: LoadRequest, delayMs: number, versions: readonly [string, string]): Promise<void> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), delayMs);
  const ended = await load(request, { signal: stop.signal }).then(
    () => true,
    () => false,
  );
  clearTimeout(timer);
  const found = (await readdir(request.targetFolder)).filter((name) => /^[0-9a-f]{64}$/.test(name));
  assert.ok(found.includes(versions[0]), 'the old version is there');
  if (ended) assert.ok(found.includes(versions[1]), 'what was answered with success is there');
  for (const version of found) await verifyVersion({ folder: join(request.targetFolder, version), version });
  await sweepOrphans(request.targetFolder, new Set([versions[0]]), new Date(Date.now() + 60_000));
  assert.deepEqual(await readdir(request.targetFolder), [versions[0]]);
}

async function requestOf(folder: string, targetFolder: string, seed: string): Promise<LoadRequest> {
  const path = join(folder, `${seed}.csv`);
  const lines = Array.from({ length: ROWS }, (_, index) => `${index},${seed} ${index % 97},${index % 1000 === 7 ? 'n/a' : index / 4}`);
  await writeFile(path, `id,name,amount\n${lines.join('\n')}\n`);
  return { sources: [{ path }], schema: FIELDS, targetFolder, now: '2026-01-01T00:00:00Z' };
}
