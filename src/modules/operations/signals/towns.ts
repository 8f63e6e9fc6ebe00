import type { Bilingual, ReadProfile } from '#kernel';

import { districtMap } from '../map/facts.ts';
import type { Place } from './duplicates/block.ts';

type Ring = readonly (readonly number[])[];

/** A town as the district's map names it. */
export interface Town {
  readonly code: string;
  readonly name: Bilingual;
}

/** The towns of the district's map. */
export function townsOf(profile: ReadProfile): Town[] {
  const towns = profile(districtMap).features.filter(({ properties }) => properties['layer'] === 'town');
  return towns.map(({ properties }) => ({ code: String(properties['code']), name: properties['name'] as Bilingual }));
}

/** Code of the town in whose border a place lies, by the district's map; null outside all of them. */
export function townAt(profile: ReadProfile, place: Place): string | null {
  for (const { geometry, properties } of profile(districtMap).features) {
    if (properties['layer'] === 'town' && geometry.type === 'Polygon' && inside(geometry.coordinates, place))
      return String(properties['code']);
  }
  return null;
}

/** The town that a report names in its details, for one without a point; null when it names none of ours. */
export function townSaid(profile: ReadProfile, payload: Readonly<Record<string, unknown>>): string | null {
  const said = (payload['details'] as { town?: unknown } | undefined)?.town;
  return townsOf(profile).find(({ code }) => code === said)?.code ?? null;
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
