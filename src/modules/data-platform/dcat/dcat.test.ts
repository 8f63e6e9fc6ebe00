import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';

import { dataPlatform } from '../module.ts';
import { describePayments, loadCsv, OPENED, STEWARD } from '../test-support.ts';
import { linesOf, parseForeignTurtle, parseJsonLd, parseTurtle, shapesIn, validate, without } from './test-support.ts';

const SHAPES = path.resolve(import.meta.dirname, '../../../../../shared/data/data-platform/dcat-ap');
const skip = existsSync(SHAPES) ? false : `no shapes at ${SHAPES}`;
const DCAT = 'http://www.w3.org/ns/dcat#';
const DCT = 'http://purl.org/dc/terms/';
const NASTY = { en: 'Payments "quoted" \\ back\nslash <tag>', zh: '付款“引号”\u2028换行' };

let district: TestDistrict;

before(async () => {
  district = await openTestDistrict({ modules: [dataPlatform], http: { publicUrl: 'https://data.example.gov.cn/' } });
  for (const key of ['payments', 'quoted', 'closed']) {
    await describePayments(district, key, key === 'quoted' ? { title: NASTY, keywords: ['quote"', '引号'] } : {});
    await loadCsv(district, key, 'paid_on,payee,amount\n2026-01-02,Ann,1.50\n2026-03-04,Bob,2\n');
    await loadCsv(district, key, 'paid_on,payee,amount\n2026-01-02,Ann,1.50\n2026-05-06,Bob,3\n');
    if (key !== 'closed') assert.equal((await district.as(OPENED)('POST', `/api/data/datasets/${key}/open`)).status, 200);
  }
});

after(() => district.close());

test('the catalogue names exactly the open datasets, whoever asks, under the public address', async () => {
  for (const ask of [district.as(), district.as(STEWARD)]) {
    const quads = parseTurtle((await ask('GET', '/data/catalog.ttl')).text);
    const named = quads.filter(({ predicate }) => predicate.value === `${DCAT}dataset`).map(({ object }) => object.value);
    assert.deepEqual(named.sort(), ['https://data.example.gov.cn/data/payments', 'https://data.example.gov.cn/data/quoted']);
    for (const address of ['/data/closed', '/data/closed/dcat.ttl', '/data/closed/dcat.jsonld', '/data/never/dcat.ttl'])
      assert.equal((await ask('GET', address)).status, 404, address);
  }
});

test('Turtle and JSON-LD are the same graph, whatever the titles hold', async () => {
  const ask = district.as();
  for (const address of ['/data/catalog', '/data/quoted/dcat', '/data/payments/dcat']) {
    const turtle = parseTurtle((await ask('GET', `${address}.ttl`)).text);
    assert.ok(turtle.length > 100);
    assert.deepEqual(linesOf(parseJsonLd((await ask('GET', `${address}.jsonld`)).text)), linesOf(turtle));
  }
  const titles = parseTurtle((await ask('GET', '/data/quoted')).text).filter(({ predicate }) => predicate.value === `${DCT}title`);
  assert.ok(titles.some(({ object }) => object.value === NASTY.en));
});

test('a reader gets the form it asks for', async () => {
  const forms = [
    ['application/ld+json', 'application/ld+json'],
    ['text/turtle;q=0.4, application/ld+json;q=0.8', 'application/ld+json'],
    ['application/ld+json;q=0, text/turtle', 'text/turtle'],
    ['*/*', 'text/turtle'],
  ] as const;
  for (const [accept, type] of forms) {
    for (const address of ['/data/catalog', '/data/payments']) {
      const { headers } = await district.as()('GET', address, undefined, { accept });
      assert.equal(String(headers['content-type']).split(';')[0], type, `${address} as ${accept}`);
    }
  }
});

test('a dataset says its versions, its files with hash and size, and the days it spans', async () => {
  const ask = district.as();
  const { raw } = await ask('GET', '/data/payments/v2.csv');
  const quads = parseTurtle((await ask('GET', '/data/payments')).text);
  const values = (subject: string, property: string) =>
    quads.filter((quad) => quad.subject.value.endsWith(subject) && quad.predicate.value === property).map(({ object }) => object.value);
  assert.deepEqual(
    values('/data/payments', `${DCAT}hasVersion`).map((iri) => iri.split('/').at(-1)),
    ['v2', 'v1'],
  );
  assert.deepEqual(values('/v2.csv#distribution', `${DCAT}byteSize`), [String(raw.length)]);
  assert.deepEqual(values('/v1.csv#distribution', `${DCAT}byteSize`), [], 'a file that nobody asked for yet has no size');
  const version = (await ask('GET', '/api/data/datasets/payments')).body.version;
  assert.deepEqual(values('/data/payments/v2#checksum', 'http://spdx.org/rdf/terms#checksumValue'), [version.contentHash]);
  assert.deepEqual(values('/data/payments#temporal', `${DCAT}startDate`), ['2026-01-02']);
  assert.deepEqual(values('/data/payments#temporal', `${DCAT}endDate`), ['2026-05-06']);
});

test('every address that the catalogue gives for data answers', async () => {
  const quads = parseTurtle((await district.as()('GET', '/data/catalog.ttl')).text);
  const given = quads.filter(({ predicate }) =>
    ['accessURL', 'downloadURL', 'endpointDescription'].includes(predicate.value.replace(DCAT, '')),
  );
  assert.ok(given.length >= 15);
  for (const address of new Set(given.map(({ object }) => object.value))) {
    const { status } = await district.as()('GET', address.replace('https://data.example.gov.cn', ''));
    assert.equal(status, 200, address);
  }
});

test('no shape of DCAT-AP 3.0.1 is violated', { skip }, async () => {
  for (const address of ['/data/catalog.ttl', '/data/payments/dcat.ttl', '/data/quoted/dcat.ttl']) {
    const quads = parseTurtle((await district.as()('GET', address)).text);
    for (const file of shapesIn(SHAPES)) {
      const found = await validate(quads, file);
      assert.deepEqual(
        found.filter(({ severity }) => severity === 'Violation'),
        [],
        `${address} by ${path.basename(file)}`,
      );
    }
  }
});

test('an empty catalogue is a right one too', { skip }, async () => {
  const empty = await openTestDistrict({ modules: [dataPlatform] });
  try {
    const quads = parseTurtle((await empty.as()('GET', '/data/catalog.ttl')).text);
    assert.deepEqual(
      (await validate(quads, path.join(SHAPES, 'shapes.ttl'))).filter(({ severity }) => severity === 'Violation'),
      [],
    );
  } finally {
    await empty.close();
  }
});

test('the shapes would see it: three removed statements are three violations', { skip }, async () => {
  const quads = parseTurtle((await district.as()('GET', '/data/catalog.ttl')).text);
  const removed = [
    ['Catalog', `${DCT}publisher`],
    ['Dataset', `${DCT}title`],
    ['Distribution', `${DCAT}accessURL`],
  ] as const;
  const broken = removed.reduce((left, [type, property]) => without(left, `${DCAT}${type}`, property), quads);
  const found = await validate(broken, path.join(SHAPES, 'shapes.ttl'));
  assert.deepEqual(
    found.map((result) => [result.severity, result.path]),
    removed.map(([, property]) => ['Violation', property]),
  );
});

test('the published examples can be read', { skip }, () => {
  const examples = readdirSync(path.join(SHAPES, 'examples')).filter((name) => name.endsWith('.ttl'));
  assert.ok(examples.length > 0);
  for (const name of examples)
    assert.ok(parseForeignTurtle(readFileSync(path.join(SHAPES, 'examples', name), 'utf8')).quads.length > 0, name);
});
