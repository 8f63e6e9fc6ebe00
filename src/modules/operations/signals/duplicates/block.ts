import { edgeLength, gridDisk, latLngToCell, originToDirectedEdges } from 'h3-js';

/** A place in WGS84 degrees. */
export interface Place {
  readonly lng: number;
  readonly lat: number;
}

/** Edges of such cells are about 200 m long, so that a cell and its neighbours hold every place within 150 m. */
const RESOLUTION = 9;

/** The H3 cell of a place, which signals are kept under. */
export function cellOf({ lng, lat }: Place): string {
  return latLngToCell(lat, lng, RESOLUTION);
}

/** The cells in which every place within the distance of this one lies: its own, and as many rings of neighbours as that takes. */
export function cellsAround(place: Place, metres: number): string[] {
  const cell = cellOf(place);
  const shortest = Math.min(...originToDirectedEdges(cell).map((edge) => edgeLength(edge, 'm')));
  return gridDisk(cell, ringsFor(metres / shortest));
}

/** From inside a cell to the outer border of its k-th ring is nowhere nearer than 1.5 k - 0.5 edges. */
function ringsFor(edges: number): number {
  return Math.max(1, Math.ceil((edges + 0.5) / 1.5));
}

const EARTH_RADIUS_M = 6_371_008.8;

/** Metres between two places along a great circle (haversine, mean radius of the earth after IUGG). */
export function metresBetween(one: Place, other: Place): number {
  const [lat, otherLat] = [radians(one.lat), radians(other.lat)];
  const half = (angle: number) => Math.sin(angle / 2) ** 2;
  const chord = half(otherLat - lat) + Math.cos(lat) * Math.cos(otherLat) * half(radians(other.lng - one.lng));
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
