import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';

import fc from 'fast-check';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';

import { dataPlatform } from './module.ts';
import { describePayments, loadCsv, loadFiles, OPENED, paymentsOf, runLoadOf, STEWARD } from './test-support.ts';

let district: TestDistrict;
let steward: ReturnType<TestDistrict['as']>;
let opener: ReturnType<TestDistrict['as']>;
let anybody: ReturnType<TestDistrict['as']>;

before(async () => {
  district = await openTestDistrict({ modules: [dataPlatform] });
  [steward, opener, anybody] = [district.as(STEWARD), district.as(OPENED), district.as()];
});

after(() => district.close());

const HEADER = 'paid_on,payee,amount\n';
const csvOf = (rows: readonly string[]) => `${HEADER}${rows.join('\n')}\n`;
const later = (milliseconds: number) => {
  district.clock.now = new Date(district.clock.now.getTime() + milliseconds);
};

test('a file travels in pieces over a broken line into an open dataset, and back out as it was', async () => {
  await describePayments(district, 'spending');
  const lines = Array.from({ length: 400 }, (_, at) => `2026-0${(at % 9) + 1}-15,Payee ${at},${at}.25`);
  const bytes = Buffer.from(csvOf([...lines, 'no day,Nobody,1', '2026-01-01,Nobody']));
  const { body: upload } = await steward('POST', '/api/data/uploads', { name: 'spending.csv', size: bytes.length });
  const at = `/api/data/uploads/${upload.id}`;
  assert.equal((await steward('PATCH', `${at}?offset=0`, bytes.subarray(0, 1_000))).body.received, 1_000);
  const early = await steward('POST', '/api/data/datasets/spending/loads', { uploads: [upload.id] });
  assert.equal(early.status, 409, 'a file that is not whole is not loaded');
  const wrong = await steward('PATCH', `${at}?offset=5000`, bytes.subarray(5_000));
  assert.deepEqual([wrong.status, wrong.body.details.received], [409, 1_000], 'the answer says which byte comes next');
  assert.equal((await steward('GET', at)).body.received, 1_000);
  const whole = (await steward('PATCH', `${at}?offset=1000`, bytes.subarray(1_000))).body;
  assert.deepEqual([whole.finished, whole.sha256], [true, createHash('sha256').update(bytes).digest('hex')]);

  const { sniff, fields } = (await steward('GET', `${at}/sniff`)).body;
  assert.equal(sniff.columns.length, 3);
  assert.deepEqual(
    fields.map((field: { spec: { name: string } }) => field.spec.name),
    ['paid_on', 'payee', 'amount'],
  );

  const load = await runLoadOf(district, 'spending', [upload.id]);
  assert.deepEqual([load.state, load.read, load.accepted, load.rejected, load.version], ['published', 402, 400, 2, 1]);
  const rejects = (await steward('GET', `/api/data/loads/${load.id}/rejects`)).text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(rejects.map(({ line }) => line).sort(), [402, 403]);

  assert.equal((await anybody('GET', '/api/data/datasets/spending/rows')).status, 404, 'not open yet');
  assert.equal((await opener('POST', '/api/data/datasets/spending/open')).status, 200);
  const page = (await anybody('GET', '/api/data/datasets/spending/rows?limit=150')).body;
  assert.deepEqual([page.total, page.rows.length, page.rows[3].amount], [400, 150, 3.25]);
  const rest = (await anybody('GET', `/api/data/datasets/spending/rows?limit=10000&cursor=${page.next}`)).body;
  assert.deepEqual(
    [...page.rows, ...rest.rows].map(({ payee }) => payee),
    lines.map((line) => line.split(',')[1]),
  );
  assert.equal((await anybody('GET', '/data/spending/v1.csv')).text, `${HEADER}${lines.join('\n')}\n`);
  const json = JSON.parse((await anybody('GET', '/data/spending/current.json')).text);
  assert.deepEqual(json, [...page.rows, ...rest.rows]);
  assert.equal((await anybody('GET', '/data/spending/v1.parquet')).raw.subarray(0, 4).toString(), 'PAR1');
  const manifest = await anybody('GET', '/data/spending/v1/manifest.json');
  assert.equal(createHash('sha256').update(manifest.raw).digest('hex'), page.contentHash);
});

test('a download says its hash as validator, and nothing again to who has it', async () => {
  const first = await anybody('GET', '/data/spending/v1.csv');
  const again = await anybody('GET', '/data/spending/v1.csv', undefined, { 'if-none-match': String(first.headers['etag']) });
  assert.deepEqual([again.status, again.text], [304, '']);
});

test('the same file again makes no version', async () => {
  const { body } = await steward('GET', '/api/data/datasets/spending/versions');
  const [file] = [await anybody('GET', '/data/spending/v1.csv')];
  const first = await loadFiles(district, 'spending', [{ name: 'again.csv', content: file.raw }]);
  const second = await loadFiles(district, 'spending', [{ name: 'again.csv', content: file.raw }]);
  assert.deepEqual([first.state, second.state], ['published', 'unchanged']);
  assert.equal((await steward('GET', '/api/data/datasets/spending/versions')).body.items.length, body.items.length + 1);
});

test('rolling back moves the pointer and deletes nothing; closing takes everything from the public', async () => {
  const reason = { reason: 'the second file was wrong' };
  const back = await steward('POST', '/api/data/datasets/spending/rollback', { version: 1, ...reason });
  assert.deepEqual([back.status, back.body.number, back.body.state], [200, 1, 'current']);
  const versions = (await anybody('GET', '/api/data/datasets/spending/versions')).body.items;
  assert.deepEqual(
    versions.map(({ number, state }: { number: number; state: string }) => [number, state]),
    [
      [2, 'superseded'],
      [1, 'current'],
    ],
  );
  assert.equal((await steward('POST', '/api/data/datasets/spending/rollback', { version: 1, ...reason })).status, 404, 'already current');
  assert.equal((await opener('POST', '/api/data/datasets/spending/close', reason)).status, 200);
  for (const url of [
    '/api/data/datasets/spending',
    '/api/data/datasets/spending/rows',
    '/data/spending/v1.csv',
    '/data/spending',
    '/data/spending/v1/manifest.json',
  ])
    assert.equal((await anybody('GET', url)).status, 404, url);
  const acts = (await steward('GET', '/api/data/datasets/spending/history')).body.items.map(({ act }: { act: string }) => act);
  assert.deepEqual(acts.slice(0, 2), ['closed', 'rolled_back']);
});

test('reading the past gives the version that was current then, whatever was loaded or rolled back, even within one millisecond', async () => {
  let run = 0;
  const steps = fc.array(
    fc.record({ act: fc.constantFrom('load', 'load', 'back'), pick: fc.nat(), wait: fc.constantFrom(0, 0, 1, 1_000, 86_400_000) }),
    { minLength: 3, maxLength: 7 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const key = `past-${run++}`;
      await describePayments(district, key);
      const timeline: { at: number; version: number }[] = [];
      let [last, current] = [0, 0];
      for (const { act, pick, wait } of sequence) {
        later(wait);
        if (act === 'load' || last < 2) {
          last += 1;
          const load = await loadCsv(district, key, csvOf([`2026-01-01,Version ${last},${last}`]));
          assert.equal(load.version, last);
          current = last;
        } else {
          const others = Array.from({ length: last }, (_, at) => at + 1).filter((number) => number !== current);
          current = others[pick % others.length] as number;
          const back = await steward('POST', `/api/data/datasets/${key}/rollback`, { version: current, reason: 'property' });
          assert.equal(back.status, 200, back.text);
        }
        timeline.push({ at: district.clock.now.getTime(), version: current });
      }
      const moments = timeline.flatMap(({ at }) => [at - 1, at, at + 1]);
      for (const moment of moments) {
        const expected = timeline.findLast(({ at }) => at <= moment)?.version;
        const answer = await steward('GET', `/api/data/datasets/${key}/rows?asOf=${new Date(moment).toISOString()}`);
        if (expected === undefined) assert.equal(answer.status, 404);
        else assert.deepEqual([answer.body.version, answer.body.rows[0].payee], [expected, `Version ${expected}`]);
      }
      const now = (await steward('GET', `/api/data/datasets/${key}/rows`)).body;
      assert.equal(now.version, current);
    }),
    { numRuns: 4 },
  );
});

test('a load that is refused too much waits; refusing it leaves the old version, accepting makes it current', async () => {
  await describePayments(district, 'held');
  await loadCsv(district, 'held', csvOf(['2026-01-01,Old,1']));
  const spoilt = csvOf(['2026-01-02,New,2', 'x,Bad,3', 'y,Bad,4']);
  const held = await loadCsv(district, 'held', spoilt);
  assert.deepEqual([held.state, held.heldFor.map(({ code }) => code)], ['held', ['rejects']]);
  assert.equal((await steward('GET', '/api/data/datasets/held/rows?version=2')).status, 404, 'a held version is not read');
  assert.equal((await steward('POST', `/api/data/loads/${held.id}/refuse`, { reason: 'spoilt' })).body.state, 'refused');
  assert.equal((await steward('GET', '/api/data/datasets/held/rows')).body.rows[0].payee, 'Old');
  const again = await loadCsv(district, 'held', spoilt);
  assert.equal((await steward('POST', `/api/data/loads/${again.id}/accept`, { reason: 'good enough' })).body.state, 'published');
  assert.equal((await steward('GET', '/api/data/datasets/held/rows')).body.rows[0].payee, 'New');
  assert.equal((await steward('POST', `/api/data/loads/${again.id}/refuse`, { reason: 'too late' })).status, 409);
});

test('a reference is checked against what its dataset holds when the load runs', async () => {
  const rules = [
    { id: 'known payee', kind: 'reference', severity: 'reject', field: 'payee', dataset: 'payees', column: 'payee' },
  ] as never[];
  await describePayments(district, 'payees');
  await describePayments(district, 'referring', { rules });
  const rows = csvOf([
    '2026-01-01,Ann,1',
    '2026-01-01,Bob,2',
    '2026-01-01,Ann,3',
    '2026-01-02,Ann,4',
    '2026-01-03,Ann,5',
    '2026-01-04,Ann,6',
  ]);
  const none = await loadCsv(district, 'referring', rows);
  assert.deepEqual([none.state, none.problem?.code], ['failed', 'data-platform.noReference']);
  await loadCsv(district, 'payees', csvOf(['2026-01-01,Ann,1']));
  const one = await loadCsv(district, 'referring', rows);
  assert.deepEqual([one.state, one.accepted, one.rejected], ['published', 5, 1]);
  await loadCsv(district, 'payees', csvOf(['2026-01-01,Ann,1', '2026-01-01,Bob,1']));
  const both = await loadCsv(district, 'referring', rows);
  assert.deepEqual(
    [both.state, both.accepted, both.rejected],
    ['published', 6, 0],
    'the same file is another version when its reference changed',
  );
});

test('a description may not lie: personal fields are not public, and what is open stays all public', async () => {
  const [day, payee, amount] = paymentsOf('personal').fields;
  assert.ok(day && payee && amount);
  const personal = paymentsOf('personal', { fields: [day, { ...payee, personal: true }, amount] });
  assert.equal((await steward('POST', '/api/data/datasets', personal)).status, 422);
  await describePayments(district, 'personal', { fields: [day, { ...payee, personal: true, class: 'restricted' }, amount] });
  await loadCsv(district, 'personal', csvOf(['2026-01-01,Ann,1']));
  const refused = await opener('POST', '/api/data/datasets/personal/open');
  assert.equal(refused.status, 422);
  assert.match(refused.body.title, /payee/);
  assert.match(refused.body.title_zh, /payee/);
});
