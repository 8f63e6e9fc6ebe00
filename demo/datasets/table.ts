import type { District } from '../district/district.ts';
import { type Position, toPosition } from '../district/geometry.ts';
import type { Place } from '../district/places.ts';
import type { Random } from '../random.ts';

/** One value of a row; null is an empty cell. */
export type Cell = string | number | boolean | null;
/** One row, by field name. */
export type Row = Readonly<Record<string, Cell>>;

/** A generated table. */
export interface Table {
  readonly rows: readonly Row[];
  /** Lines as a careless clerk would write them, to be strewn among the good ones. Each must be rejected. */
  readonly dirtyLines?: readonly string[];
}

/** Makes one dataset's rows from the district. Pure: same district, same rows. */
export type TableGenerator = (district: District) => Table;

/** Fen as yuan with two digits, without binary fractions. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Columns that say in which town and place something lies. */
export function whereabouts({ code, name, town }: Place): Row {
  return { town_code: town.code, town: town.name.zh, town_en: town.name.en, place_code: code, place: name.zh, place_en: name.en };
}

/** Columns of a spot near a place, within about `km`. */
export function spotNear({ facts }: District, { at: [east, north] }: Place, random: Random, km: number): Row {
  return coordinates(toPosition([east + random.normal(0, km / 2), north + random.normal(0, km / 2)], facts.centre));
}

/** Longitude and latitude columns, WGS84. */
export function coordinates([longitude, latitude]: Position): Row {
  return { longitude, latitude };
}
