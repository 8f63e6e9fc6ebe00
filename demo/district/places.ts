import { type Name, type Reading, readings, spell } from '../names.ts';
import { drawer, type Random, randomStream } from '../random.ts';
import { cells, distance, ellipse, inside, outerRing, type Point, type Position, roughen, toPosition } from './geometry.ts';
import { type Landscape, TOWNS, type TownSeed, townName } from './towns.ts';

/** A town with its border. */
export interface Town {
  /** Nine digits, such as `330699100`. */
  readonly code: string;
  readonly kind: TownSeed['kind'];
  readonly name: Name;
  /** The name without its kind, 磨塘. */
  readonly word: Name;
  readonly meaning: string;
  readonly landscape: Landscape;
  readonly population: number;
  readonly at: Point;
  readonly position: Position;
  /** Closed ring, its last position equal to its first. */
  readonly border: readonly Position[];
}

/** A community (社区) or village (行政村): the ground floor of administration. */
export interface Place {
  /** Twelve digits: the town's nine, then 001–199 for communities and 200–399 for villages. */
  readonly code: string;
  readonly kind: 'community' | 'village';
  readonly name: Name;
  readonly town: Town;
  readonly at: Point;
  readonly position: Position;
}

/** Towns, places and the border of the whole district. */
export interface Land {
  readonly towns: readonly Town[];
  readonly places: readonly Place[];
  readonly border: readonly Position[];
}

const FAMILIES = readings(
  '陈 chen,周 zhou,何 he,楼 lou,寿 shou,斯 si,郦 li,章 zhang,阮 ruan,骆 luo,蔡 cai,梅 mei,竺 zhu,裘 qiu,俞 yu,钱 qian,孟 meng',
);
const HOUSES = readings('家 jia,宅 zhai');
const SIDES = readings(
  '上 shang,下 xia,前 qian,后 hou,东 dong,西 xi,大 da,小 xiao,新 xin,里 li,外 wai,白 bai,青 qing,双 shuang,横 heng,长 chang',
);
const FEATURES = readings('泉 quan,溪 xi,枫 feng,樟 zhang,竹 zhu,石 shi,莲 lian,鹤 he,柏 bai,梅 mei');
const VILLAGE_TAILS: Record<Landscape, readonly Reading[]> = {
  city: readings('桥 qiao,汇 hui,塘 tang,墩 dun'),
  plain: readings('溇 lou,汇 hui,埠 bu,渡 du,塘 tang,畈 fan,荡 dang,渎 du,墩 dun,桥 qiao,港 gang'),
  hills: readings('坞 wu,岙 ao,坑 keng,岭 ling,湾 wan,岗 gang,坪 ping,源 yuan,岩 yan,坳 ao'),
};
const LEAST_KM_BETWEEN_VILLAGES = 0.6;

/** Draws the district's towns and places around `centre`. `division` is the district's six-digit code. */
export function drawLand(seed: number, division: string, centre: Position): Land {
  const random = randomStream(seed, 'land');
  const plain = cells(
    ellipse(15.6, 11.9, 28),
    TOWNS.map(({ at }) => at),
  );
  const rings = roughen(plain, random);
  const towns = TOWNS.map((town, index) => finishTown(town, rings[index] as Point[], division, centre));
  const villageName = villageNames(random);
  const places = towns.flatMap((town, index) =>
    placesOf(town, TOWNS[index] as TownSeed, plain[index] as Point[], { random, centre, villageName }),
  );
  return { towns, places, border: closed(outerRing(rings), centre) };
}

function finishTown(seed: TownSeed, ring: readonly Point[], division: string, centre: Position): Town {
  const { kind, word, meaning, landscape, population, at } = seed;
  const position = toPosition(at, centre);
  return {
    code: division + seed.code,
    kind,
    name: townName(seed),
    word,
    meaning,
    landscape,
    population,
    at,
    position,
    border: closed(ring, centre),
  };
}

interface Pen {
  readonly random: Random;
  readonly centre: Position;
  readonly villageName: (landscape: Landscape) => Name;
}

function placesOf(town: Town, seed: TownSeed, cell: readonly Point[], { random, centre, villageName }: Pen): Place[] {
  const taken: Point[] = [];
  const settle = (spread: number) => {
    const at = freeSpot(random, town.at, cell, spread, taken);
    taken.push(at);
    return { at, position: toPosition(at, centre), town };
  };
  const communities = seed.communities.map((word, index) => ({
    code: town.code + String(index + 1).padStart(3, '0'),
    kind: 'community' as const,
    name: { zh: `${word.zh}社区`, en: `${word.en} Community` },
    ...settle(0.9),
  }));
  const villages = Array.from({ length: seed.villages }, (_, index) => {
    const word = villageName(town.landscape);
    const name = { zh: `${word.zh}村`, en: `${word.en} Village` };
    return { code: town.code + String(200 + index), kind: 'village' as const, name, ...settle(2.6) };
  });
  return [...communities, ...villages];
}

/** A spot in the cell, away from those taken and a little inside the border; the distance asked for shrinks until one is found. */
function freeSpot(random: Random, middle: Point, cell: readonly Point[], spread: number, taken: readonly Point[]): Point {
  const inner = cell.map(([x, y]): Point => [middle[0] + (x - middle[0]) * 0.8, middle[1] + (y - middle[1]) * 0.8]);
  for (let apart = LEAST_KM_BETWEEN_VILLAGES; ; apart *= 0.97) {
    const spot: Point = [random.normal(middle[0], spread), random.normal(middle[1], spread)];
    if (inside(spot, inner) && taken.every((other) => distance(spot, other) >= apart)) return spot;
  }
}

function villageNames(random: Random): (landscape: Landscape) => Name {
  const combinations = (landscape: Landscape) => {
    const tail = () => random.pick(VILLAGE_TAILS[landscape]);
    const families = FAMILIES.flatMap((family) => [[family, tail()], ...HOUSES.map((house) => [family, house, tail()])]);
    const sides = SIDES.flatMap((side) => [
      [side, tail()],
      [side, tail()],
      ...FEATURES.slice(0, 3).map(() => [side, random.pick(FEATURES), tail()]),
    ]);
    return [...families, ...sides];
  };
  const draw = {
    city: drawer(random, combinations('city')),
    plain: drawer(random, combinations('plain')),
    hills: drawer(random, combinations('hills')),
  };
  const given = new Set<string>();
  return (landscape) => {
    for (;;) {
      const name = spell(...draw[landscape]());
      if (!given.has(name.zh) && given.add(name.zh)) return name;
    }
  };
}

function closed(ring: readonly Point[], centre: Position): Position[] {
  const positions = ring.map((point) => toPosition(point, centre));
  return [...positions, positions[0] as Position];
}
