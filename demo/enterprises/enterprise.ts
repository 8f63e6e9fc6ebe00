import type { Day } from '../days.ts';
import type { Place } from '../district/places.ts';
import type { Name } from '../names.ts';
import type { Industry } from './industries.ts';

/** What kind of body a business is; the first two characters of its code follow from it. */
export type EnterpriseKind = 'company' | 'joint-stock' | 'sole-proprietorship' | 'partnership' | 'cooperative' | 'sole-trader';

export type EnterpriseStatus = 'active' | 'moved' | 'revoked' | 'deregistered';

/** A name a business bore, from a day on. */
export interface NamePeriod {
  readonly name: Name;
  readonly from: Day;
  /** Null for the name it bears now. */
  readonly to: Day | null;
}

export interface Licence {
  readonly number: string;
  readonly kind: string;
  readonly authority: string;
  readonly issuedOn: Day;
  readonly expiresOn: Day;
}

/** Tax or wages that were due and not paid. */
export interface Arrears {
  readonly number: string;
  readonly amountFen: number;
  readonly since: Day;
  /** Null while the debt stands. */
  readonly settledOn: Day | null;
}

export interface Penalty {
  readonly number: string;
  readonly authority: string;
  readonly kind: string;
  readonly amountFen: number;
  readonly decidedOn: Day;
  /** When the firm proved that it had put the matter right; null before. */
  readonly repairedOn: Day | null;
}

/** A safety defect found in an inspection. */
export interface SafetyItem {
  readonly number: string;
  readonly severity: 'major' | 'minor';
  readonly foundOn: Day;
  readonly fixedOn: Day | null;
}

/** The report every business owes by 30 June for the year before. */
export interface AnnualReport {
  readonly year: number;
  readonly dueOn: Day;
  readonly filedOn: Day | null;
}

/** What a factory's yield per mu is computed from, for one year. */
export interface LandYield {
  readonly year: number;
  readonly landMu: number;
  readonly taxFen: number;
  readonly valueAddedFen: number;
  readonly energyTonnes: number;
  readonly emissionTonnes: number;
  readonly employees: number;
  readonly researchFen: number;
  readonly revenueFen: number;
}

/** A made-up business with what the offices know about it. */
export interface Enterprise {
  readonly uscc: string;
  readonly kind: EnterpriseKind;
  /** A sole trader is a natural person in business: the law protects the data as personal. */
  readonly isNaturalPerson: boolean;
  readonly status: EnterpriseStatus;
  readonly statusSince: Day;
  readonly names: readonly NamePeriod[];
  readonly industry: Industry;
  readonly place: Place;
  readonly capitalFen: number;
  readonly employees: number;
  readonly founded: Day;
  readonly licences: readonly Licence[];
  readonly taxArrears: readonly Arrears[];
  readonly wageArrears: readonly Arrears[];
  readonly penalties: readonly Penalty[];
  readonly safetyItems: readonly SafetyItem[];
  readonly annualReports: readonly AnnualReport[];
  readonly landYields: readonly LandYield[];
}

/** The name a business bears now. */
export function currentName({ names }: Pick<Enterprise, 'names'>): Name {
  return (names.at(-1) as NamePeriod).name;
}
