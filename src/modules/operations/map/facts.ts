import { Type } from 'typebox';

import { closed, profileFile } from '#kernel';

const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 3 });

const Geometry = Type.Union([
  closed({ type: Type.Literal('Point'), coordinates: Position }),
  closed({ type: Type.Literal('LineString'), coordinates: Type.Array(Position, { minItems: 2 }) }),
  closed({ type: Type.Literal('Polygon'), coordinates: Type.Array(Type.Array(Position, { minItems: 4 }), { minItems: 1 }) }),
]);

/** A GeoJSON collection (RFC 7946, WGS84); `layer` among the properties says what a feature is. */
export const MapCollection = closed({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(
    closed({ type: Type.Literal('Feature'), geometry: Geometry, properties: Type.Record(Type.String(), Type.Unknown()) }),
    { minItems: 1 },
  ),
});

/**
 * What the district's maps are drawn on. Layers: `district`, `town` (with `name`, `at`), `built`, `hills`, `park`, `lake`,
 * `water` (`kind` river or stream), `road` (`kind` trunk, main or street), `rail`, `place`.
 */
export const districtMap = profileFile('map', MapCollection);
