import type { ReadProfile } from '#kernel';

import { districtMap } from '../map/facts.ts';
import type { Place } from './duplicates/block.ts';

type Ring = readonly (readonly number[])[];

/** Code of the town in whose border a place lies, by the district's map; null outside all of them. */
export function townAt(profile: ReadProfile, place: Place): string | null {
  for (const { geometry, properties } of profile(districtMap).features) {
    if (properties['layer'] === 'town' && geometry.type === 'Polygon' && inside(geometry.coordinates, place))
      return String(properties['code']);
  }
  return null;
}

/** Even-odd rule over all rings, so that holes are outside. */
function inside(rings: readonly Ring[], { lng, lat }: Place): boolean {
  let within = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x = 0, y = 0] = ring[at] ?? [];
      const [fromX = 0, fromY = 0] = ring[before] ?? [];
      if (y > lat !== fromY > lat && lng < ((fromX - x) * (lat - y)) / (fromY - y) + x) within = !within;
    }
  }
  return within;
}
