import type { MapArea } from '#ui';

import type { InfoView } from './data.ts';

type Position = readonly [lng: number, lat: number];

/** The areas of a block as the map draws them; CAP writes latitude first. */
export function mapAreasOf(info: InfoView | undefined): MapArea[] {
  return (info?.area ?? []).flatMap(({ areaDesc, polygon, circle }, at) => [
    ...polygon.map((text, part) => ({ id: `p${at}.${part}`, label: areaDesc, tone: 'stop' as const, rings: [ringOf(text)] })),
    ...circle.map((text, part) => ({ id: `c${at}.${part}`, label: areaDesc, tone: 'stop' as const, circle: circleOf(text) })),
  ]);
}

function ringOf(text: string): Position[] {
  return text.trim().split(/\s+/).map(positionOf);
}

function circleOf(text: string): { readonly at: Position; readonly km: number } {
  const [centre = '', radius = '0'] = text.trim().split(/\s+/);
  return { at: positionOf(centre), km: Number(radius) };
}

function positionOf(text: string): Position {
  const [lat = 0, lng = 0] = text.split(',').map(Number);
  return [lng, lat];
}
