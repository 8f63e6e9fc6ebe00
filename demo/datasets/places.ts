import { coordinates, type TableGenerator, whereabouts } from './table.ts';

/** Every community and village with its place on the map. */
export const places: TableGenerator = (district) => ({
  rows: district.places.map((place) => ({ ...whereabouts(place), kind: place.kind, ...coordinates(place.position) })),
});

/** People by place and age band. */
export const population: TableGenerator = ({ people, today }) => ({
  rows: people.map(({ place, band, people: count }) => ({
    year: Number(today.slice(0, 4)) - 1,
    ...whereabouts(place),
    age_band: band,
    people: count,
  })),
});
