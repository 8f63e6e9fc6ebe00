import { addDays, type Day } from '../days.ts';
import type { Enterprise } from '../enterprises/enterprise.ts';
import { fillRegister } from '../enterprises/register.ts';
import { bodyFromNumber, makeUscc } from '../uscc.ts';
import { type Department, type DistrictFacts, readDepartments, readFacts } from './facts.ts';
import { countPeople, type Headcount } from './people.ts';
import { drawLand, type Land, type Place } from './places.ts';
import { drawWaters, type Gauge, placeGauges, type Water } from './waters.ts';

/** The whole made-up district. It depends on nothing but the seed, the day and the jurisdiction's profile. */
export interface District extends Land {
  readonly seed: number;
  /** The day the demo is loaded; histories end on the day before. */
  readonly today: Day;
  readonly yesterday: Day;
  readonly facts: DistrictFacts;
  readonly departments: readonly Department[];
  readonly waters: readonly Water[];
  readonly gauges: readonly Gauge[];
  readonly people: readonly Headcount[];
  readonly enterprises: readonly Enterprise[];
}

const ENTERPRISES = 2_000;
/** Bodies below this number in a register are enterprises. */
const FIRST_VILLAGE_BODY = 500_000;

/** Makes the district: the same seed and day give the same district to the last digit. */
export function generateDistrict(seed: number, today: Day): District {
  const facts = readFacts();
  const land = drawLand(seed, facts.division, facts.centre);
  const waters = drawWaters(facts.centre);
  return {
    ...land,
    seed,
    today,
    yesterday: addDays(today, -1),
    facts,
    departments: readDepartments(facts.name),
    waters,
    gauges: placeGauges(waters, facts.centre),
    people: countPeople(seed, land.towns, land.places),
    enterprises: fillRegister({ seed, today, division: facts.division, places: land.places }, ENTERPRISES),
  };
}

/** The code of a village's shareholding cooperative (股份经济合作社), which holds its money: prefix N2. */
export function villageUscc({ facts, places }: Pick<District, 'facts' | 'places'>, village: Place): string {
  return makeUscc('N2', facts.division, bodyFromNumber(FIRST_VILLAGE_BODY + places.indexOf(village)));
}
