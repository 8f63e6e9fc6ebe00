import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { demoDatasets } from './datasets/index.ts';
import { PAID_TWICE } from './datasets/spending.ts';
import { airIndex, waterClass } from './datasets/standards.ts';
import type { Row } from './datasets/table.ts';
import { generateDistrict } from './district/district.ts';
import { csvText } from './write.ts';

const SEED = 2026;
const TODAY = '2026-11-19';

const district = generateDistrict(SEED, TODAY);
const tables = demoDatasets().map(({ description, generate }) => ({ description, table: generate(district) }));
const rowsOf = (key: string) => tables.find(({ description }) => description.key === key)?.table.rows ?? [];
const column = (key: string, name: string) => rowsOf(key).map((row) => String(row[name]));

test('the same seed and day give the same bytes, and another day gives others', () => {
  const digest = (today: string) => {
    const hash = createHash('sha256');
    const again = generateDistrict(SEED, today);
    for (const { description, generate } of demoDatasets()) hash.update(csvText(description, generate(again)));
    return hash.digest('hex');
  };
  const first = createHash('sha256');
  for (const { description, table } of tables) first.update(csvText(description, table));
  assert.equal(digest(TODAY), first.digest('hex'));
  assert.notEqual(digest('2026-11-20'), digest(TODAY));
});

test('everything is generated within five seconds of processor time', () => {
  const before = process.cpuUsage();
  const again = generateDistrict(SEED + 1, TODAY);
  for (const { generate } of demoDatasets()) generate(again);
  const { user } = process.cpuUsage(before);
  assert.ok(user < 5_000_000, `${user / 1e6} s`);
});

test('there are two dozen datasets with enough rows to be worth opening', () => {
  assert.equal(tables.length, 24);
  for (const { description, table } of tables) assert.ok(table.rows.length >= 40, `${description.key}: ${table.rows.length}`);
  assert.ok(rowsOf('spending').length > 25_000 && rowsOf('spending').length < 40_000);
  assert.equal(rowsOf('river-level').length, 90 * 24 * 6);
  assert.equal(rowsOf('air-quality').length, 730 * 3);
});

test('rows have exactly the columns that the description names', () => {
  for (const { description, table } of tables) {
    const names = description.fields.map(({ spec }) => spec.name).sort();
    for (const row of table.rows) assert.deepEqual(Object.keys(row).sort(), names, description.key);
  }
});

test('descriptions are complete in both languages and name a department that exists', () => {
  const complete = ({ zh, en }: { zh: string; en: string }) =>
    assert.ok(/\p{Script=Han}|^[ -~°µ³—]+$/u.test(zh) && /^[^\p{Script=Han}]+$/u.test(en), `${zh} | ${en}`);
  for (const { description } of tables) {
    assert.ok(
      district.departments.some(({ key }) => key === description.department),
      description.department,
    );
    [description.title, description.description, description.legalBasis].forEach(complete);
    for (const field of description.fields) {
      [field.title, field.definition, ...(field.unit ? [field.unit] : []), ...Object.values(field.codeTitles ?? {})].forEach(complete);
      assert.deepEqual(Object.keys(field.codeTitles ?? {}), field.spec.codes ?? []);
      assert.ok(!field.personal || field.class === 'restricted', `${description.key}.${field.spec.name}`);
    }
  }
});

test('good rows keep every rule of their description', () => {
  for (const { description, table } of tables) {
    for (const { spec } of description.fields) checkField(description.key, spec as Spec, table.rows);
    for (const rule of description.rules) {
      if (rule.kind === 'unique')
        assertUnique(
          table.rows.map((row) => (rule.fields ?? []).map((field) => row[field]).join('|')),
          rule.id,
        );
      if (rule.kind === 'reference') {
        const known = new Set(column(rule.dataset ?? '', rule.field ?? ''));
        for (const row of table.rows) assert.ok(known.has(String(row[rule.field ?? ''])), `${description.key} ${rule.id}`);
      }
    }
  }
});

test('nothing looks like a telephone number or an identity card', () => {
  for (const { description, table } of tables) {
    const text = csvText(description, table);
    assert.doesNotMatch(text, /(?<!\d)1[3-9]\d{9}(?!\d)/, description.key);
    assert.doesNotMatch(text, /(?<![0-9A-Z])[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dX](?![0-9A-Z])/, description.key);
  }
});

test('no open dataset holds a sole trader', () => {
  for (const { description, table } of tables.filter(({ description }) => description.openClass === 'public')) {
    for (const row of table.rows) {
      for (const name of ['uscc', 'payee_uscc']) assert.ok(!String(row[name] ?? '').startsWith('92'), `${description.key} ${row[name]}`);
    }
  }
});

test('payees and feeds refer to enterprises and villages that exist', () => {
  const known = new Set(district.enterprises.map(({ uscc }) => uscc));
  for (const key of ['licences', 'penalties', 'annual-reports', 'tax-arrears', 'wage-arrears', 'safety-items', 'per-mu-inputs']) {
    for (const uscc of column(key, 'uscc')) assert.ok(known.has(uscc), `${key} ${uscc}`);
  }
  const codes = new Set([
    ...district.departments.map(({ key }) => key),
    ...district.towns.map(({ code }) => code),
    ...district.places.map(({ code }) => code),
  ]);
  for (const row of rowsOf('spending')) {
    assert.ok(codes.has(String(row['payer_code'])));
    assert.ok(row['payee_uscc'] === null || String(row['payee_uscc']).startsWith('N2') || known.has(String(row['payee_uscc'])));
  }
});

test('amounts of the spending ledger conform to Benford’s law in their first two digits', () => {
  const digits = column('spending', 'amount_yuan')
    .filter((amount) => Number(amount) >= 10)
    .map((amount) => Number(amount.replace('.', '').slice(0, 2)));
  const counts = new Map<number, number>();
  for (const two of digits) counts.set(two, (counts.get(two) ?? 0) + 1);
  let deviation = 0;
  for (let two = 10; two < 100; two++) deviation += Math.abs((counts.get(two) ?? 0) / digits.length - Math.log10(1 + 1 / two));
  assert.ok(deviation / 90 < 0.0012, `mean absolute deviation ${deviation / 90}; Nigrini calls under 0.0012 close conformity`);
});

test('a few payments make most of the money, and December is busier than February', () => {
  const amounts = column('spending', 'amount_yuan')
    .map(Number)
    .sort((a, b) => b - a);
  const sum = (values: readonly number[]) => values.reduce((whole, value) => whole + value, 0);
  const topFifth = sum(amounts.slice(0, amounts.length / 5)) / sum(amounts);
  assert.ok(topFifth > 0.8 && topFifth < 0.98, `the top fifth holds ${topFifth}`);
  const inMonth = (month: string) => column('spending', 'payment_date').filter((day) => day.slice(5, 7) === month).length;
  assert.ok(inMonth('12') > 2 * inMonth('02'));
});

test('the planted double payments are there: same payee, amount and project, another voucher', () => {
  const groups = new Map<string, number>();
  for (const row of rowsOf('spending').filter((one) => Number(one['amount_yuan']) > 5_000 && one['payee_uscc'])) {
    const bill = ['payer_code', 'payee', 'amount_yuan', 'project'].map((name) => row[name]).join('|');
    groups.set(bill, (groups.get(bill) ?? 0) + 1);
  }
  const paidTwice = [...groups.values()].filter((count) => count > 1).length;
  assert.ok(paidTwice >= PAID_TWICE && paidTwice <= PAID_TWICE + 6, `${paidTwice}`);
});

test('dirty lines are strewn whole among the good ones, and each stands out', () => {
  const { description, table } = tables.find((one) => one.description.key === 'spending') as (typeof tables)[number];
  const lines = csvText(description, table).trimEnd().split('\n');
  const dirty = table.dirtyLines ?? [];
  assert.equal(lines.length, 1 + table.rows.length + dirty.length);
  assert.ok(dirty.length >= 15);
  const places = dirty.map((line) => lines.indexOf(line));
  assert.ok(places.every((place) => place > 100));
  assert.ok(Math.min(...places.slice(1).map((place, index) => place - (places[index] ?? 0))) > 1_000, 'spread over the file');
});

test('air and water are judged as the standards say', () => {
  const clean = { pm25: 20, pm10: 40, so2: 5, no2: 20, co: 0.6, o3: 90 };
  assert.deepEqual(airIndex(clean), { index: 45, level: 'excellent', primary: null });
  assert.deepEqual(airIndex({ ...clean, pm25: 115 }), { index: 150, level: 'light', primary: 'pm25' });
  assert.deepEqual(airIndex({ ...clean, o3: 161 }), { index: 101, level: 'light', primary: 'o3' });
  const sample = { oxygen: 8, permanganate: 1.8, ammonia: 0.1, phosphorus: 0.02 };
  assert.equal(waterClass(sample), 'I');
  assert.equal(waterClass({ ...sample, ammonia: 0.5 }), 'II');
  assert.equal(waterClass({ ...sample, oxygen: 4 }), 'IV');
  assert.equal(waterClass({ ...sample, phosphorus: 0.9 }), 'worse than V');
});

test('repairs of street lights became about twice as fast with the new contract', () => {
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const days = (from: string, to: string) =>
    median(
      rowsOf('street-lights')
        .filter((row) => String(row['reported_on']) >= from && String(row['reported_on']) < to && row['working_days'] !== null)
        .map((row) => Number(row['working_days'])),
    );
  assert.ok(days('2025-01-01', '2026-05-01') >= 9);
  assert.ok(days('2026-06-01', '2026-10-01') <= 6);
});

interface Spec {
  readonly name: string;
  readonly type: string;
  readonly scale?: number;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly min?: string;
  readonly max?: string;
  readonly pattern?: string;
  readonly codes?: readonly string[];
}

const SHAPES: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d+$/,
  decimal: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}T\d{2}:00:00\+08:00$/,
};

function checkField(key: string, spec: Spec, rows: readonly Row[]): void {
  const where = `${key}.${spec.name}`;
  if (spec.required)
    assert.ok(
      rows.every((row) => row[spec.name] !== null && row[spec.name] !== ''),
      where,
    );
  const values = rows
    .map((row) => row[spec.name])
    .filter((value) => value !== null)
    .map(String);
  if (spec.unique) assertUnique(values, where);
  for (const value of values) {
    assert.match(value, SHAPES[spec.type] ?? /\S/, where);
    if (spec.min !== undefined) assert.ok(Number(value) >= Number(spec.min), `${where} ${value}`);
    if (spec.max !== undefined) assert.ok(Number(value) <= Number(spec.max), `${where} ${value}`);
    if (spec.pattern) assert.match(value, new RegExp(`^(?:${spec.pattern})$`), where);
    if (spec.codes) assert.ok(spec.codes.includes(value), `${where} ${value}`);
    if (spec.type === 'decimal') assert.ok((value.split('.')[1] ?? '').length <= (spec.scale ?? 2), `${where} ${value}`);
  }
}

function assertUnique(values: readonly string[], where: string): void {
  const seen = new Set<string>();
  for (const value of values) {
    assert.ok(!seen.has(value), `${where}: ${value} twice`);
    seen.add(value);
  }
}
