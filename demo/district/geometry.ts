import type { Random } from '../random.ts';

/** A point in kilometres east and north of the middle of the district. */
export type Point = readonly [east: number, north: number];
/** Longitude and latitude in WGS84 degrees. */
export type Position = readonly [longitude: number, latitude: number];

const KM_PER_DEGREE_NORTH = 110.85;
const KM_PER_DEGREE_EQUATOR = 111.32;

/** Turns kilometres around a centre into WGS84 degrees with five decimals, about one metre. */
export function toPosition([east, north]: Point, [longitude, latitude]: Position): Position {
  const kmPerDegreeEast = KM_PER_DEGREE_EQUATOR * Math.cos((latitude * Math.PI) / 180);
  return [round5(longitude + east / kmPerDegreeEast), round5(latitude + north / KM_PER_DEGREE_NORTH)];
}

/** Convex corners of an ellipse, anticlockwise. */
export function ellipse(halfWidth: number, halfHeight: number, corners: number): Point[] {
  return Array.from({ length: corners }, (_, index) => {
    const angle = (2 * Math.PI * index) / corners;
    return [halfWidth * Math.cos(angle), halfHeight * Math.sin(angle)];
  });
}

/** The part of a convex outline that lies nearer to each site than to any other: a Voronoi diagram by half-plane clipping. */
export function cells(outline: readonly Point[], sites: readonly Point[]): Point[][] {
  return sites.map((site) => sites.reduce((cell, other) => (other === site ? cell : clipNearer(cell, site, other)), [...outline]));
}

/** Whether a point lies inside a ring, by the even-odd rule. */
export function inside([x, y]: Point | Position, ring: readonly (Point | Position)[]): boolean {
  let within = false;
  ring.forEach(([x1, y1], index) => {
    const [x2, y2] = ring[(index + 1) % ring.length] as Point;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
  });
  return within;
}

export function distance([x1, y1]: Point, [x2, y2]: Point): number {
  return Math.hypot(x2 - x1, y2 - y1);
}

/** Makes straight borders wander. Neighbours share every border line, so nothing gapes or overlaps. */
export function roughen(rings: readonly Point[][], random: Random): Point[][] {
  const lines = new Map<string, Point[]>();
  return rings.map((ring) => edgesOf(ring).flatMap(([from, to]) => borderLine(from, to, lines, random).slice(0, -1)));
}

/** The outer ring around neighbouring rings: the edges that belong to only one of them, joined end to end. */
export function outerRing(rings: readonly Point[][]): Point[] {
  const inner = new Set(rings.flatMap(edgesOf).map(([from, to]) => `${key(from)}>${key(to)}`));
  const outer = rings.flatMap(edgesOf).filter(([from, to]) => !inner.has(`${key(to)}>${key(from)}`));
  const follow = new Map(outer.map(([from, to]) => [key(from), to]));
  return chain(follow, outer[0]?.[0] as Point);
}

/** A curve through points, smoothed twice by Chaikin's corner cutting. */
export function smooth(line: readonly Point[], times = 2): Point[] {
  if (times === 0) return [...line];
  const cut = line.slice(0, -1).flatMap((from, index) => {
    const to = line[index + 1] as Point;
    return [between(from, to, 0.25), between(from, to, 0.75)];
  });
  return smooth([line[0] as Point, ...cut, line.at(-1) as Point], times - 1);
}

/** The point at a share of a line's length, 0 at its start and 1 at its end. */
export function along(line: readonly Point[], share: number): Point {
  const lengths = line.slice(1).map((point, index) => distance(line[index] as Point, point));
  let rest = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [index, length] of lengths.entries()) {
    if (rest <= length) return between(line[index] as Point, line[index + 1] as Point, length ? rest / length : 0);
    rest -= length;
  }
  return line.at(-1) as Point;
}

function chain(follow: ReadonlyMap<string, Point>, start: Point): Point[] {
  const ring = [start];
  let point = follow.get(key(start));
  while (point && key(point) !== key(start)) {
    if (ring.length > follow.size) throw new Error('the borders do not close to one ring');
    ring.push(point);
    point = follow.get(key(point));
  }
  return ring;
}

function clipNearer(cell: readonly Point[], [sx, sy]: Point, [ox, oy]: Point): Point[] {
  const side = ([x, y]: Point) => (x - (sx + ox) / 2) * (ox - sx) + (y - (sy + oy) / 2) * (oy - sy);
  return edgesOf(cell).flatMap(([from, to]) => {
    const [a, b] = [side(from), side(to)];
    const kept = a <= 0 ? [from] : [];
    return a < 0 !== b < 0 && a !== b ? [...kept, between(from, to, a / (a - b))] : kept;
  });
}

function borderLine(from: Point, to: Point, lines: Map<string, Point[]>, random: Random): Point[] {
  const forwards = key(from) < key(to);
  const name = forwards ? key(from) + key(to) : key(to) + key(from);
  const line = lines.get(name) ?? wander(forwards ? from : to, forwards ? to : from, 3, random);
  lines.set(name, line);
  return forwards ? line : [...line].reverse();
}

function wander(from: Point, to: Point, depth: number, random: Random): Point[] {
  if (depth === 0 || distance(from, to) < 0.3) return [from, to];
  const offset = random.normal(0, 0.055);
  const [x, y] = between(from, to, 0.5);
  const middle: Point = [x - (to[1] - from[1]) * offset, y + (to[0] - from[0]) * offset];
  return [...wander(from, middle, depth - 1, random).slice(0, -1), ...wander(middle, to, depth - 1, random)];
}

function edgesOf(ring: readonly Point[]): [Point, Point][] {
  return ring.map((from, index) => [from, ring[(index + 1) % ring.length] as Point]);
}

function between([x1, y1]: Point, [x2, y2]: Point, share: number): Point {
  return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
}

function key([x, y]: Point): string {
  return `${x.toFixed(6)},${y.toFixed(6)};`;
}

function round5(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
