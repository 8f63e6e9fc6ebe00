import type { Spot } from './view.ts';

/** Something with a spot on the ground. */
export interface Placed {
  readonly spot: Spot;
}

/** Points that would cover each other: the first one, where it stands, and all of them. */
export interface Cluster<Point extends Placed> {
  readonly spot: Spot;
  readonly members: readonly [Point, ...Point[]];
}

/**
 * Joins points that lie closer than `apart` kilometres to an earlier one. Earlier points come first, so what matters most keeps its
 * place; every point is in exactly one cluster.
 */
export function clustersOf<Point extends Placed>(points: readonly Point[], apart: number): Cluster<Point>[] {
  const grid = new Map<string, { spot: Spot; members: [Point, ...Point[]] }[]>();
  const found: { spot: Spot; members: [Point, ...Point[]] }[] = [];
  for (const point of points) {
    const [column, row] = cellOf(point.spot, apart);
    const near = around(column, row).flatMap((key) => grid.get(key) ?? []);
    const home = near.find(({ spot }) => distance(spot, point.spot) < apart);
    if (home) {
      home.members.push(point);
      continue;
    }
    const fresh: (typeof found)[number] = { spot: point.spot, members: [point] };
    found.push(fresh);
    const key = `${column},${row}`;
    grid.set(key, [...(grid.get(key) ?? []), fresh]);
  }
  return found;
}

function cellOf([x, y]: Spot, size: number): readonly [number, number] {
  return [Math.floor(x / size), Math.floor(y / size)];
}

function around(column: number, row: number): string[] {
  return [-1, 0, 1].flatMap((right) => [-1, 0, 1].map((down) => `${column + right},${row + down}`));
}

function distance([x1, y1]: Spot, [x2, y2]: Spot): number {
  return Math.hypot(x1 - x2, y1 - y2);
}
