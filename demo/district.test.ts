import assert from 'node:assert/strict';
import { test } from 'node:test';

import { generateDistrict } from './district/district.ts';
import { districtMap } from './district/geojson.ts';
import { inside } from './district/geometry.ts';
import { currentName } from './enterprises/enterprise.ts';
import { isUscc } from './uscc.ts';

const TODAY = '2026-11-19';
const district = generateDistrict(2026, TODAY);
const { towns, places, enterprises, people, departments, gauges } = district;

test('the district has its towns, places, people and enterprises', () => {
  assert.equal(towns.length, 14);
  assert.ok(places.length >= 110 && places.length <= 140, `${places.length} places`);
  assert.equal(enterprises.length, 2_000);
  const heads = people.reduce((sum, { people: count }) => sum + count, 0);
  assert.ok(Math.abs(heads / towns.reduce((sum, { population }) => sum + population, 0) - 1) < 0.02);
});

test('another seed gives another district of the same kind', () => {
  const other = generateDistrict(7, TODAY);
  assert.notDeepEqual(
    other.places.map(({ name }) => name.zh),
    places.map(({ name }) => name.zh),
  );
  assert.notDeepEqual(other.enterprises[1], enterprises[1]);
  assert.equal(other.enterprises.length, 2_000);
});

test('no code and no name is given twice', () => {
  const unique = (values: readonly string[]) => assert.equal(new Set(values).size, values.length);
  unique(towns.map(({ code }) => code));
  unique(places.map(({ code }) => code));
  unique(places.map(({ name }) => name.zh));
  unique(enterprises.map(({ uscc }) => uscc));
  unique(enterprises.map((enterprise) => currentName(enterprise).zh));
  unique(gauges.map(({ code }) => code));
});

test('every name stands in both languages', () => {
  const names = [...departments, ...towns, ...places, ...gauges].map(({ name }) => name);
  for (const { zh, en } of [...names, ...enterprises.flatMap((enterprise) => enterprise.names.map(({ name }) => name))]) {
    assert.match(zh, /\p{Script=Han}/u, en);
    assert.match(en, /^[\x20-\x7e]+$/, zh);
  }
});

test('every place lies in the border of its own town and of no other', () => {
  for (const place of places) {
    const around = towns.filter(({ border }) => inside(place.position, border));
    assert.deepEqual(
      around.map(({ name }) => name.zh),
      [place.town.name.zh],
      place.name.zh,
    );
  }
});

test('towns fill the district without gap or overlap: their areas add up to its own', () => {
  const area = (ring: readonly (readonly [number, number])[]) =>
    Math.abs(
      ring.reduce((sum, [x, y], index) => {
        const [nextX, nextY] = ring[(index + 1) % ring.length] as readonly [number, number];
        return sum + x * nextY - nextX * y;
      }, 0),
    ) / 2;
  const sum = towns.reduce((whole, { border }) => whole + area(border), 0);
  assert.ok(Math.abs(sum / area(district.border) - 1) < 1e-3, `${sum} and ${area(district.border)}`);
});

test('rings are closed and every position is in WGS84 near the centre', () => {
  for (const { geometry } of districtMap(district).features) {
    const rings = geometry.type === 'Polygon' ? (geometry.coordinates as number[][][]) : [];
    for (const ring of rings) assert.deepEqual(ring.at(0), ring.at(-1));
    const positions = (
      geometry.type === 'Point' ? [geometry.coordinates] : geometry.type === 'Polygon' ? rings.flat() : geometry.coordinates
    ) as [number, number][];
    for (const [longitude, latitude] of positions) {
      assert.ok(Math.abs(longitude - 120.62) < 0.25 && Math.abs(latitude - 29.93) < 0.2);
    }
  }
});

test('every code is valid and its prefix says what kind of body it is', () => {
  for (const { uscc, kind, isNaturalPerson } of enterprises) {
    assert.ok(isUscc(uscc), uscc);
    assert.equal(uscc.startsWith('92'), isNaturalPerson);
    assert.equal(uscc.startsWith('93'), kind === 'cooperative');
    assert.equal(uscc.slice(2, 8), '330699');
  }
});

test('histories run forward, end by today and stay within the life of the business', () => {
  const ordered = (...days: (string | null)[]) => {
    const known = days.filter((day) => day !== null);
    assert.deepEqual(known, [...known].sort());
    assert.ok(
      known.every((day) => day <= TODAY),
      known.join(' '),
    );
  };
  for (const one of enterprises) {
    ordered(one.founded, one.statusSince);
    for (const { from, to } of one.names) ordered(one.founded, from, to);
    for (const { since, settledOn } of [...one.taxArrears, ...one.wageArrears]) ordered(one.founded, since, settledOn);
    for (const { decidedOn, repairedOn } of one.penalties) ordered(one.founded, decidedOn, repairedOn);
    for (const { foundOn, fixedOn } of one.safetyItems) ordered(one.founded, foundOn, fixedOn);
    for (const { issuedOn, expiresOn } of one.licences) assert.ok(issuedOn <= TODAY && issuedOn < expiresOn);
    for (const { filedOn } of one.annualReports) ordered(one.founded, filedOn);
    for (const penalty of [...one.penalties, ...one.licences]) assert.ok(departments.some(({ key }) => key === penalty.authority));
  }
});

test('most businesses have nothing to hide, and each kind of trouble occurs', () => {
  const share = (test: (one: (typeof enterprises)[number]) => boolean) => enterprises.filter(test).length / enterprises.length;
  const within = (value: number, low: number, high: number) => assert.ok(value >= low && value <= high, `${value} outside ${low}–${high}`);
  within(
    share(({ isNaturalPerson }) => isNaturalPerson),
    0.45,
    0.65,
  );
  within(
    share(({ status }) => status === 'active'),
    0.85,
    0.95,
  );
  within(
    share(({ taxArrears }) => taxArrears.length > 0),
    0.02,
    0.12,
  );
  within(
    share(({ wageArrears }) => wageArrears.length > 0),
    0.005,
    0.05,
  );
  within(
    share(({ penalties }) => penalties.length > 0),
    0.05,
    0.2,
  );
  within(
    share(({ safetyItems }) => safetyItems.some(({ severity }) => severity === 'major')),
    0.001,
    0.03,
  );
  within(
    share(({ licences }) => licences.some(({ expiresOn }) => expiresOn < TODAY)),
    0.02,
    0.4,
  );
});
