import type { District } from './district.ts';
import type { Position } from './geometry.ts';

/** One thing of a map. */
export interface Feature {
  readonly type: 'Feature';
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A GeoJSON collection (RFC 7946, WGS84). */
export interface FeatureCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature[];
}

/** The district's border, towns, rivers, places and gauges as one map. `layer` tells them apart. */
export function districtMap(district: District): FeatureCollection {
  const { facts, border, towns, waters, places, gauges } = district;
  return {
    type: 'FeatureCollection',
    features: [
      feature('district', 'Polygon', [border], { code: facts.division, ...facts.name }),
      ...towns.map(({ code, kind, name, meaning, population, border: ring }) =>
        feature('town', 'Polygon', [ring], { code, kind, ...name, meaning, population }),
      ),
      ...waters.map(({ key, name, course }) => feature('water', 'LineString', course, { code: key, ...name })),
      ...places.map(({ code, kind, name, town, position }) => point('place', position, { code, kind, ...name, town: town.code })),
      ...gauges.map(({ code, name, position, warningMetres }) => point('gauge', position, { code, ...name, warningMetres })),
    ],
  };
}

/** A feature at one spot. */
export function point(layer: string, position: Position, properties: Readonly<Record<string, unknown>>): Feature {
  return feature(layer, 'Point', position, properties);
}

/** A feature of a layer. */
export function feature(layer: string, type: string, coordinates: unknown, properties: Readonly<Record<string, unknown>>): Feature {
  return { type: 'Feature', geometry: { type, coordinates }, properties: { layer, ...properties } };
}
