import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';

import { loadFiles } from './load/load.ts';
import type { Dialect, Field, Reject } from './model.ts';
import { readCsvSimply } from './oracle.ts';

const DIALECT: Dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', newline: 'lf', headerLine: 1, firstLine: 2 };
const TEXTS: Field[] = ['a', 'b', 'c'].map((name) => ({ name, type: 'text' }));
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingest-accounting-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Records of a table written carelessly: right, ragged, with stray, doubled and forgotten quotes, and every kind of newline. */
const piece = fc.constantFrom(
  'a',
  'x y',
  '1',
  '',
  '"q"',
  '"a,b"',
  '"l1\nl2"',
  '"say ""hi"""',
  '5" pipe',
  '"open',
  '"a"b',
  '鉴湖',
  'a\rb',
  "o'clock",
  '""',
  '=1+1',
);
const record = fc.array(piece, { minLength: 1, maxLength: 5 }).map((fields) => fields.join(','));
const full = fc.tuple(piece, piece, piece).map((fields) => fields.join(','));
const body = fc.array(fc.tuple(fc.oneof({ weight: 3, arbitrary: full }, record), fc.constantFrom('\n', '\r\n', '\n\n')), {
  minLength: 1,
  maxLength: 30,
});
const file = fc.tuple(body, fc.boolean()).map(([rows, ended]) => {
  const text = `a,b,c\n${rows.flat().join('')}`;
  return ended ? text : text.replace(/[\r\n]+$/, '');
});

test('accepted and rejected rows are exactly the rows a simple reader finds, whatever the file', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(file, async (text) => {
      const records = readCsvSimply(text, ',');
      fc.pre(records.length > 0);
      const { accepted, rejected } = await loadText(text, TEXTS);
      const right = records.filter(({ fields }) => fields?.length === 3);
      assert.deepEqual(
        accepted.map(Object.values),
        right.map(({ fields }) => fields?.map((field) => field || null)),
      );
      const wrong = records.filter(({ fields }) => fields?.length !== 3);
      assert.deepEqual(
        rejected.map(({ line }) => line).sort(byNumber),
        wrong.map(({ line }) => line),
      );
    }),
    { numRuns: 120 },
  );
});

const number = fc.constantFrom(
  '1',
  '-2.50',
  '1e3',
  ' 3',
  '+4',
  '0x1F',
  '1_000',
  '7.',
  '.5',
  '9999999999999.99',
  '12.345',
  '',
  'n/a',
  '１',
  '--1',
  '1,5',
  '007',
  '-0',
);

test('a number is plain digits, a leading minus and a fraction that fits; everything else is rejected with its field and text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 20 }), async (values) => {
      const text = `amount,n\n${values.map((value, index) => `"${value}",${index}`).join('\n')}\n`;
      const fields: Field[] = [
        { name: 'amount', type: 'decimal', precision: 14, scale: 2, required: true },
        { name: 'n', type: 'integer' },
      ];
      const { accepted, rejected } = await loadText(text, fields);
      const fits = (value: string) => /^-?\d{1,12}(\.\d{1,2})?$/.test(value);
      assert.deepEqual(
        accepted.map((row) => Number(row['n'])),
        values.flatMap((value, index) => (fits(value) ? [index] : [])),
      );
      assert.deepEqual(
        rejected.map(({ raw }) => raw),
        values.flatMap((value, index) => (fits(value) ? [] : [`"${value}",${index}`])),
      );
      assert.ok(rejected.every(({ field }) => field === 'amount'));
    }),
    { numRuns: 40 },
  );
});

test('a number with too many digits after the point is rounded only when the steward says so', async () => {
  const fields: Field[] = [{ name: 'a', type: 'decimal', precision: 14, scale: 2, excess: 'round' }];
  const { accepted } = await loadText('a\n1.005\n-2.675\n3\n', fields);
  assert.deepEqual(
    accepted.map((row) => row['a']),
    ['1.01', '-2.68', '3.00'],
  );
});

test('of rows with the same key the first acceptable one is kept', async () => {
  const fields: Field[] = [
    { name: 'id', type: 'integer', unique: true },
    { name: 'v', type: 'integer', required: true },
  ];
  const { accepted, rejected } = await loadText('id,v\n1,\n1,5\n2,6\n1,7\n,8\n,9\n2,x\n', fields);
  assert.deepEqual(
    accepted.map((row) => row['v']),
    ['5', '6', '8', '9'],
  );
  assert.deepEqual(
    rejected.map(({ line, rule }) => [line, rule]),
    [
      [2, 'notNull:v'],
      [5, 'unique:id'],
      [8, 'type:v'],
    ],
  );
});

test('rules give the same answer as a simple check of each row', async () => {
  const row = fc.record({
    net: fc.integer({ min: -50, max: 50 }),
    vat: fc.integer({ min: -50, max: 50 }),
    town: fc.constantFrom('A', 'B', 'C', ''),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (rows) => {
      const text = `net,vat,town\n${rows.map(({ net, vat, town }) => `${net},${vat},${town}`).join('\n')}\n`;
      const fields: Field[] = [
        { name: 'net', type: 'integer', min: '-40', max: '40' },
        { name: 'vat', type: 'integer' },
        { name: 'town', type: 'text', codes: ['A', 'B'] },
      ];
      const rules = [{ id: 'vat', kind: 'expression' as const, severity: 'reject' as const, expression: `vat <= net * 2 or town = 'A'` }];
      const { accepted } = await loadText(text, fields, rules);
      // An unknown town leaves the condition unknown, and what is unknown passes.
      const right = rows.filter(
        ({ net, vat, town }) => Math.abs(net) <= 40 && town !== 'C' && (vat <= net * 2 || town === 'A' || town === ''),
      );
      assert.deepEqual(
        accepted.map((found) => [Number(found['net']), Number(found['vat'])]),
        right.map(({ net, vat }) => [net, vat]),
      );
    }),
    { numRuns: 40 },
  );
});

async function loadText(text: string, schema: Field[], rules: Parameters<typeof loadFiles>[0]['rules'] = []) {
  const path = join(folder, 'input.csv');
  await writeFile(path, text);
  const target = await mkdtemp(join(folder, 'dataset-'));
  const result = await loadFiles(
    { sources: [{ path, dialect: DIALECT }], schema, rules, targetFolder: target, now: '2026-01-01T00:00:00Z' },
    () => {},
  );
  if (result.outcome !== 'loaded' && result.outcome !== 'held') throw new Error(result.outcome);
  const { read, accepted, rejected } = result.manifest.rows;
  assert.equal(accepted + rejected, read);
  const rejects = result.manifest.rejects ? await readFile(join(result.folder, 'rejects.ndjson'), 'utf8') : '';
  return {
    accepted: await rowsOf(join(result.folder, 'part-0.parquet')),
    rejected: rejects
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Reject),
  };
}

async function rowsOf(path: string) {
  const connection = await (await DuckDBInstance.create()).connect();
  const result = await connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM read_parquet('${path}')`);
  connection.closeSync();
  return result.getRowObjectsJson();
}

function byNumber(left: number, right: number): number {
  return left - right;
}
