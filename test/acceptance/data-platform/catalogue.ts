import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import {
  linesOf,
  parseForeignTurtle,
  parseJsonLd,
  parseTurtle,
  shapesIn,
  validate,
  without,
} from '../../../src/modules/data-platform/dcat/test-support.ts';
import type { Check, House } from './house.ts';

const DCAT = 'http://www.w3.org/ns/dcat#';
const DCT = 'http://purl.org/dc/terms/';

/** The published catalogue and the document of every open dataset, against every shapes file of the folder. */
export async function checkCatalogue(house: House, folder: string, check: Check): Promise<void> {
  const catalogue = await textOf(house, '/data/catalog.ttl');
  const quads = parseTurtle(catalogue);
  const datasets = quads
    .filter(({ predicate }) => predicate.value === `${DCAT}dataset`)
    .map(({ object }) => object.value.split('/').at(-1));
  const jsonLd = linesOf(parseJsonLd(await textOf(house, '/data/catalog.jsonld')));
  check(
    'catalogue: Turtle and JSON-LD are one graph',
    JSON.stringify(jsonLd) === JSON.stringify(linesOf(quads)),
    `${jsonLd.length} statements`,
  );
  const documents = await Promise.all(datasets.map(async (key) => parseTurtle(await textOf(house, `/data/${key}/dcat.ttl`))));
  for (const file of shapesIn(folder)) {
    const found = [];
    for (const each of [quads, ...documents]) found.push(...(await validate(each, file)));
    const violations = found.filter(({ severity }) => severity === 'Violation');
    const note = `${datasets.length} datasets, ${violations.length} violations, ${found.length - violations.length} warnings`;
    check(`catalogue and datasets conform to ${path.basename(file)}`, violations.length === 0, note);
    for (const [kind, count] of countsOf(found.map(({ severity, path: property, message }) => `${severity} ${property}: ${message}`)))
      process.stdout.write(`     ${count} × ${kind}\n`);
  }
  await checkRemoval(quads, folder, check);
  checkExamples(path.join(folder, 'examples'), check);
}

async function checkRemoval(quads: ReturnType<typeof parseTurtle>, folder: string, check: Check): Promise<void> {
  const removed = [
    ['Catalog', `${DCT}publisher`],
    ['Dataset', `${DCT}title`],
    ['Distribution', `${DCAT}accessURL`],
  ] as const;
  const broken = removed.reduce((left, [type, property]) => without(left, `${DCAT}${type}`, property), quads);
  const found = (await validate(broken, path.join(folder, 'shapes.ttl'))).filter(({ severity }) => severity === 'Violation');
  const right = found.length === 3 && removed.every(([, property]) => found.some((result) => result.path === property));
  check('without publisher, title and accessURL there are exactly 3 violations', right, found.map((result) => result.path).join(', '));
}

function checkExamples(folder: string, check: Check): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.ttl'))) {
    try {
      const { quads, repaired } = parseForeignTurtle(readFileSync(path.join(folder, name), 'utf8'));
      check(`${name} parses`, quads.length > 0, `${quads.length} statements${repaired ? ', after escaping slashes in local names' : ''}`);
    } catch (error) {
      check(`${name} parses`, false, String(error));
    }
  }
}

async function textOf(house: House, url: string): Promise<string> {
  return (await house.bytes(url, 'public')).toString();
}

function countsOf(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
