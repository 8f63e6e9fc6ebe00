import { defineRoutes, route } from '#kernel';

import { definePart } from '../part.ts';
import { districtMap, MapCollection } from './facts.ts';

const AN_HOUR = 3_600;

/** The ground that every map of the console is drawn on; it comes from the profile, so no map server is needed. */
export const mapPart = definePart<Record<never, never>>({
  tables: {},
  profiles: [districtMap],
  routes: defineRoutes<Record<never, never>>([
    route({
      method: 'GET',
      path: '/api/map',
      absolute: true,
      summary: 'Border, towns, waters, roads and places of the district as GeoJSON',
      permission: 'public',
      reply: MapCollection,
      maxAge: AN_HOUR,
      handle: async (context) => context.profile(districtMap),
    }),
  ]),
});
