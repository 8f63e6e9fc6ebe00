import { type Random, randomStream } from '../random.ts';
import { readFacts } from './facts.ts';
import { type Feature, type FeatureCollection, feature, point } from './geojson.ts';
import { inside, type Point, type Position, toPosition } from './geometry.ts';
import { drawLand, type Land } from './places.ts';
import { blob, drawRoads } from './roads.ts';
import { drawWaters } from './waters.ts';

/** The seed of the district that comes with the product. */
export const SEED = 330_699;
const HILLS: readonly (readonly [...Point, radius: number, stretch: number])[] = [
  [-12.2, -4.6, 1.5, 1.6],
  [-9.3, -6.6, 1.3, 1.7],
  [-4.2, -6.9, 1.1, 1.5],
  [-1.2, -10.2, 1.0, 1.7],
  [2.6, -7.4, 1.0, 1.4],
  [8.2, -8.6, 1.1, 1.5],
  [8.1, -6.5, 0.7, 1.4],
  [-11.2, 6.9, 0.8, 1.5],
];
const PARKS: readonly (readonly [...Point, radius: number, stretch: number])[] = [
  [0.3, 2.2, 0.3, 1.6],
  [-3.4, 3.9, 0.34, 1.2],
  [4.3, -1.6, 0.32, 1.3],
  [2.9, -3.1, 0.26, 1.5],
  [-1.1, -2.7, 0.3, 1.1],
  [1.4, 5.1, 0.24, 1.8],
];
const LAKES: readonly (readonly [...Point, radius: number, stretch: number])[] = [
  [-4.6, 8.2, 0.55, 2.1],
  [-6.9, 5.2, 0.24, 1.5],
  [6.1, 5.0, 0.28, 1.7],
  [7.0, -9.7, 0.3, 1.4],
];

/**
 * What a map of the demo district is drawn on, as GeoJSON (RFC 7946): border, towns, built-up ground, hills, parks, waters, roads,
 * railway and villages. `layer` tells them apart. It depends on the seed alone.
 */
export function baseMap(seed = SEED): FeatureCollection {
  const { division, centre, name } = readFacts();
  const land = drawLand(seed, division, centre);
  const random = randomStream(seed, 'ground');
  const at = (line: readonly Point[]) => line.map((spot) => toPosition(spot, centre));
  const ground = (layer: string, shapes: typeof HILLS) => shapes.map((shape) => area(layer, at(drawn(random, shape))));
  const { roads, built } = drawRoads(seed, land.towns);
  return {
    type: 'FeatureCollection',
    features: [
      feature('district', 'Polygon', [land.border], { name }),
      ...townFeatures(land),
      ...ground('hills', HILLS),
      ...built.map(({ town, ring }) => area('built', at(ring), { town: town.code })),
      ...ground('park', PARKS),
      ...ground('lake', LAKES),
      ...drawWaters(centre).map(({ key, name, course }) =>
        feature('water', 'LineString', course, { name, kind: key === 'fengjiang' ? 'river' : 'stream' }),
      ),
      ...roads
        .map(({ kind, name, line }) => ({ kind, name, line: at(line).filter((spot) => inside(spot, land.border)) }))
        .filter(({ line }) => line.length > 1)
        .map(({ kind, name, line }) => feature(kind === 'rail' ? 'rail' : 'road', 'LineString', line, { kind, ...(name && { name }) })),
      ...land.places.map(({ code, kind, name, position }) => point('place', position, { code, kind, name })),
    ],
  };
}

/** Each town with the spot where its name stands. */
function townFeatures({ towns }: Land): Feature[] {
  return towns.map(({ code, kind, name, border, position }) => feature('town', 'Polygon', [border], { code, kind, name, at: position }));
}

function drawn(random: Random, [east, north, radius, stretch]: (typeof HILLS)[number]): Point[] {
  return blob(random, [east, north], radius, 0.14, stretch);
}

function area(layer: string, ring: readonly Position[], properties: Readonly<Record<string, unknown>> = {}): Feature {
  return feature(layer, 'Polygon', [[...ring, ring[0]]], properties);
}
