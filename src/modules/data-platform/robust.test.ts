import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import type { Kysely } from 'kysely';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';

import { zipOf } from './ingest/zip-fixture.ts';
import { loadJob } from './loads.ts';
import { dataPlatform } from './module.ts';
import { folders } from './places.ts';
import type { DataTables } from './tables.ts';
import { describePayments, loadCsv, loadFiles, OPENED, paymentsOf, STEWARD, sendFile } from './test-support.ts';

let district: TestDistrict;
let steward: ReturnType<TestDistrict['as']>;
const HEADER = 'paid_on,payee,amount\n';

before(async () => {
  district = await openTestDistrict({ modules: [dataPlatform] });
  steward = district.as(STEWARD);
  await describePayments(district, 'target');
  assert.equal((await loadCsv(district, 'target', `${HEADER}2026-01-01,Old,1\n`)).state, 'published');
});

after(() => district.close());

const good = (rows: number) => Array.from({ length: rows }, (_, at) => `2026-01-02,Payee ${at},${at}`).join('\n');
const BAD_FILES: readonly { name: string; content: Buffer | string; code: string }[] = [
  { name: 'empty.csv', content: '', code: 'ingest.emptyFile' },
  { name: 'blank.csv', content: '\n\n', code: 'ingest.emptyFile' },
  { name: 'header.csv', content: HEADER, code: 'ingest.headerOnly' },
  {
    name: 'picture.csv',
    content: Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(500, 7)]),
    code: 'ingest.binaryFile',
  },
  { name: 'other.csv', content: 'colour,taste\nred,sweet\n', code: 'ingest.missingColumns' },
  { name: 'bomb.zip', content: zipOf({ 'bomb.csv': Buffer.alloc(40 * 1024 * 1024, '0') }), code: 'ingest.zipBomb' },
];

for (const { name, content, code } of BAD_FILES) {
  test(`${name} is refused in words, and the old version stays`, async () => {
    const load = await loadFiles(district, 'target', [{ name, content }]);
    assert.deepEqual([load.state, load.problem?.code, load.version], ['failed', code, null]);
    assert.match(load.problem?.text.zh ?? '', /\p{Script=Han}/u);
    assert.match(load.problem?.text.en ?? '', /[a-z]{3}/);
    assert.equal((await steward('GET', '/api/data/datasets/target/rows')).body.rows[0].payee, 'Old');
  });
}

const DIRTY: readonly { name: string; content: Buffer | string; accepted: number; rejected: number }[] = [
  { name: 'ragged.csv', content: `${HEADER}${good(20)}\n2026-01-01,too few\n2026-01-01,too,1,many\n`, accepted: 20, rejected: 2 },
  {
    name: 'broken-utf8.csv',
    content: Buffer.concat([
      Buffer.from(`${HEADER}${good(20).replaceAll('Payee', '枫桥')}\n2026-01-01,`),
      Buffer.from([0xff, 0xfe, 0xc3]),
      Buffer.from(',1\n'),
    ]),
    accepted: 20,
    rejected: 1,
  },
  { name: 'semicolons.csv', content: `${HEADER}${good(20)}\n`.replaceAll(',', ';'), accepted: 20, rejected: 0 },
  { name: 'tabs.csv', content: `${HEADER}${good(20)}\n`.replaceAll(',', '\t'), accepted: 20, rejected: 0 },
  { name: 'windows.csv', content: `\uFEFF${HEADER}${good(20)}\n`.replaceAll('\n', '\r\n'), accepted: 20, rejected: 0 },
  { name: 'utf16.csv', content: Buffer.from(`\uFEFF${HEADER}${good(20)}\n`, 'utf16le'), accepted: 20, rejected: 0 },
  {
    name: 'gb18030.csv',
    content: Buffer.concat([Buffer.from(`${HEADER}${good(20)}\n2026-01-01,`), Buffer.from([0xb7, 0xe3, 0xc7, 0xc5]), Buffer.from(',1\n')]),
    accepted: 21,
    rejected: 0,
  },
];

for (const [at, { name, content, accepted, rejected }] of DIRTY.entries()) {
  test(`${name} loads with an honest count`, async () => {
    const key = `dirty-${at}`;
    await describePayments(district, key);
    const load = await loadFiles(district, key, [{ name, content }]);
    assert.deepEqual([load.state, load.accepted, load.rejected], ['published', accepted, rejected], JSON.stringify(load.problem));
  });
}

test('a formula stays what it was in the data, and becomes harmless in the file that spreadsheets open', async () => {
  await describePayments(district, 'formulas');
  const cells = ['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '-12.5', 'plain'];
  await loadCsv(district, 'formulas', `${HEADER}${cells.map((cell) => `2026-01-01,${cell},1`).join('\n')}\n`);
  const { rows } = (await steward('GET', '/api/data/datasets/formulas/rows')).body;
  assert.deepEqual(
    rows.map(({ payee }: { payee: string }) => payee),
    cells,
  );
  const csv = (await steward('GET', '/data/formulas/v1.csv')).text.trim().split('\n').slice(1);
  assert.deepEqual(
    csv.map((line) => line.split(',')[1]),
    ["'=1+1", "'+cmd|calc", "'-2+3", "'@SUM(A1)", '-12.5', 'plain'],
  );
});

const HOSTILE = [
  'filter=paid_on:eq:2026-02-30',
  'filter=amount:ge:99999999999999999999999999999999999999',
  'filter=amount:eq:1e9',
  'filter=amount:eq:NaN',
  'filter=payee:eq:%00',
  'filter=payee:contains:%00',
  `filter=payee:in:${'x|'.repeat(2_000)}`,
  `filter=${encodeURIComponent('payee":eq:x')}`,
  `fields=${encodeURIComponent("payee\" FROM read_text('/etc/passwd') --")}`,
  `sort=${encodeURIComponent('payee; DROP TABLE data_platform_dataset')}`,
  `groupBy=${encodeURIComponent('(SELECT 1)')}`,
  `measure=${encodeURIComponent('count(*) FROM x --')}`,
  'measure=sum:payee',
  'groupBy=amount.month',
  'cursor=%00',
  'cursor=bzk5OTk5OTk5OTk5OTk5',
  'limit=1000000',
  'limit=-1',
  'version=99999999999999999999',
  'asOf=yesterday',
  `filter=${'a'.repeat(9_000)}`,
  'fields=%F0%9D%92%91ayee',
  'nonsense=1',
];

test('hostile questions are answered with the asker’s mistake in both languages, never with ours', async () => {
  for (const question of HOSTILE) {
    const { status, body, text } = await steward('GET', `/api/data/datasets/target/rows?${question}`);
    assert.ok(status >= 400 && status < 500, `${question.slice(0, 80)}: ${status} ${text.slice(0, 200)}`);
    assert.match(body.title_zh, /\p{Script=Han}/u, question.slice(0, 80));
    assert.ok(!/duckdb|postgres|parquet|\/tmp|Binder|Conversion/i.test(body.title.replace(question, '')), body.title);
  }
  assert.equal((await steward('GET', `/api/data/datasets/target/rows?search=${encodeURIComponent("' OR 1=1 --")}`)).body.total, 0);
});

test('of twenty loads begun at once one runs, and the others are told so', async () => {
  await describePayments(district, 'crowded');
  const uploads: string[] = [];
  for (let at = 0; at < 20; at++) uploads.push(await sendFile(district, `${at}.csv`, `${HEADER}2026-01-01,Nr ${at},${at}\n`));
  const answers = await Promise.all(uploads.map((upload) => steward('POST', '/api/data/datasets/crowded/loads', { uploads: [upload] })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [202, ...Array.from({ length: 19 }, () => 409)]);
  const begun = answers.find(({ status }) => status === 202);
  await district.runJob(loadJob, { loadId: begun?.body.loadId }, STEWARD);
  assert.equal((await steward('GET', '/api/data/datasets/crowded')).body.version.number, 1);
});

test('of two who change one description at once the later is told, with what is there now', async () => {
  await describePayments(district, 'contested');
  const headers = { 'if-match': '"1"' };
  const answers = await Promise.all(
    ['one', 'two'].map((word) => steward('PUT', '/api/data/datasets/contested', paymentsOf('contested', { keywords: [word] }), headers)),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412]);
  const won = answers.find(({ status }) => status === 200)?.body;
  const lost = answers.find(({ status }) => status === 412)?.body;
  assert.deepEqual(lost.details.current.keywords, won.keywords);
});

test('a worker killed in the middle leaves the old version whole and the load failed in words', async () => {
  const upload = await sendFile(district, 'large.csv', `${HEADER}${good(150_000)}\n`);
  const { body } = await steward('POST', '/api/data/datasets/target/loads', { uploads: [upload] });
  const running = district.runJob(loadJob, { loadId: body.loadId }, STEWARD).then(
    () => 'ended',
    () => 'failed',
  );
  const worker = await workerOf(process.pid);
  process.kill(worker, 'SIGKILL');
  assert.equal(await running, 'failed');
  const load = (await steward('GET', `/api/data/loads/${body.loadId}`)).body;
  assert.deepEqual([load.state, load.problem.code], ['failed', 'ingest.crashed']);
  assert.equal((await steward('GET', '/api/data/datasets/target/rows')).body.rows[0].payee, 'Old');
  assert.equal(
    (await loadFiles(district, 'target', [{ name: 'after.csv', content: `${HEADER}2026-01-01,Old,1\n2026-01-02,New,2\n` }])).state,
    'published',
  );
});

test('a start fails the loads that a dead process left running, and sweeps what no version points to', async () => {
  await describePayments(district, 'orphaned');
  const first = await loadCsv(district, 'orphaned', `${HEADER}2026-01-01,Kept,1\n`);
  assert.equal(first.state, 'published');
  const upload = await sendFile(district, 'lost.csv', `${HEADER}2026-01-01,Lost,1\n`);
  const { body } = await steward('POST', '/api/data/datasets/orphaned/loads', { uploads: [upload] });
  const { id } = await district.look((tx) =>
    (tx as never as Kysely<DataTables>)
      .updateTable('data_platform_load')
      .set({ state: 'running', alive_at: district.clock.now })
      .where('id', '=', body.loadId)
      .returning('dataset_id as id')
      .executeTakeFirstOrThrow(),
  );
  const folder = folders.dataset(district.storage, id);
  await mkdir(path.join(folder, 'f'.repeat(64)));
  const [kept] = (await readdir(folder)).filter((name) => name !== 'f'.repeat(64));
  await dataPlatform.onStart?.(district.work(), { alone: false });
  assert.equal((await steward('GET', `/api/data/loads/${body.loadId}`)).body.state, 'running', 'another process may still work on it');
  await dataPlatform.onStart?.(district.work(), { alone: true });
  const load = (await steward('GET', `/api/data/loads/${body.loadId}`)).body;
  assert.deepEqual([load.state, load.problem.code], ['failed', 'data-platform.interrupted']);
  assert.deepEqual(await readdir(folder), [kept]);
  assert.equal((await steward('GET', '/api/data/datasets/orphaned/rows')).body.rows[0].payee, 'Kept');
  assert.equal((await loadCsv(district, 'orphaned', `${HEADER}2026-01-01,Next,1\n`)).state, 'published');
});

test('a file that was touched on the disk is never served, and its steward hears of it', async () => {
  await describePayments(district, 'tampered');
  await loadCsv(district, 'tampered', `${HEADER}2026-01-01,True,1\n`);
  assert.equal((await district.as(OPENED)('POST', '/api/data/datasets/tampered/open')).status, 200);
  const urls = [
    '/api/data/datasets/tampered/rows',
    '/data/tampered/v1.parquet',
    '/data/tampered/v1.csv',
    '/data/tampered/v1/manifest.json',
  ];
  for (const url of urls) assert.equal((await district.as()('GET', url)).status, 200, url);
  const { body } = await steward('GET', '/api/data/datasets/tampered');
  const datasets = folders.datasets(district.storage);
  const home = (await readdir(datasets)).find((id) => existsSync(path.join(datasets, id, body.version.contentHash)));
  await appendFile(path.join(datasets, home ?? '', body.version.contentHash, 'part-0.parquet'), 'x');
  for (const url of urls) {
    const answer = await district.as()('GET', url);
    assert.deepEqual([answer.status, answer.body.type], [503, 'urn:maplebridge:data-platform.corrupt'], url);
  }
  assert.ok((await district.as()('GET', '/open-data/tampered', undefined, { accept: 'text/html' })).status === 503);
  const news = await district.look((tx) => tx.selectFrom('kernel_notification').select(['recipient_id', 'title']).execute());
  assert.equal(news.filter(({ title }) => JSON.stringify(title).includes('damaged')).length, 1, 'told once');
});

test('an export that was touched on the disk is made again', async () => {
  await describePayments(district, 'touched');
  await loadCsv(district, 'touched', `${HEADER}2026-01-01,True,1\n`);
  const first = await steward('GET', '/data/touched/v1.csv');
  const { contentHash } = (await steward('GET', '/api/data/datasets/touched')).body.version;
  const exportsFolder = path.join(folders.datasets(district.storage), '.exports');
  for (const id of await readdir(exportsFolder)) {
    const folder = path.join(exportsFolder, id, contentHash);
    if (existsSync(folder)) for (const file of await readdir(folder)) await writeFile(path.join(folder, file), 'forged');
  }
  assert.equal((await steward('GET', '/data/touched/v1.csv')).text, first.text);
});

/** The process that this one started for the ingest engine. */
async function workerOf(parent: number): Promise<number> {
  for (;;) {
    for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
      const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
      if (Number(stat.split(') ')[1]?.split(' ')[1]) === parent && command.includes('worker.ts')) return Number(name);
    }
  }
}
