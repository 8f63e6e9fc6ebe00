import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { clustersOf } from './clusters.ts';
import { fit, onScreen, projectionAt, underPixel, zoomed } from './view.ts';

const spot = fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: -20, max: 20, noNaN: true }));
const far = (a: readonly [number, number], b: readonly [number, number]) => Math.hypot(a[0] - b[0], a[1] - b[1]);

test('every point is in exactly one cluster, close to its first, and the firsts keep their distance', () => {
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 120 }), fc.double({ min: 0.05, max: 5, noNaN: true }), (spots, apart) => {
      const points = spots.map((at, id) => ({ id, spot: at }));
      const clusters = clustersOf(points, apart);
      const members = clusters.flatMap((cluster) => cluster.members.map(({ id }) => id));
      assert.deepEqual(
        members.toSorted((a, b) => a - b),
        points.map(({ id }) => id),
      );
      for (const cluster of clusters) for (const member of cluster.members) assert.ok(far(member.spot, cluster.spot) < apart);
      for (const [index, one] of clusters.entries())
        for (const other of clusters.slice(index + 1)) assert.ok(far(one.spot, other.spot) >= apart);
    }),
  );
});

test('what lies under the pointer stays there while one zooms', () => {
  const view = fit({ from: [-10, -10], to: [10, 10] }, 800, 600);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 800 }),
      fc.integer({ min: 0, max: 600 }),
      fc.double({ min: 1.01, max: 20, noNaN: true }),
      (x, y, factor) => {
        const before = underPixel(view, x, y);
        const [px, py] = onScreen(zoomed(view, factor, view.scale, x, y), before);
        assert.ok(Math.abs(px - x) < 1e-6 && Math.abs(py - y) < 1e-6);
      },
    ),
  );
});

test('a place is found again after the way to the screen and back, to the millimetre', () => {
  const projection = projectionAt([120.62, 29.93]);
  const [lng, lat] = projection.degrees(projection.flat([120.7, 29.85]));
  assert.ok(Math.abs(lng - 120.7) < 1e-9 && Math.abs(lat - 29.85) < 1e-9);
});
