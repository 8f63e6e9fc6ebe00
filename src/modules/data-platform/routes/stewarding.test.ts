import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';

import type { DatasetDescription, FieldDescription } from '../description.ts';
import { loadJob } from '../loads.ts';
import { dataPlatform } from '../module.ts';

const steward = person({ id: 'steward', permissions: ['data:see-internal', 'data:steward', 'data:publish'] });
const clerk = person({ id: 'clerk' });

let town: TestDistrict;
let asked: ReturnType<TestDistrict['as']>;

before(async () => {
  town = await openTestDistrict({ modules: [dataPlatform] });
  asked = town.as(steward);
});
after(() => town.close());

function field(name: string, spec: Omit<FieldDescription['spec'], 'name'>): FieldDescription {
  const words = { en: name, zh: name };
  return { title: words, definition: words, class: 'public', personal: false, spec: { name, ...spec } };
}

function described(key: string): DatasetDescription {
  const words = { en: 'Payments', zh: '付款' };
  return {
    key,
    title: words,
    description: words,
    theme: 'GOVE',
    keywords: [],
    department: 'data-administration',
    updateFrequency: '',
    licence: '',
    legalBasis: words,
    shareClass: 'public',
    openClass: 'public',
    retentionDays: null,
    fields: [
      field('id', { type: 'integer', required: true, unique: true }),
      field('payee', { type: 'text' }),
      field('amount', { type: 'decimal', precision: 12, scale: 2 }),
    ],
    rules: [],
  };
}

async function upload(name: string, text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const { body } = await asked('POST', '/api/data/uploads', { name, size: bytes.length });
  const sent = await asked('PATCH', `/api/data/uploads/${body.id}?offset=0`, bytes);
  assert.equal(sent.body.finished, true);
  return body.id;
}

async function load(key: string, text: string, dialect?: object): Promise<string> {
  const uploads = [await upload(`${key}.csv`, text)];
  const { status, body } = await asked('POST', `/api/data/datasets/${key}/loads`, { uploads, ...(dialect && { dialect }) });
  assert.equal(status, 202);
  await town.runJob(loadJob, { loadId: body.loadId }, steward);
  return body.loadId;
}

async function enter(key: string): Promise<void> {
  const terms = (await asked('GET', '/api/data/terms')).body;
  const [licence, frequency] = [terms.licences[0].key, terms.frequencies[0].key];
  const { status } = await asked('POST', '/api/data/datasets', { ...described(key), licence, updateFrequency: frequency });
  assert.equal(status, 201);
}

describe('a steward', () => {
  test('reads in both languages what a description may choose from', async () => {
    const { body } = await asked('GET', '/api/data/terms');
    for (const list of [body.themes, body.departments, body.licences, body.frequencies]) {
      assert.ok(list.length > 0);
      assert.ok(list.every(({ title }: { title: { en: string; zh: string } }) => title.en && title.zh));
    }
  });

  test('sees every refused row with the very cell at fault, and gets all of them as a safe CSV', async () => {
    await enter('refusals');
    const id = await load(
      'refusals',
      'id,payee,amount\n1,"Wang, Li & Co",12.50\n2,"=cmd(), ""x""",free\n3,short\n1,Twice,1.00\n4,a,1\n5,b,2\n6,c,3\n7,d,4\n8,e,5\n9,f,6\n',
    );
    const { body } = await asked('GET', `/api/data/loads/${id}/refusals`);
    const found = body.items.map((one: { line: number; field: string; value: string; faults: string[] }) => [
      one.line,
      one.field,
      one.value,
      one.faults[0],
    ]);
    assert.deepEqual(
      found.find(([line]: [number]) => line === 3),
      [3, 'amount', 'free', 'type:amount'],
    );
    assert.deepEqual(
      found.find(([line]: [number]) => line === 4),
      [4, null, null, 'structure:tooFewFields'],
    );
    const csv = await asked('GET', `/api/data/loads/${id}/refusals.csv`);
    assert.match(String(csv.headers['content-type']), /text\/csv/);
    assert.match(csv.text, /amount,free,type:amount/);
    assert.doesNotMatch(csv.text, /(^|,)"?[=]cmd/m);
  });

  test('holds two versions side by side: added, gone, changed, cell by cell', async () => {
    await enter('differing');
    await load('differing', 'id,payee,amount\n1,a,1.00\n2,b,2.00\n3,c,3.00\n');
    await load('differing', 'id,payee,amount\n1,a,1.00\n2,b,2.50\n4,d,4.00\n5,e,5.00\n');
    const diff = async (change?: string) =>
      (await asked('GET', `/api/data/datasets/differing/diff?from=1&to=2&key=id${change ? `&change=${change}` : ''}`)).body;
    const { added, removed, changed, unchanged, page } = await diff();
    assert.deepEqual(
      { added, removed, changed, unchanged, rows: page.length },
      { added: 2, removed: 1, changed: 1, unchanged: 1, rows: 4 },
    );
    const { page: only } = await diff('changed');
    assert.equal(only.length, 1);
    assert.equal(Number(only[0].before.amount), 2);
    assert.equal(Number(only[0].after.amount), 2.5);
    assert.equal((await asked('GET', '/api/data/datasets/differing/diff?from=1&to=9&key=id')).status, 404);
    assert.equal((await asked('GET', '/api/data/datasets/differing/diff?from=1&to=2&key=secret')).status, 400);
  });

  test('corrects how a file is written, and the load reads it that way', async () => {
    await enter('corrected');
    const text = '# a note\nid;payee;amount\n1;x|y;1.00\n2;z|w;2.00\n';
    const id = await upload('corrected.csv', text);
    const dialect = { encoding: 'utf-8', delimiter: ';', quote: '"', newline: 'lf', headerLine: 2, firstLine: 3 };
    const query = new URLSearchParams(Object.entries(dialect).map(([name, value]) => [name, String(value)]));
    const { body } = await asked('GET', `/api/data/uploads/${id}/sniff?${query}`);
    assert.deepEqual(
      body.fields.map((one: FieldDescription) => one.spec.name),
      ['id', 'payee', 'amount'],
    );
    const loadId = await load('corrected', text, dialect);
    assert.equal((await asked('GET', `/api/data/loads/${loadId}`)).body.accepted, 2);
  });

  test('finds what waits for a decision first, then the latest, page by page without a gap', async () => {
    await enter('waiting');
    await load('waiting', 'id,payee,amount\n1,a,bad\n2,b,worse\n3,c,3.00\n');
    await enter('later');
    await load('later', 'id,payee,amount\n1,a,1.00\n');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await asked('GET', `/api/data/loads?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ state }: { state: string }) => state));
      cursor = body.next;
    }
    const all = (await asked('GET', '/api/data/loads')).body.items;
    assert.deepEqual(
      seen,
      all.map(({ state }: { state: string }) => state),
    );
    assert.ok(seen.includes('held'));
    assert.ok(seen.lastIndexOf('held') < seen.findIndex((state) => state !== 'held'));
    assert.equal(all.find(({ state }: { state: string }) => state !== 'held').dataset, 'later');
    assert.deepEqual(all[0].title, { en: 'Payments', zh: '付款' });
  });

  test('takes the filtered catalogue away as CSV', async () => {
    const { text, headers } = await asked('GET', '/api/data/datasets.csv?theme=GOVE');
    assert.match(String(headers['content-disposition']), /datasets\.csv/);
    assert.match(text, /^\uFEFFkey,title_zh/);
    assert.match(text, /differing,付款,Payments,GOVE/);
    assert.doesNotMatch((await asked('GET', '/api/data/datasets.csv?theme=TRAN')).text, /differing/);
  });
});

describe('somebody without the permission', () => {
  test('neither compares versions nor reads refused rows, and sees no closed dataset in the CSV', async () => {
    const stranger = town.as(clerk);
    const [{ id }] = (await asked('GET', '/api/data/loads')).body.items;
    assert.equal((await stranger('GET', '/api/data/datasets/differing/diff?from=1&to=2&key=id')).status, 403);
    assert.equal((await stranger('GET', `/api/data/loads/${id}/refusals`)).status, 403);
    assert.equal((await stranger('GET', `/api/data/loads/${id}/refusals.csv`)).status, 403);
    assert.doesNotMatch((await stranger('GET', '/api/data/datasets.csv')).text, /differing/);
  });
});

describe('a name', () => {
  test('that is an address of the console’s own pages is refused', async () => {
    for (const key of ['new', 'loads']) assert.equal((await asked('POST', '/api/data/datasets', described(key))).status, 400);
  });
});
