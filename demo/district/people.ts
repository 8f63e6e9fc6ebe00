import { type Random, randomStream } from '../random.ts';
import type { Place, Town } from './places.ts';
import type { Landscape } from './towns.ts';

/** An age band and its shares of the people in a city street, on the plain and in the hills. */
interface AgeBand {
  readonly key: string;
  readonly shares: Readonly<Record<Landscape, number>>;
}

/** Bands wide enough that no village has a handful of people in one. Shares follow the look of the 2020 census in the province: hills are old. */
const AGE_BANDS: readonly AgeBand[] = [
  { key: '0-5', shares: { city: 0.062, plain: 0.05, hills: 0.034 } },
  { key: '6-14', shares: { city: 0.096, plain: 0.083, hills: 0.061 } },
  { key: '15-24', shares: { city: 0.094, plain: 0.082, hills: 0.062 } },
  { key: '25-44', shares: { city: 0.324, plain: 0.276, hills: 0.196 } },
  { key: '45-59', shares: { city: 0.231, plain: 0.256, hills: 0.266 } },
  { key: '60-79', shares: { city: 0.159, plain: 0.209, hills: 0.303 } },
  { key: '80+', shares: { city: 0.034, plain: 0.044, hills: 0.078 } },
];
const LEAST_IN_A_BAND = 12;
const COMMUNITY_TO_VILLAGE = 3.4;

/** How many people of an age band live in a place. There is nothing finer: no person is ever generated. */
export interface Headcount {
  readonly place: Place;
  readonly band: string;
  readonly people: number;
}

/** Spreads each town's people over its places and age bands. */
export function countPeople(seed: number, towns: readonly Town[], places: readonly Place[]): Headcount[] {
  const random = randomStream(seed, 'people');
  return towns.flatMap((town) => {
    const own = places.filter((place) => place.town === town);
    const weights = own.map(({ kind }) => random.logNormal(kind === 'community' ? COMMUNITY_TO_VILLAGE : 1, 0.3));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    return own.flatMap((place, index) => placeCounts(place, (town.population * (weights[index] ?? 0)) / whole, random));
  });
}

function placeCounts(place: Place, people: number, random: Random): Headcount[] {
  return AGE_BANDS.map(({ key, shares }) => {
    const share = shares[place.town.landscape] * random.logNormal(1, 0.09);
    return { place, band: key, people: Math.max(LEAST_IN_A_BAND, Math.round(people * share)) };
  });
}
