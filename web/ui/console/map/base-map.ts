import type { Bilingual } from '#kernel';

import { type Extent, extentOf, type LngLat, type Projection, projectionAt, type Spot } from './view.ts';

/** The ground as it comes from `/api/map`. */
export interface MapCollection {
  readonly features: readonly {
    readonly geometry:
      | { readonly type: 'Point'; readonly coordinates: LngLat }
      | { readonly type: 'LineString'; readonly coordinates: readonly LngLat[] }
      | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly LngLat[])[] };
    readonly properties: { readonly layer?: string; readonly kind?: string; readonly name?: Bilingual; readonly at?: LngLat };
  }[];
}

/** A name on the map. Less important ones give way, and small things are named only when the ground is drawn large. */
export interface Label {
  readonly text: Bilingual;
  readonly spot: Spot;
  readonly style: 'town' | 'water' | 'road' | 'place';
  /** Degrees clockwise. */
  readonly turn: number;
  /** Pixels a kilometre from which on it is written. */
  readonly fromScale: number;
}

/** The ground, ready to be drawn: one SVG path a layer, in kilometres. */
export interface Ground {
  readonly projection: Projection;
  readonly extent: Extent;
  readonly paths: Readonly<Record<string, string>>;
  readonly labels: readonly Label[];
}

type Feature = MapCollection['features'][number];

const FROM_SCALE = { town: 0, river: 0, stream: 26, trunk: 26, main: 55, rail: 40, place: 70 } as const;

/** Prepares a map once: drawing it is then only moving and scaling. */
export function groundOf({ features }: MapCollection): Ground {
  const border = features.find(({ properties }) => properties.layer === 'district') ?? features[0];
  const all = features.flatMap(pointsOf);
  const rim = border ? pointsOf(border) : all;
  const middle = extentOf(rim.map(([lng, lat]) => [lng, lat]));
  const projection = projectionAt([(middle.from[0] + middle.to[0]) / 2, (middle.from[1] + middle.to[1]) / 2]);
  const paths: Record<string, string> = {};
  for (const feature of features) {
    const { layer = 'other', kind } = feature.properties;
    const name = layer === 'road' || layer === 'water' ? `${layer}-${kind}` : layer;
    paths[name] = (paths[name] ?? '') + pathOf(feature, projection);
  }
  return {
    projection,
    extent: extentOf(rim.map(projection.flat)),
    paths,
    labels: features.flatMap((feature) => labelOf(feature, projection)).sort((a, b) => a.fromScale - b.fromScale),
  };
}

function pointsOf({ geometry }: Feature): readonly LngLat[] {
  if (geometry.type === 'Point') return [geometry.coordinates];
  return geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates.flat();
}

function pathOf({ geometry }: Feature, { flat }: Projection): string {
  if (geometry.type === 'Point') return '';
  if (geometry.type === 'LineString') return lineThrough(geometry.coordinates.map(flat));
  return geometry.coordinates.map((ring) => `${lineThrough(ring.map(flat))}Z`).join('');
}

/** To the metre. */
function lineThrough(spots: readonly Spot[]): string {
  return `M${spots.map(([x, y]) => `${Number(x.toFixed(3))} ${Number(y.toFixed(3))}`).join('L')}`;
}

function labelOf(feature: Feature, { flat }: Projection): Label[] {
  const { layer, kind, name: text, at } = feature.properties;
  if (!text || layer === 'district') return [];
  const label = (style: Label['style'], spot: Spot, scale: keyof typeof FROM_SCALE, turn = 0) => {
    return [{ text, style, spot, turn, fromScale: FROM_SCALE[scale] }];
  };
  if (layer === 'town' && at) return label('town', flat(at), 'town');
  if (layer === 'place' && feature.geometry.type === 'Point') return label('place', flat(feature.geometry.coordinates), 'place');
  if (feature.geometry.type !== 'LineString') return [];
  const { spot, turn } = middleOf(feature.geometry.coordinates.map(flat));
  if (layer === 'water') return label('water', spot, kind === 'river' ? 'river' : 'stream', turn);
  if (layer === 'rail') return label('road', spot, 'rail', turn);
  return kind === 'trunk' || kind === 'main' ? label('road', spot, kind, turn) : [];
}

/** The middle of a line and the way it runs there, never upside down. */
function middleOf(line: readonly Spot[]): { readonly spot: Spot; readonly turn: number } {
  const index = Math.max(1, Math.floor(line.length * 0.4));
  const [[x1, y1], [x2, y2]] = [line[index - 1] ?? [0, 0], line[index] ?? [0, 0]];
  const turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  return { spot: [(x1 + x2) / 2, (y1 + y2) / 2], turn: turn > 90 ? turn - 180 : turn < -90 ? turn + 180 : turn };
}
