import { readFacts } from '../district/facts.ts';
import type { Position } from '../district/geometry.ts';
import { drawLand } from '../district/places.ts';
import { ROADS } from '../district/roads.ts';
import { randomStream } from '../random.ts';

/** Where somebody may have seen something. */
export interface Spot {
  /** Such as 古桥街道枫江路 12 号. */
  readonly name: string;
  /** Code of the town. */
  readonly town: string;
  readonly position: Position;
}

/** About as far as a community reaches, in degrees. */
const REACH = 0.004;

/** Addresses all over the demo district, more of them where more communities are. */
export function demoSpots(seed: number): readonly Spot[] {
  const { division, centre } = readFacts();
  const random = randomStream(seed, 'operations/spots');
  return drawLand(seed, division, centre).places.map(({ kind, name, town, position: [lng, lat] }) => {
    const road = random.pick(ROADS).split(' ')[0] ?? '';
    const address = kind === 'community' ? `${road} ${random.between(1, 240)} 号` : name.zh;
    return {
      name: `${town.name.zh}${address}`,
      town: town.code,
      position: [lng + (random.unit() - 0.5) * REACH, lat + (random.unit() - 0.5) * REACH],
    };
  });
}
