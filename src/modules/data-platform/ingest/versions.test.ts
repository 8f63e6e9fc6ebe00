import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import {
  canonicalHash,
  diff,
  type Field,
  findDrift,
  type LoadRequest,
  type LoadResult,
  load,
  type Rule,
  sweepOrphans,
  verifyVersion,
} from './index.ts';
import { killAtRandomMoments } from './killing.ts';
import type { Manifest } from './model.ts';

type Loaded = Extract<LoadResult, { folder: string }>;

const FIELDS: Field[] = [
  { name: 'id', type: 'integer', required: true },
  { name: 'town', type: 'text' },
  { name: 'amount', type: 'decimal', precision: 14, scale: 2 },
];
let folder: string;
let count = 0;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingest-versions-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('a version is named by the hash of its manifest, and the same file makes the same version', async () => {
  const request = await requestOf('id,town,amount\n1,A,2.50\n2,B,x\n');
  const first = await loaded(request);
  const manifest = JSON.parse(await readFile(join(first.folder, 'manifest.json'), 'utf8')) as Manifest;
  assert.equal(canonicalHash(manifest), first.version);
  assert.equal((await loaded(request)).version, first.version);
  assert.deepEqual(await readdir(request.targetFolder), [first.version]);
  assert.deepEqual((await readdir(first.folder)).sort(), ['manifest.json', 'part-0.parquet', 'rejects.ndjson']);
});

test('the same source under the same schema is unchanged, under another schema it is not', async () => {
  const request = await requestOf('id,town,amount\n1,A,2.50\n');
  const { manifest } = await loaded(request);
  const previous = { sourceHash: manifest.sourceHash, schemaHash: manifest.schemaHash, rows: 1 };
  assert.equal((await load({ ...request, previous })).outcome, 'unchanged');
  const rules: Rule[] = [{ id: 'some', kind: 'rowCount', severity: 'warn', min: 1 }];
  assert.equal((await load({ ...request, previous, rules })).outcome, 'loaded');
});

test('too many rejects hold a load, a failing rule stops it and leaves no version', async () => {
  const held = await load(await requestOf('id,town,amount\n1,A,1\nx,A,1\n'));
  assert.equal(held.outcome, 'held');
  const request = await requestOf('id,town,amount\n1,A,1\n1,B,2\n');
  const failed = await load({ ...request, rules: [{ id: 'one row an id', kind: 'unique', severity: 'fail', fields: ['id'] }] });
  assert.deepEqual([failed.outcome, 'failedRules' in failed && failed.failedRules], ['failed', ['one row an id']]);
  assert.deepEqual(await readdir(request.targetFolder), []);
});

test('the scorecard weighs every check, by dimension', async () => {
  const rules: Rule[] = [
    { id: 'town known', kind: 'notNull', severity: 'warn', field: 'town', weight: 3 },
    { id: 'town listed', kind: 'reference', severity: 'warn', field: 'town', dataset: 'towns', values: ['A'] },
    { id: 'fresh', kind: 'rowCount', severity: 'warn', maxChangeShare: 0.5 },
  ];
  const { manifest } = await loaded({
    ...(await requestOf('id,town,amount\n1,A,1\n2,,1\n3,B,1\n4,A,1\n')),
    rules,
    previous: { sourceHash: '', schemaHash: '', rows: 100 },
  });
  const failed = Object.fromEntries(manifest.scorecard.rules.map((rule) => [rule.id, rule.failed]));
  assert.deepEqual([failed['town known'], failed['town listed'], failed['fresh']], [1, 1, 1]);
  const weighed = (3 * 0.75 + 0.75 + 0 + 4) / 9;
  assert.ok(Math.abs((manifest.scorecard.score ?? 0) - weighed) < 1e-12, `${manifest.scorecard.score}`);
  assert.equal(manifest.scorecard.dimensions.consistency, 0.75);
});

test('files with the same columns in another order are one dataset', async () => {
  const request = await requestOf('id,town,amount\n1,A,1\n', '"Sum £";id;town\n3;9;C\n');
  const schema = FIELDS.map((field) => (field.name === 'amount' ? { ...field, source: ['Sum £', 'amount'] } : field));
  const { manifest } = await loaded({ ...request, schema });
  assert.deepEqual([manifest.rows.read, manifest.sources.length, manifest.profile[2]?.max], [2, 2, '3.00']);
});

test('a changed, cut or missing file is named and never taken for whole', async () => {
  const { folder: version, version: hash } = await loaded(await requestOf('id,town,amount\n1,A,2.50\n'));
  assert.equal((await verifyVersion({ folder: version, version: hash })).files, 1);
  await appendFile(join(version, 'part-0.parquet'), 'x');
  await assert.rejects(verifyVersion({ folder: version, version: hash }), { code: 'ingest.corruptVersion', message: /part-0\.parquet/ });
  await rm(join(version, 'part-0.parquet'));
  await assert.rejects(verifyVersion({ folder: version, version: hash }), { code: 'ingest.corruptVersion', message: /missing/ });
});

test('a sweep removes what nobody recorded and nothing else', async () => {
  const request = await requestOf('id,town,amount\n1,A,2.50\n');
  const { version } = await loaded(request);
  await mkdir(join(request.targetFolder, '.loading-x'));
  await mkdir(join(request.targetFolder, 'notes'));
  const later = new Date(Date.now() + 60_000);
  assert.deepEqual(await sweepOrphans(request.targetFolder, new Set([version]), new Date(0)), []);
  assert.deepEqual(await sweepOrphans(request.targetFolder, new Set([version]), later), ['.loading-x']);
  assert.deepEqual(await sweepOrphans(request.targetFolder, new Set(), later), [version]);
  assert.deepEqual(await readdir(request.targetFolder), ['notes']);
});

test('two versions differ by key: added, removed, changed and unkeyed rows', async () => {
  const before = await loaded(await requestOf('id,town,amount\n1,A,1\n2,B,2\n3,,3\n5,E,5\n6,F,6\n6,F,6\n'));
  const after = await loaded(await requestOf('id,town,amount\n1,A,1\n2,B,2.5\n4,D,4\n3,C,3\n6,F,6\n'));
  const { page, ...counts } = await diff({ from: before.folder, to: after.folder, key: ['id'], scratch: folder });
  assert.deepEqual(counts, { added: 2, removed: 1, changed: 2, unchanged: 1, unkeyed: { before: 2, after: 0 } });
  assert.deepEqual(
    page.map(({ change, key }) => [change, Number(key['id'])]),
    [
      ['added', 4],
      ['added', 6],
      ['changed', 2],
      ['changed', 3],
      ['removed', 5],
    ],
  );
  assert.deepEqual([page[2]?.before?.['amount'], page[2]?.after?.['amount'], page[4]?.after], ['2.00', '2.50', null]);
});

test('drift tells added, removed, renamed, retyped and grown from mere new rows', async () => {
  const rows = Array.from({ length: 400 }, (_, index) => `${index},${['A', 'B', 'C'][index % 3]},${index % 50}`).join('\n');
  const moved = Array.from({ length: 400 }, (_, index) => `${index},${['A', 'B', 'Z'][index % 3]},${(index % 50) * 100}`).join('\n');
  const before = (await loaded(await requestOf(`id,town,amount\n${rows}\n`))).manifest;
  const same = (await loaded(await requestOf(`id,town,amount\n${rows.replaceAll('\n', '\n1')}\n`))).manifest;
  assert.deepEqual(findDrift(before, same), { drifts: [], breaking: false });
  const schema: Field[] = [
    { name: 'id', type: 'text' },
    { name: 'town', type: 'text' },
    { name: 'Amount (net)', source: ['amount'], type: 'decimal', precision: 14, scale: 2 },
  ];
  const after = (await loaded({ ...(await requestOf(`id,town,amount\n${moved}\n`)), schema })).manifest;
  const kinds = findDrift(before, after, { psi: 0.2, nullShare: 0.1, rename: 0.2 }).drifts.map(({ kind, field }) => `${kind} ${field}`);
  assert.deepEqual(kinds.sort(), [
    'codesGrown town',
    'distributionMoved Amount (net)',
    'distributionMoved town',
    'renamed amount',
    'retyped id',
  ]);
});

test('killed at random moments of a load, the old version stays whole', { timeout: 300_000 }, () => killAtRandomMoments(5));

async function loaded(request: LoadRequest): Promise<Loaded> {
  const result = await load({ ...request, limits: { rejectShare: 1 } });
  if (!('folder' in result)) throw new Error(result.outcome);
  return result;
}

async function requestOf(...contents: string[]): Promise<LoadRequest> {
  const targetFolder = join(folder, `dataset-${++count}`);
  await mkdir(targetFolder);
  const sources = [];
  for (const [index, content] of contents.entries()) {
    const path = join(folder, `input-${count}-${index}.csv`);
    await writeFile(path, content);
    sources.push({ path });
  }
  return { sources, schema: FIELDS, targetFolder, now: '2026-01-01T00:00:00Z' };
}
