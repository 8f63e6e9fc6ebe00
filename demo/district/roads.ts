import type { Name } from '../names.ts';
import { type Random, randomStream } from '../random.ts';
import { distance, inside, type Point, smooth } from './geometry.ts';
import type { Town } from './places.ts';

/** A line of traffic. `trunk` leads out of the district, `main` joins towns, `street` lies within one. */
export interface Road {
  readonly kind: 'trunk' | 'main' | 'street' | 'rail';
  readonly name: Name | null;
  readonly line: readonly Point[];
}

/** The ground of a town that is built over. */
export interface BuiltUp {
  readonly town: Town;
  readonly ring: readonly Point[];
}

/** Well-known roads, from the river outwards. */
export const ROADS = [
  '枫江路 Fengjiang Road',
  '文昌路 Wenchang Road',
  '丝厂弄 Sichang Lane',
  "柳岸大道 Liu'an Avenue",
  '东渡路 Dongdu Road',
  '米市街 Mishi Street',
  '书院路 Shuyuan Road',
  '环城西路 Ring Road West',
  '运河路 Canal Road',
  '茶岭线 Chaling Road',
  '榧山公路 Feishan Road',
  '桑园路 Sangyuan Road',
  '石门街 Shimen Street',
  '麦畈路 Maifan Road',
  '望江路 Wangjiang Road',
  '湖沿路 Huyan Road',
] as const;

const EXPRESSWAY: readonly Point[] = [
  [-13.6, 7.2],
  [-8.2, 8.6],
  [-2.4, 8.3],
  [4.2, 8.1],
  [8.2, 6.9],
  [11.7, 2.1],
  [15.4, 0.6],
];
const RAILWAY: readonly Point[] = [
  [-14.8, -0.6],
  [-9.4, 0.1],
  [-4.4, 0.6],
  [0.6, -1.0],
  [5.4, -2.5],
  [9.4, -5.9],
  [12.2, -7.4],
];
const KM_BETWEEN_STREETS = 0.24;

/** Roads of the district: an expressway and a railway, one road between each two neighbouring towns, streets in every town. */
export function drawRoads(seed: number, towns: readonly Town[]): { readonly roads: readonly Road[]; readonly built: readonly BuiltUp[] } {
  const random = randomStream(seed, 'roads');
  const built = towns.map((town) => ({ town, ring: blob(random, town.at, Math.sqrt(town.population / 18_000), 0.12) }));
  const joins = neighbours(towns);
  const named = namesOf(joins);
  const main = joins.map(([from, to], index): Road => ({ kind: 'main', name: named[index] ?? null, line: bent(random, from.at, to.at) }));
  const through: Road[] = [
    { kind: 'trunk', name: { zh: '枫越高速', en: 'Fengyue Expressway' }, line: smooth(EXPRESSWAY) },
    { kind: 'rail', name: { zh: '枫越铁路', en: 'Fengyue Railway' }, line: smooth(RAILWAY) },
  ];
  return { roads: [...through, ...main, ...built.flatMap((ground) => streets(random, ground))], built };
}

/** A round shape with a wandering edge. */
export function blob(random: Random, [east, north]: Point, radius: number, roughness: number, stretch = 1): Point[] {
  const corners = Array.from({ length: 18 }, (_, index): Point => {
    const angle = (2 * Math.PI * index) / 18;
    const reach = radius * (1 + random.normal(0, roughness));
    return [east + reach * stretch * Math.cos(angle), north + reach * Math.sin(angle)];
  });
  return smooth([...corners, corners[0] as Point], 2).slice(0, -1);
}

/** Pairs of towns with no third town in the circle between them: a Gabriel graph, which looks as road nets do. */
function neighbours(towns: readonly Town[]): (readonly [Town, Town])[] {
  const pairs = towns.flatMap((from, index) => towns.slice(index + 1).map((to) => [from, to] as const));
  return pairs.filter(([from, to]) => {
    const middle: Point = [(from.at[0] + to.at[0]) / 2, (from.at[1] + to.at[1]) / 2];
    const reach = distance(from.at, to.at) / 2;
    return towns.every((other) => other === from || other === to || distance(other.at, middle) >= reach);
  });
}

/** In the city roads have names of their own; between towns they are called after both ends, as county roads are. */
function namesOf(joins: readonly (readonly [Town, Town])[]): Name[] {
  const own = [...ROADS];
  return joins.map(([from, to]) => {
    const inCity = from.landscape === 'city' && to.landscape === 'city';
    const [zh = '', ...en] = (inCity ? (own.shift() ?? '') : '').split(' ');
    if (zh) return { zh, en: en.join(' ') };
    return { zh: `${from.word.zh.charAt(0)}${to.word.zh.charAt(0)}线`, en: `${from.word.en}–${to.word.en} Road` };
  });
}

function bent(random: Random, [x1, y1]: Point, [x2, y2]: Point): Point[] {
  const knee = (share: number): Point => {
    const offset = random.normal(0, 0.06);
    return [x1 + (x2 - x1) * share - (y2 - y1) * offset, y1 + (y2 - y1) * share + (x2 - x1) * offset];
  };
  return smooth([[x1, y1], knee(0.33), knee(0.67), [x2, y2]]);
}

/** A turned grid, cut off where the ground is no longer built over. */
function streets(random: Random, { town, ring }: BuiltUp): Road[] {
  const turn = random.normal(0, 0.25);
  const reach = Math.sqrt(town.population / 18_000) * 1.4;
  const lines: Road[] = [];
  for (const across of [0, Math.PI / 2]) {
    for (let off = -reach; off <= reach; off += KM_BETWEEN_STREETS * random.pick([1, 1, 1.5, 2])) {
      lines.push(...pieces(town.at, turn + across, off, reach, ring).map((line): Road => ({ kind: 'street', name: null, line })));
    }
  }
  return lines;
}

function pieces([east, north]: Point, angle: number, off: number, reach: number, ring: readonly Point[]): Point[][] {
  const step = 0.06;
  const found: Point[][] = [];
  let open: Point[] = [];
  for (let far = -reach; far <= reach; far += step) {
    const spot: Point = [east + far * Math.cos(angle) - off * Math.sin(angle), north + far * Math.sin(angle) + off * Math.cos(angle)];
    if (inside(spot, ring)) open.push(spot);
    else if (open.length > 0) {
      found.push(open);
      open = [];
    }
  }
  return found.filter((line) => line.length > 5).map((line) => [line[0] as Point, line.at(-1) as Point]);
}
