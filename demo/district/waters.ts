import type { Name } from '../names.ts';
import { randomStream } from '../random.ts';
import { along, distance, type Point, type Position, smooth, toPosition } from './geometry.ts';

/** A river or stream from its source, or where it enters the district, to its mouth. */
export interface Water {
  readonly key: string;
  readonly name: Name;
  readonly line: readonly Point[];
  readonly course: readonly Position[];
}

/** A water-level gauge on a river, with the levels at which people act, in metres. */
export interface Gauge {
  readonly code: string;
  readonly name: Name;
  readonly water: Water;
  readonly position: Position;
  /** Share of the river's length, which is also how late a flood comes. */
  readonly downstream: number;
  readonly usualMetres: number;
  /** 警戒水位: patrols begin. */
  readonly warningMetres: number;
  /** 保证水位: the highest level the embankments are built for. */
  readonly guaranteedMetres: number;
}

const FENGJIANG: readonly Point[] = [
  [-13.8, 4.6],
  [-10.2, 4.4],
  [-7.6, 5.1],
  [-4.9, 4.2],
  [-3.4, 3.2],
  [-1.6, 2.9],
  [-0.2, 1.1],
  [1.7, 0.4],
  [3.1, 0.9],
  [4.6, -0.2],
  [6.4, -0.3],
  [7.7, -1.8],
  [9.6, -1.9],
  [11.2, -3.4],
  [13.6, -4.3],
];
const LIUXI: readonly Point[] = [
  [-12.6, -3.6],
  [-10.4, -3.1],
  [-8.6, -4.2],
  [-6.7, -4.4],
  [-5.4, -2.8],
  [-3.4, -2.4],
  [-2.3, -0.7],
  [-1.2, 0.2],
  [-0.2, 1.1],
];
const CHAXI: readonly Point[] = [
  [2.4, -10.2],
  [3.6, -8.7],
  [5.4, -7.6],
  [6.2, -5.8],
  [7.6, -4.6],
  [8.1, -3.2],
  [7.7, -1.8],
];
const CANAL: readonly Point[] = [
  [1.1, 10.6],
  [1.9, 8.3],
  [1.8, 6.2],
  [3.0, 4.4],
  [2.7, 2.6],
  [3.1, 0.9],
];

/** The made-up rivers: the Fengjiang crosses the district from west to east and takes in two hill streams and a canal. */
export function drawWaters(centre: Position): Water[] {
  const river = smooth(FENGJIANG);
  const water = (key: string, zh: string, en: string, line: readonly Point[]): Water => {
    return { key, name: { zh, en }, line, course: line.map((point) => toPosition(point, centre)) };
  };
  return [
    water('fengjiang', '枫江', 'Fengjiang River', river),
    water('liuxi', '柳溪', 'Liuxi Stream', intoRiver(LIUXI, river)),
    water('chaxi', '茶溪', 'Chaxi Stream', intoRiver(CHAXI, river)),
    water('beicanal', '北埠运河', 'Beibu Canal', intoRiver(CANAL, river)),
  ];
}

/** A stream whose mouth lies on the river. */
function intoRiver(points: readonly Point[], river: readonly Point[]): Point[] {
  const line = smooth(points);
  const mouth = line.at(-1) as Point;
  return [...line, river.reduce((nearest, point) => (distance(point, mouth) < distance(nearest, mouth) ? point : nearest))];
}

/** The gauges from upstream to downstream. */
export function placeGauges(waters: readonly Water[], centre: Position): Gauge[] {
  const gauge = (
    code: string,
    zh: string,
    en: string,
    key: string,
    downstream: number,
    levels: readonly [number, number, number],
  ): Gauge => {
    const water = waters.find((one) => one.key === key) as Water;
    const [usualMetres, warningMetres, guaranteedMetres] = levels;
    const position = toPosition(along(water.line, downstream), centre);
    return { code, name: { zh, en }, water, position, downstream, usualMetres, warningMetres, guaranteedMetres };
  };
  return [
    gauge('FJ-01', '石门站', 'Shimen Gauge', 'fengjiang', 0.22, [6.9, 8.4, 9.3]),
    gauge('FJ-02', '柳岸站', "Liu'an Gauge", 'fengjiang', 0.42, [5.2, 6.6, 7.5]),
    gauge('FJ-03', '枫桥站', 'Maple Bridge Gauge', 'fengjiang', 0.53, [3.3, 4.5, 5.3]),
    gauge('FJ-04', '东渡站', 'Dongdu Gauge', 'fengjiang', 0.7, [3.0, 4.2, 5.0]),
    gauge('LX-01', '竹溪站', 'Zhuxi Gauge', 'liuxi', 0.45, [11.6, 13.2, 14.1]),
    gauge('CX-01', '茶岭站', 'Chaling Gauge', 'chaxi', 0.4, [14.1, 15.9, 16.8]),
  ];
}

/** A spot beside a river, for whatever stands on its bank. */
export function bankSpot(seed: number, name: string, water: Water, centre: Position): Position {
  const random = randomStream(seed, `bank/${name}`);
  const [east, north] = along(water.line, random.unit());
  return toPosition([east + random.normal(0, 0.15), north + random.normal(0, 0.15)], centre);
}
