import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import fc from 'fast-check';

import type { Actor } from '#kernel';
import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';

import { dataPlatform } from './module.ts';
import { describePayments, fieldOf, loadCsv, OPENED, paymentsOf, STEWARD } from './test-support.ts';

/** Values of the column that nobody outside may ever see. */
const SECRETS = ['SECRET-ALPHA', 'SECRET-BETA', 'SECRET-GAMMA'];
const ACTORS: Readonly<Record<string, Actor | undefined>> = {
  public: undefined,
  resident: person({ id: 'resident' }),
  official: person({ id: 'official', permissions: ['data:see-internal'] }),
  steward: STEWARD,
  publisher: person({ id: 'only-publishes', permissions: ['data:publish'] }),
};
const OUTSIDE = ['public', 'resident', 'publisher'] as const;
const SHOWN = fieldOf({ name: 'payee', type: 'text' });
const HIDDEN = fieldOf({ name: 'hidden', type: 'text' }, { class: 'restricted', personal: true });
const [DAY, , AMOUNT] = paymentsOf('any').fields;

let district: TestDistrict;

/** `open` was loaded with a hidden column, which then left its description; its first version was put right before it was opened. */
before(async () => {
  assert.ok(DAY && AMOUNT);
  district = await openTestDistrict({ modules: [dataPlatform] });
  const rows = (payee: string) =>
    Array.from({ length: 30 }, (_, at) => `2026-0${(at % 6) + 1}-10,${payee} ${at % 3},${at}.50,${SECRETS[at % 3]}`).join('\n');
  const header = 'paid_on,payee,amount,hidden\n';
  await describePayments(district, 'open', {
    fields: [DAY, SHOWN, AMOUNT, HIDDEN],
    rules: [{ id: 'unique:hidden', kind: 'unique', severity: 'warn', fields: ['hidden'] }],
  });
  await loadCsv(district, 'open', `${header}${rows('TOO-EARLY')}\n`);
  await loadCsv(district, 'open', `${header}${rows('Payee')}\n`);
  await describePayments(district, 'inside', { fields: [DAY, SHOWN, AMOUNT, HIDDEN], openClass: 'restricted' });
  await loadCsv(district, 'inside', `${header}${rows('INSIDE')}\n`);
  district.clock.now = new Date(district.clock.now.getTime() + 60_000);
  const { body } = await district.as(STEWARD)('GET', '/api/data/datasets/open');
  const changed = await district.as(STEWARD)('PUT', '/api/data/datasets/open', paymentsOf('open', { fields: [DAY, SHOWN, AMOUNT] }), {
    'if-match': `"${body.revision}"`,
  });
  assert.equal(changed.status, 200, changed.text);
  const opened = await district.as(OPENED)('POST', '/api/data/datasets/open/open');
  assert.equal(opened.status, 200, opened.text);
});

after(() => district.close());

const FORBIDDEN = [...SECRETS, 'TOO-EARLY', 'INSIDE'];
const leaks = (text: string) => FORBIDDEN.filter((word) => text.includes(word));

test('every route lets in exactly those whose permission it asks for', async () => {
  for (const route of dataPlatform.routes) {
    const url = (route.absolute ? route.path : `/api/data${route.path}`)
      .replace(':key', 'nothing')
      .replace(':file', 'v1.csv')
      .replace(':version', 'v1')
      .replace(':id', '0190b0f0-0000-7000-8000-000000000000');
    for (const [name, actor] of Object.entries(ACTORS)) {
      const { status } = await district.as(actor)(route.method, url, route.method === 'GET' ? undefined : Buffer.from(''));
      const admitted = route.permission === 'public' || (actor?.permissions.has(route.permission) ?? false);
      const refusal = actor ? 403 : 401;
      assert.equal(status === refusal, !admitted, `${route.method} ${url} as ${name}: ${status}`);
    }
  }
});

test('the public finds exactly what is open, in lists, search, files and the catalogue abroad', async () => {
  for (const name of OUTSIDE) {
    const ask = district.as(ACTORS[name]);
    const keysOf = async (url: string) => (await ask('GET', url)).body.items.map(({ key }: { key: string }) => key);
    assert.deepEqual(await keysOf('/api/data/datasets'), ['open'], name);
    assert.deepEqual(await keysOf('/api/data/datasets?q=payments'), ['open'], name);
    assert.deepEqual(await keysOf('/api/data/datasets?open=false'), [], name);
    assert.equal((await ask('GET', '/api/data/datasets.csv')).text.trim().split('\n').length, 2, name);
    for (const url of [
      '/api/data/datasets/inside',
      '/api/data/datasets/inside/rows',
      '/api/data/datasets/inside/versions',
      '/data/inside/v1.csv',
      '/data/inside',
    ])
      assert.equal((await ask('GET', url)).status, 404, `${url} as ${name}`);
  }
  const inside = await district.as(ACTORS['official'])('GET', '/api/data/datasets/inside/rows?fields=hidden');
  assert.equal(inside.body.rows[0].hidden, 'SECRET-ALPHA', 'whoever may see it does');
});

test('a dataset that is not open and one that does not exist are told apart by nobody outside', async () => {
  for (const path of ['', '/rows', '/versions', '/rows?fields=x', '/rows?version=9']) {
    const [there, nowhere] = await Promise.all(
      ['inside', 'nowhere'].map(async (key) => plain(await district.as()('GET', `/api/data/datasets/${key}${path}`), key)),
    );
    assert.deepEqual(there, nowhere, path);
  }
});

test('what was put right before a dataset was opened stays inside', async () => {
  for (const name of OUTSIDE) {
    const ask = district.as(ACTORS[name]);
    assert.equal((await ask('GET', '/api/data/datasets/open/versions')).body.items.length, 1, name);
    for (const url of ['/api/data/datasets/open/rows?version=1', '/data/open/v1.csv', '/data/open/v1/manifest.json'])
      assert.equal((await ask('GET', url)).status, 404, `${url} as ${name}`);
  }
  assert.equal((await district.as(STEWARD)('GET', '/api/data/datasets/open/rows?version=1')).status, 200);
});

test('no file, page or description of an open dataset holds what is hidden', async () => {
  const urls = ['csv', 'json', 'parquet'].map((format) => `/data/open/v2.${format}`);
  urls.push('/data/open/v2/manifest.json', '/data/open/dcat.ttl', '/data/open/dcat.jsonld', '/data/catalog.ttl');
  urls.push('/api/data/datasets/open', '/api/data/datasets', '/api/data/datasets.csv', '/open-data', '/open-data/open');
  for (const name of OUTSIDE) {
    for (const url of urls) {
      const { status, raw } = await district.as(ACTORS[name])('GET', url);
      const text = raw.toString('latin1');
      assert.deepEqual(leaks(text), [], `${url} as ${name}`);
      assert.ok(status === 403 ? url.endsWith('manifest.json') : status === 200, `${url} as ${name}: ${status}`);
      if (url !== '/open-data') assert.ok(!/\bhidden\b(?!=|"|:)/.test(text) || url === '/open-data/open', `${url} names the hidden column`);
    }
  }
});

const GOOD = ['paid_on', 'payee', 'amount'];
const BAD = ['hidden', 'nowhere', 'HIDDEN', '"hidden"', 'payee"', "hidden'--", 'data.hidden', '*', 'hid\u0000den', 'ｈidden'];
const FITTING = ['Payee 1', '2026-01-10', '5', 'Payee'];
const HOSTILE = [...SECRETS, "' OR 1=1 --", '"; DROP TABLE x; --', '%', '', '\u0000', '\ud800', 'x'.repeat(500), "') OR hidden LIKE '%"];
const OPERATORS = ['eq', 'ne', 'lt', 'ge', 'in', 'contains', 'starts', 'empty', 'filled', 'regex', 'EQ'];
const AGGREGATES = ['count', 'sum', 'mean', 'min', 'max', 'median', 'distinct', 'list', 'read_text'];
const mostly = (good: readonly string[], bad: readonly string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constantFrom(...bad) });
const name = mostly(GOOD, BAD);
const value = mostly(FITTING, HOSTILE);
const joined = (sign: string, ...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(sign));
const list = (item: fc.Arbitrary<string>) => fc.array(item, { minLength: 1, maxLength: 2 }).map((items) => items.join(','));
const PARTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  fields: list(name),
  filter: joined(':', name, mostly(OPERATORS.slice(0, 7), OPERATORS.slice(7)), value),
  search: value,
  groupBy: list(joined('', name, mostly([''], ['.month', '.year', '.hour']))),
  measure: list(
    mostly(
      ['count', 'sum:amount', 'max:payee', 'distinct:payee'],
      AGGREGATES.map((aggregate) => `${aggregate}:hidden`),
    ),
  ),
  sort: list(joined('', fc.constantFrom('', '-'), name)),
  version: mostly(['2'], ['1', '0', '99', "1'"]),
  asOf: mostly(['2099-01-01T00:00:00Z', '2026-11-23T02:00:30Z'], ['2020-01-01T00:00:00Z', 'now']),
  cursor: mostly(['bzEw'], ['x', "o1'"]),
};
const query = fc
  .subarray(Object.keys(PARTS), { minLength: 1, maxLength: 4 })
  .chain((names) => fc.record(Object.fromEntries(names.map((part) => [part, PARTS[part] ?? fc.constant('')]))));

test('2,000 random questions of outsiders never bring a hidden value, and never a fault of ours', async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...OUTSIDE), query, async (who, asked) => {
      const address = new URLSearchParams(asked);
      const { status, text, body } = await district.as(ACTORS[who])('GET', `/api/data/datasets/open/rows?${address}`);
      const answer =
        status === 200 ? text : JSON.stringify(body).replaceAll(/"(filter|name|reason|title|title_zh)":"(?:[^"\\]|\\.)*"/g, '');
      assert.deepEqual(leaks(answer), []);
      assert.ok(status === 200 || (status >= 400 && status < 500), `${status} ${text}`);
      if (status !== 200) return;
      answered += 1;
      assert.ok(body.total <= 30 && body.columns.every((column: { name: string }) => !/hidden/i.test(column.name)));
    }),
    { numRuns: 2_000 },
  );
  assert.ok(answered > 400, `${answered} answered`);
});

test('a hidden column and a missing one are answered alike, wherever they are named', async () => {
  const missing = 'nobody'; // as long as `hidden`
  const forms = [
    (column: string) => `fields=${column}`,
    (column: string) => `fields=payee,${column}`,
    ...OPERATORS.map((operator) => (column: string) => `filter=${column}:${operator}:SECRET-ALPHA`),
    (column: string) => `filter=${column}:empty`,
    (column: string) => `groupBy=${column}`,
    (column: string) => `groupBy=${column}.month`,
    ...AGGREGATES.map((aggregate) => (column: string) => `measure=${aggregate}:${column}`),
    (column: string) => `sort=${column}`,
    (column: string) => `sort=-${column}&groupBy=payee`,
    (column: string) => `search=SECRET-ALPHA&fields=${column}`,
  ];
  for (const form of forms) {
    const [hidden, nowhere] = await Promise.all(
      ['hidden', missing].map(async (column) => plain(await district.as()('GET', `/api/data/datasets/open/rows?${form(column)}`), column)),
    );
    assert.deepEqual(hidden, nowhere, form('hidden'));
  }
});

/** An answer without what the question itself said, and without the request's number. */
function plain({ status, text }: { status: number; text: string }, word: string): string {
  return `${status} ${text.replaceAll(word, '…').replaceAll(/urn:request:[\w-]+/g, '')}`;
}
