import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { defineTexts, faultsOf, formats, type Texts } from './index.ts';

const texts = defineTexts({
  hello: { en: 'Hello, {name}', zh: '{name}，您好' },
  lines: { en: { one: '{count} line in {year}', other: '{count} lines in {year}' }, zh: '{year} 年共 {count} 条' },
  bye: { en: 'Goodbye', zh: '再见' },
});

test('a person reads whole sentences in their language, with numbers written its way', () => {
  assert.equal(texts('en')('hello', { name: 'Wang' }), 'Hello, Wang');
  assert.equal(texts('zh')('hello', { name: '王芳' }), '王芳，您好');
  assert.equal(texts('en')('bye'), 'Goodbye');
  assert.equal(texts('en')('lines', { count: 1, year: '2026' }), '1 line in 2026');
  assert.equal(texts('en')('lines', { count: 12_640, year: '2026' }), '12,640 lines in 2026');
  assert.equal(texts('zh')('lines', { count: 1, year: '2026' }), '2026 年共 1 条');
});

test('a value that looks like a slot stays as it was typed', () => {
  assert.equal(texts('en')('hello', { name: '{name}$&' }), 'Hello, {name}$&');
});

test('a text that does not exist, or lacks a value, does not compile', () => {
  // @ts-expect-error no such text
  assert.throws(() => texts('en')('absent'));
  // @ts-expect-error the name is missing
  assert.equal(texts('en')('hello', {}), 'Hello, {name}');
});

test('a language left empty and slots that differ are found', () => {
  assert.deepEqual(faultsOf({ a: { en: 'A {x}', zh: '甲 {y}' }, b: { en: ' ', zh: '乙' }, c: { en: 'C', zh: '丙' } }), [
    'a: the slots differ',
    'b: a language is empty',
  ]);
  assert.deepEqual(faultsOf({ n: { en: { one: 'one', other: '{count}' }, zh: '若干' } }), []);
});

test('every table of texts in the product speaks both languages fully', async () => {
  const files = globSync('{src,web}/**/texts.ts', { cwd: new URL('../../../', import.meta.url) }).filter(
    (file) => !file.includes('kernel/i18n'),
  );
  assert.ok(files.length > 0, 'no table of texts was found');
  for (const file of files) {
    const loaded: Record<string, unknown> = await import(new URL(`../../../${file}`, import.meta.url).href);
    const tables = Object.values(loaded).filter(
      (value): value is Texts<Record<string, never>> => typeof value === 'function' && 'table' in value,
    );
    assert.ok(tables.length > 0, `${pathToFileURL(file)} exports no texts`);
    for (const { table } of tables) assert.deepEqual(faultsOf(table), [], file);
  }
});

test('numbers, sizes, money and shares are written as officials write them', () => {
  const en = formats('en');
  assert.equal(en.number(12_640), '12,640');
  assert.equal(en.number(3.4, 2), '3.40');
  assert.equal(en.percent(0.978, 1), '97.8%');
  assert.equal(en.bytes(0), '0 B');
  assert.equal(en.bytes(412_300), '412 kB');
  assert.equal(en.bytes(1_100_000), '1.1 MB');
  assert.equal(en.money(418_050), '¥4,180.50');
  assert.equal(formats('zh').money(-50), '−¥0.50');
});

test('days and times are those of the district, wherever the server stands', () => {
  const lateInLondon = new Date('2026-11-18T22:42:00Z');
  assert.equal(formats('en').instant(lateInLondon), '19 November 2026, 06:42');
  assert.equal(formats('zh').instant(lateInLondon), '2026年11月19日 06:42');
  assert.equal(formats('en').day('2026-11-19'), '19 November 2026');
  assert.equal(formats('en').weekday('2026-11-19'), 'Thursday 19 November 2026');
  assert.equal(formats('zh').weekday('2026-11-19'), '2026年11月19日星期四');
  assert.equal(formats('en').time(new Date('2026-11-18T16:00:00Z')), '00:00');
});

test('an age is said in the units a person would use', () => {
  const now = new Date('2026-11-19T10:42:00+08:00');
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const { age } = formats('en');
  assert.equal(age(ago(0), now), 'just now');
  assert.equal(age(ago(-5), now), 'just now');
  assert.equal(age(ago(2), now), '2 min ago');
  assert.equal(age(ago(60), now), '1 h ago');
  assert.equal(age(ago(342), now), '5 h 42 min ago');
  assert.equal(age(ago(1440), now), '1 day ago');
  assert.equal(age(ago(4320), now), '3 days ago');
  assert.equal(formats('zh').age(ago(342), now), '5 小时 42 分钟前');
});
