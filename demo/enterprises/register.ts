import { addDays, type Day, daysBetween } from '../days.ts';
import type { Place } from '../district/places.ts';
import type { Name } from '../names.ts';
import { type Random, randomStream } from '../random.ts';
import { bodyFromNumber, makeUscc } from '../uscc.ts';
import type { Enterprise, EnterpriseKind, EnterpriseStatus, Licence, NamePeriod } from './enterprise.ts';
import { historyOf } from './history.ts';
import { INDUSTRIES, type Industry } from './industries.ts';
import { fullName, namer } from './naming.ts';

const PREFIX: Record<EnterpriseKind, string> = {
  company: '91',
  'joint-stock': '91',
  'sole-proprietorship': '91',
  partnership: '91',
  cooperative: '93',
  'sole-trader': '92',
};
const YUAN = 100;
const OLDEST_DAYS = 26 * 365;
const SHOWPIECE_BODY = 'MA2D8HQ5';
/** Days until the showpiece must renew a licence, so that its page has something to tell. */
const SHOWPIECE_NOTICE_DAYS = 29;

/** Who and where: what the register of a district is drawn from. */
export interface RegisterInput {
  readonly seed: number;
  readonly today: Day;
  readonly division: string;
  readonly places: readonly Place[];
}

/** Fills the register with `count` businesses; the first is the tea-machinery maker that the pictures of the product show. */
export function fillRegister({ seed, today, division, places }: RegisterInput, count: number): Enterprise[] {
  const random = randomStream(seed, 'enterprises');
  const nameFor = namer(randomStream(seed, 'enterprise names'));
  const others = Array.from({ length: count - 1 }, (_, index) => {
    const shape = drawShape(random, places, nameFor);
    return register(makeUscc(PREFIX[shape.kind], division, bodyFromNumber(index)), shape, today, random);
  });
  return [showpiece(division, places, today, random), ...others];
}

interface Shape {
  readonly kind: EnterpriseKind;
  readonly industry: Industry;
  readonly place: Place;
  readonly name: Name;
  readonly formerName: Name | null;
  /** Days since it was founded, and people employed; drawn when absent. */
  readonly age?: number;
  readonly employees?: number;
}

/** 枫桥兰亭茶叶机械有限公司: in good standing, with one licence about to run out. */
function showpiece(division: string, places: readonly Place[], today: Day, random: Random): Enterprise {
  const industry = INDUSTRIES.find(({ code }) => code === 'C3531') as Industry;
  const place = places.find(({ town }) => town.word.zh === '磨塘') as Place;
  const name = fullName({ zh: '兰亭', en: 'Lanting' }, 'company', industry, place.town);
  const shape: Shape = { kind: 'company', industry, place, name, formerName: null, age: 2_688, employees: 87 };
  const uscc = makeUscc(PREFIX.company, division, SHOWPIECE_BODY);
  const licences = [
    licence('special-equipment', 'market-regulation', addDays(today, SHOWPIECE_NOTICE_DAYS), 4),
    licence('discharge-permit', 'ecology-environment', addDays(today, 611), 5),
    licence('drainage-permit', 'housing-construction', addDays(today, 902), 5),
  ];
  const business = register(uscc, shape, today, random);
  const spotless = { taxArrears: [], wageArrears: [], penalties: [], safetyItems: [] };
  return { ...business, ...spotless, status: 'active', statusSince: business.founded, capitalFen: 20_000_000 * YUAN, licences };
}

function licence(kind: string, authority: string, expiresOn: Day, years: number): Licence {
  return {
    number: `${kind.slice(0, 2).toUpperCase()}${SHOWPIECE_BODY}-1`,
    kind,
    authority,
    issuedOn: addDays(expiresOn, -years * 365),
    expiresOn,
  };
}

function drawShape(random: Random, places: readonly Place[], nameFor: ReturnType<typeof namer>): Shape {
  const industry = random.weighted(INDUSTRIES, ({ weight }) => weight);
  const landscape = random.pick(industry.landscapes);
  const place = random.weighted(
    places.filter(({ town }) => town.landscape === landscape),
    ({ kind, town }) => (kind === 'community' ? 3 : 1) * town.population,
  );
  const kind = drawKind(random, industry);
  const name = nameFor(kind, industry, place.town);
  return { kind, industry, place, name, formerName: random.chance(0.11) ? nameFor(kind, industry, place.town) : null };
}

function drawKind(random: Random, { soleTraders, code, factory }: Industry): EnterpriseKind {
  if (random.chance(soleTraders)) return 'sole-trader';
  if (code.startsWith('A')) return random.chance(0.62) ? 'cooperative' : 'company';
  const dice = random.unit();
  if (dice < 0.03) return factory ? 'joint-stock' : 'partnership';
  return dice < 0.08 && factory ? 'sole-proprietorship' : 'company';
}

function register(uscc: string, shape: Shape, today: Day, random: Random): Enterprise {
  const founded = addDays(today, -(shape.age ?? drawAge(random)));
  const employees = shape.employees ?? drawEmployees(random, shape);
  const { status, since } = drawStatus(random, founded, today);
  return {
    uscc,
    kind: shape.kind,
    isNaturalPerson: shape.kind === 'sole-trader',
    status,
    statusSince: since,
    names: drawNames(random, shape, founded, today),
    industry: shape.industry,
    place: shape.place,
    capitalFen: drawCapital(random, shape.kind, employees),
    employees,
    founded,
    ...historyOf({ uscc, shape, founded, until: status === 'active' ? today : since, today, employees }, random),
  };
}

function drawStatus(random: Random, founded: Day, today: Day): { status: EnterpriseStatus; since: Day } {
  const dice = random.unit();
  const age = daysBetween(founded, today);
  const since = addDays(today, -random.between(1, Math.max(1, Math.min(age - 30, 900))));
  if (dice >= 0.1 || age < 90) return { status: 'active', since: founded };
  return { status: dice < 0.065 ? 'deregistered' : dice < 0.085 ? 'revoked' : 'moved', since };
}

function drawNames(random: Random, { name, formerName }: Shape, founded: Day, today: Day): NamePeriod[] {
  const age = daysBetween(founded, today);
  if (!formerName || age < 500) return [{ name, from: founded, to: null }];
  const changed = addDays(founded, random.between(200, age - 100));
  return [
    { name: formerName, from: founded, to: changed },
    { name, from: changed, to: null },
  ];
}

/** Registered capital, mostly in the round sums that people write into the form. */
function drawCapital(random: Random, kind: EnterpriseKind, employees: number): number {
  const median = kind === 'sole-trader' ? 50_000 : kind === 'joint-stock' ? 30_000_000 : kind === 'cooperative' ? 800_000 : 1_500_000;
  const yuan = random.logNormal(median, kind === 'sole-trader' ? 0.7 : 0.8) * Math.max(1, employees / 12) ** 0.6;
  const step = 10 ** Math.floor(Math.log10(yuan));
  return Math.max(1, Math.round(yuan / step)) * step * YUAN;
}

function drawAge(random: Random): number {
  return 40 + Math.floor(Math.min(random.logNormal(1_950, 0.85), OLDEST_DAYS - random.between(0, 2_400)));
}

function drawEmployees(random: Random, { kind, industry }: Shape): number {
  if (kind === 'sole-trader') return random.between(1, 6);
  const most = kind === 'company' || kind === 'joint-stock' ? 640 : 48;
  const least = kind === 'joint-stock' ? 60 : industry.factory ? 11 : 4;
  return Math.min(random.between(Math.round(most * 0.6), most), Math.max(2, Math.round(random.pareto(least, 1.25))));
}
