import { addDays, type Day, daysBetween } from '../days.ts';
import type { Random } from '../random.ts';
import type { AnnualReport, Arrears, Enterprise, EnterpriseKind, LandYield, Licence, Penalty, SafetyItem } from './enterprise.ts';
import type { Industry } from './industries.ts';

/** What a history depends on. */
interface Subject {
  readonly uscc: string;
  readonly shape: { readonly kind: EnterpriseKind; readonly industry: Industry };
  readonly founded: Day;
  /** The last day of business, or today. */
  readonly until: Day;
  readonly today: Day;
  readonly employees: number;
}

type History = Pick<Enterprise, 'licences' | 'taxArrears' | 'wageArrears' | 'penalties' | 'safetyItems' | 'annualReports' | 'landYields'>;

const YEARS = 3;
const YUAN = 100;

/** Licences by the letters an industry's code begins with: kind, issuing office, years of validity. */
const LICENCES: readonly (readonly [industry: RegExp, kind: string, authority: string, years: number])[] = [
  [/^(H62|F5213|F5223)/, 'food-business', 'market-regulation', 5],
  [/^C1(3|5)/, 'food-production', 'market-regulation', 5],
  [/^C(1713|2822|3311)/, 'discharge-permit', 'ecology-environment', 5],
  [/^C3531|^C3441/, 'special-equipment', 'market-regulation', 4],
  [/^E48|^E47/, 'construction-safety', 'housing-construction', 3],
  [/^G5431/, 'road-transport', 'transport', 4],
  [/^F5251/, 'medicine-sale', 'market-regulation', 5],
  [/^Q8425/, 'medical-practice', 'health', 5],
  [/^H6130/, 'special-trade', 'public-security', 5],
  [/^L7271/, 'security-service', 'public-security', 5],
  [/^O8040/, 'public-hygiene', 'health', 4],
];

/** Penalties by office: kind, how often among all, middle amount in yuan. */
const PENALTIES: readonly (readonly [kind: string, authority: string, weight: number, yuan: number])[] = [
  ['food-safety', 'market-regulation', 26, 5_000],
  ['misleading-advertising', 'market-regulation', 14, 8_000],
  ['unlicensed-business', 'market-regulation', 12, 3_000],
  ['fire-exits', 'emergency-management', 12, 10_000],
  ['overloaded-vehicle', 'transport', 14, 2_000],
  ['shop-front-occupation', 'urban-management', 18, 500],
  ['waste-water', 'ecology-environment', 7, 80_000],
  ['air-emission', 'ecology-environment', 5, 60_000],
  ['late-annual-report', 'market-regulation', 8, 1_000],
];

/** Three years of what the offices recorded about a business. Most have nothing to hide; a few have much. */
export function historyOf(subject: Subject, random: Random): History {
  const trouble = random.chance(0.14) ? random.pareto(1, 1.6) : 0.12;
  const times = (mean: number) => Math.min(6, Math.floor(mean * trouble + random.unit()));
  return {
    licences: licences(subject, random),
    taxArrears: list(times(0.12), (index) => arrears(subject, random, `SS${index}`, 38_000)),
    wageArrears: subject.employees < 5 ? [] : list(times(0.05), (index) => arrears(subject, random, `QX${index}`, 90_000)),
    penalties: list(times(0.35), (index) => penalty(subject, random, index)),
    safetyItems: subject.shape.industry.factory ? list(times(0.6), (index) => safetyItem(subject, random, index)) : [],
    annualReports: annualReports(subject, random, trouble),
    landYields: subject.shape.industry.factory && subject.shape.kind !== 'sole-trader' ? landYields(subject, random) : [],
  };
}

function list<Item>(length: number, make: (index: number) => Item): Item[] {
  return Array.from({ length }, (_, index) => make(index + 1));
}

function licences({ uscc, shape, founded, until }: Subject, random: Random): Licence[] {
  return LICENCES.filter(([industry]) => industry.test(shape.industry.code)).flatMap(([, kind, authority, years]) => {
    const length = years * 365;
    const age = daysBetween(founded, until);
    const lapsed = random.chance(0.035) ? random.between(5, 120) : 0;
    const held = Math.floor((age - lapsed) / length);
    return list(Math.max(1, Math.min(2, held + 1)), (index) => {
      const issuedOn = addDays(founded, Math.max(0, held + 1 - index) * length + (index === 1 ? -lapsed : -lapsed - 20));
      return {
        number: `${kind.slice(0, 2).toUpperCase()}${uscc.slice(-7)}-${index}`,
        kind,
        authority,
        issuedOn,
        expiresOn: addDays(issuedOn, length),
      };
    });
  });
}

function arrears(subject: Subject, random: Random, mark: string, yuan: number): Arrears {
  const since = recentDay(subject, random);
  const settled = random.chance(0.72) ? addDays(since, random.between(12, 260)) : null;
  const amountFen = Math.round(random.logNormal(yuan, 1.3) * YUAN);
  return { number: `${mark}-${subject.uscc.slice(-8)}`, amountFen, since, settledOn: past(settled, subject.today) };
}

function penalty(subject: Subject, random: Random, index: number): Penalty {
  const [kind, authority, , yuan] = random.weighted(PENALTIES.filter(fits(subject)), ([, , weight]) => weight);
  const decidedOn = recentDay(subject, random);
  const repairedOn = random.chance(0.6) ? past(addDays(decidedOn, random.between(92, 320)), subject.today) : null;
  const amountFen = Math.max(1, Math.round(random.logNormal(yuan, 0.8) / 100)) * 100 * YUAN;
  return { number: `${decidedOn.slice(0, 4)}-${subject.uscc.slice(-8)}-${index}`, kind, authority, amountFen, decidedOn, repairedOn };
}

function fits({ shape: { industry } }: Subject): (row: (typeof PENALTIES)[number]) => boolean {
  return ([kind, authority]) => {
    if (kind === 'food-safety') return /^(H62|F52[12]|C1[35])/.test(industry.code);
    if (kind === 'overloaded-vehicle') return /^(G5431|E48)/.test(industry.code);
    if (kind === 'shop-front-occupation') return /^[FHO]/.test(industry.code);
    return authority !== 'ecology-environment' || industry.factory;
  };
}

function safetyItem(subject: Subject, random: Random, index: number): SafetyItem {
  const foundOn = recentDay(subject, random);
  const severity = random.chance(0.12) ? 'major' : 'minor';
  const fixedOn = random.chance(0.88) ? past(addDays(foundOn, random.between(2, 45)), subject.today) : null;
  return { number: `AQ${foundOn.replaceAll('-', '').slice(2)}-${subject.uscc.slice(-6)}-${index}`, severity, foundOn, fixedOn };
}

/** Reports are due on 30 June; most come in the last weeks, some late, a few never. */
function annualReports({ founded, until, today }: Subject, random: Random, trouble: number): AnnualReport[] {
  const lastYear = Number(today.slice(0, 4)) - 1;
  return list(YEARS, (index) => lastYear - YEARS + index)
    .filter((year) => founded < `${year + 1}-01-01` && until > `${year + 1}-07-01`)
    .map((year) => {
      const dueOn = `${year + 1}-06-30`;
      const late = random.chance(0.035 * Math.min(trouble * 8, 9))
        ? random.between(1, 260)
        : -Math.min(178, Math.floor(random.pareto(1, 0.6)));
      return { year, dueOn, filedOn: past(addDays(dueOn, late), today) };
    });
}

/** Figures per factory and year, spread around the benchmarks of the published per-mu formula. */
function landYields({ founded, today, employees }: Subject, random: Random): LandYield[] {
  const strength = random.logNormal(1, 0.55);
  const landMu = Math.max(1.2, Math.round(employees * random.logNormal(0.19, 0.5) * 10) / 10);
  const lastYear = Number(today.slice(0, 4)) - 1;
  return list(YEARS, (index) => lastYear - YEARS + index)
    .filter((year) => founded < `${year}-01-01`)
    .map((year) => yieldOf(year, landMu, employees, strength * random.logNormal(1, 0.12), random));
}

function yieldOf(year: number, landMu: number, employees: number, strength: number, random: Random): LandYield {
  const tenThousandYuan = 10_000 * YUAN;
  const valueAddedFen = Math.round(landMu * 118 * strength * random.logNormal(1, 0.25) * tenThousandYuan);
  const revenueFen = Math.round(valueAddedFen * random.logNormal(4.2, 0.2));
  return {
    year,
    landMu,
    taxFen: Math.round(landMu * 19 * strength * random.logNormal(1, 0.35) * tenThousandYuan),
    valueAddedFen,
    energyTonnes: Math.round((valueAddedFen / tenThousandYuan / random.logNormal(2.6, 0.5)) * 10) / 10,
    emissionTonnes: Math.round((valueAddedFen / tenThousandYuan / random.logNormal(4600, 0.6)) * 1000) / 1000,
    employees: Math.max(2, Math.round(employees * random.logNormal(1, 0.08))),
    researchFen: Math.round(revenueFen * Math.min(0.12, random.logNormal(0.022, 0.7))),
    revenueFen,
  };
}

function recentDay({ founded, until }: Subject, random: Random): Day {
  const span = Math.min(daysBetween(founded, until), YEARS * 365);
  return addDays(until, -random.between(1, Math.max(1, span - 1)));
}

/** The day, unless it has not come yet. */
function past(day: Day | null, today: Day): Day | null {
  return day !== null && day <= today ? day : null;
}
