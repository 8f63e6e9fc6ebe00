import { type DatasetDescription, readDescription } from './description.ts';
import {
  annualReports,
  enterpriseRegister,
  licences,
  penalties,
  perMuInputs,
  safetyItems,
  soleTraderRegister,
  taxArrears,
  wageArrears,
} from './enterprises.ts';
import { airQuality, riverLevel, waterQuality } from './environment.ts';
import { budget, kindergartens, marketPrices, villagePublication } from './government.ts';
import { places, population } from './places.ts';
import { spending } from './spending.ts';
import { busStops, parkingLots, publicToilets, roadWorks, streetLights } from './streets.ts';
import type { TableGenerator } from './table.ts';

/** A dataset of the demo: its description as data and the function that makes its rows. */
export interface DemoDataset {
  readonly description: DatasetDescription;
  readonly generate: TableGenerator;
}

const GENERATORS: Readonly<Record<string, TableGenerator>> = {
  places,
  population,
  spending,
  budget,
  'village-publication': villagePublication,
  'enterprise-register': enterpriseRegister,
  'sole-trader-register': soleTraderRegister,
  licences,
  penalties,
  'annual-reports': annualReports,
  'tax-arrears': taxArrears,
  'wage-arrears': wageArrears,
  'safety-items': safetyItems,
  'per-mu-inputs': perMuInputs,
  'air-quality': airQuality,
  'river-level': riverLevel,
  'water-quality': waterQuality,
  'public-toilets': publicToilets,
  'parking-lots': parkingLots,
  'bus-stops': busStops,
  'road-works': roadWorks,
  'street-lights': streetLights,
  kindergartens,
  'market-prices': marketPrices,
};

/** Every dataset of the demo, those that others refer to first. */
export function demoDatasets(): DemoDataset[] {
  return Object.entries(GENERATORS).map(([key, generate]) => ({ description: readDescription(key), generate }));
}
