import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';

import { baseMap } from './district/base-map.ts';

const MAP = new URL('../profiles/zhejiang/map.json', import.meta.url);
const drawn = () =>
  `{"type":"FeatureCollection","features":[\n${baseMap()
    .features.map((each) => JSON.stringify(each))
    .join(',\n')}\n]}\n`;

if (process.argv.includes('--write')) await writeFile(MAP, drawn());

test('profiles/zhejiang/map.json is the map that the seed gives; `node demo/base-map.test.ts --write` draws it anew', async () => {
  assert.equal(await readFile(MAP, 'utf8'), drawn());
});

test('every layer of the map has something on it, and every town and road between towns has a name', () => {
  const { features } = baseMap();
  const layers = new Set(features.map(({ properties }) => properties['layer']));
  for (const layer of ['district', 'town', 'built', 'hills', 'park', 'lake', 'water', 'road', 'rail', 'place'])
    assert.ok(layers.has(layer), layer);
  const named = features.filter(({ properties: { layer, kind } }) => layer === 'town' || kind === 'main');
  assert.ok(named.length > 30, `${named.length}`);
  for (const { properties } of named) assert.ok(properties['name'], JSON.stringify(properties));
});

test('another seed draws another map', () => {
  assert.notDeepEqual(baseMap(7), baseMap());
});
