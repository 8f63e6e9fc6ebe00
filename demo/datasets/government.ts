import { addDays, type Day, eachDay, monthStart, seasonOf } from '../days.ts';
import { type Random, randomStream } from '../random.ts';
import { coordinates, spotNear, type TableGenerator, whereabouts, yuan } from './table.ts';

const YEARS = 3;
const MARKET_WEEKS = 104;
const PUBLICATION_MONTHS = 24;
const DAYS_TO_PUBLISH = 10;

/** Each department's budget: planned, adjusted in the year, spent. */
export const budget: TableGenerator = ({ seed, today, departments }) => {
  const random = randomStream(seed, 'budget');
  const thisYear = Number(today.slice(0, 4));
  const rows = departments.flatMap(({ key, name }) => {
    const size = random.logNormal(SIZES[key] ?? 26_000_000, 0.2);
    return CLASSES.flatMap(({ code, share }) =>
      Array.from({ length: YEARS }, (_, index) => thisYear - YEARS + 1 + index).map((year) => {
        const planned = Math.round((size * share * 1.045 ** (year - thisYear) * random.logNormal(1, 0.06)) / 10_000) * 1_000_000;
        const adjusted = Math.round((planned * random.logNormal(1.01, 0.05)) / 1_000_000) * 1_000_000;
        const elapsed = year === thisYear ? seasonOf(today) : 1;
        const spent = Math.round(adjusted * elapsed * Math.min(1, random.normal(0.955, 0.03)));
        const amounts = { planned_yuan: yuan(planned), adjusted_yuan: yuan(adjusted), spent_yuan: yuan(spent) };
        return { year, department_code: key, department: name.zh, department_en: name.en, class: code, ...amounts };
      }),
    );
  });
  return { rows };
};

/** Yearly budgets in yuan of the departments that spend much. */
const SIZES: Readonly<Record<string, number>> = {
  'education-sports': 980_000_000,
  health: 420_000_000,
  'housing-construction': 510_000_000,
  'agriculture-water': 460_000_000,
  transport: 380_000_000,
  'public-security': 350_000_000,
  'civil-affairs': 210_000_000,
  'urban-management': 260_000_000,
  'economy-information': 170_000_000,
  'human-resources': 150_000_000,
};
const CLASSES = [
  { code: 'staff', share: 0.34 },
  { code: 'running', share: 0.11 },
  { code: 'projects', share: 0.55 },
] as const;

/** Kindergartens with places offered and taken. */
export const kindergartens: TableGenerator = (district) => {
  const random = randomStream(district.seed, 'kindergartens');
  const inPlaces = district.places.filter(({ kind }) => kind === 'community' || random.chance(0.26));
  const rows = inPlaces.map((place, index) => {
    const capacity = random.between(4, 18) * 30;
    const isPublic = random.chance(0.66);
    return {
      kindergarten_id: `YE${String(index + 1).padStart(3, '0')}`,
      name: `枫桥区${place.name.zh.replace(/(社区|村)$/, '')}幼儿园`,
      name_en: `${place.name.en.replace(/ (Community|Village)$/, '')} Kindergarten`,
      kind: isPublic ? 'public' : random.chance(0.7) ? 'inclusive-private' : 'private',
      grade: random.pick(['provincial-1', 'provincial-2', 'provincial-2', 'provincial-3']),
      capacity,
      enrolled: Math.min(capacity, Math.round(capacity * random.normal(0.83, 0.1))),
      under_three_places: random.chance(0.45) ? random.between(1, 3) * 20 : 0,
      monthly_fee_yuan: yuan((isPublic ? random.between(30, 80) : random.between(90, 300)) * 1_000),
      ...whereabouts(place),
      ...spotNear(district, place, random, 0.5),
    };
  });
  return { rows };
};

interface Good {
  readonly code: string;
  readonly fen: number;
  /** How much the price swings over a year, and the season (0 to 1) when it is highest. */
  readonly swing: number;
  readonly peak: number;
}

const GOODS: readonly Good[] = (
  [
    ['rice', 620, 0.02, 0.5],
    ['rapeseed-oil', 1_650, 0.03, 0.1],
    ['pork-belly', 3_300, 0.12, 0.08],
    ['beef', 8_600, 0.06, 0.08],
    ['chicken', 2_900, 0.06, 0.1],
    ['eggs', 1_150, 0.12, 0.68],
    ['crucian-carp', 2_500, 0.1, 0.12],
    ['river-shrimp', 9_800, 0.25, 0.15],
    ['bean-curd', 520, 0.01, 0],
    ['greens', 640, 0.45, 0.62],
    ['cabbage', 360, 0.3, 0.3],
    ['potatoes', 480, 0.2, 0.25],
    ['radishes', 320, 0.3, 0.6],
    ['tomatoes', 780, 0.4, 0.1],
    ['cucumbers', 700, 0.42, 0.05],
    ['spring-bamboo', 1_900, 0.5, 0.98],
    ['water-bamboo', 1_100, 0.35, 0.2],
    ['lotus-root', 980, 0.25, 0.5],
    ['ginger', 1_400, 0.2, 0.6],
    ['bayberries', 2_600, 0.3, 0.4],
    ['oranges', 720, 0.3, 0.55],
    ['torreya-nuts', 12_800, 0.08, 0.1],
  ] as const
).map(([code, fen, swing, peak]) => ({ code, fen, swing, peak }));
/** Fruit and shoots are on the stalls only around their season. */
const SEASONS: Readonly<Record<string, readonly [from: number, to: number]>> = { 'spring-bamboo': [0.08, 0.36], bayberries: [0.42, 0.55] };

/** Weekly prices at five markets. */
export const marketPrices: TableGenerator = ({ seed, yesterday, towns }) => {
  const random = randomStream(seed, 'market prices');
  const markets = towns.filter(({ word }) => ['古桥', '东渡', '北埠', '磨塘', '茶岭'].includes(word.zh));
  const drift = new Map(GOODS.map(({ code }) => [code, 0]));
  const weeks = eachDay(addDays(yesterday, 1 - MARKET_WEEKS * 7), yesterday).filter((_, index) => index % 7 === 0);
  const rows = weeks.flatMap((day) =>
    GOODS.filter(({ code }) => inSeason(code, day)).flatMap((good) => {
      const moved = (drift.get(good.code) ?? 0) * 0.93 + random.normal(0, 0.03);
      drift.set(good.code, moved);
      const base = good.fen * Math.exp(moved) * (1 + good.swing * Math.cos(2 * Math.PI * (seasonOf(day) - good.peak)));
      return markets.map(({ word, position }, index) => ({
        week_of: day,
        market_code: `SC-0${index + 1}`,
        market: `${word.zh}农贸市场`,
        market_en: `${word.en} Market`,
        good: good.code,
        price_yuan: yuan(Math.round((base * random.logNormal(1 - index * 0.012, 0.02)) / 10) * 10),
        ...coordinates(position),
      }));
    }),
  );
  return { rows };
};

function inSeason(code: string, day: Day): boolean {
  const season = SEASONS[code];
  return !season || (seasonOf(day) >= season[0] && seasonOf(day) <= season[1]);
}

/** What each village had to put up on its notice board (村务公开), by when, and when it did. */
export const villagePublication: TableGenerator = ({ seed, today, yesterday, places }) => {
  const random = randomStream(seed, 'publication');
  const villages = places.filter(({ kind }) => kind === 'village');
  const months = Array.from({ length: PUBLICATION_MONTHS }, (_, index) => monthStart(today, index - PUBLICATION_MONTHS));
  const rows = villages.flatMap((village) => {
    const tardy = random.chance(0.08) ? 0.3 : 0.02;
    return months.flatMap((month) =>
      itemsOf(month).map((item) => {
        const dueOn = addDays(monthStart(month, 1), DAYS_TO_PUBLISH - 1);
        const postedOn = addDays(dueOn, postedAfter(tardy, random));
        return {
          ...whereabouts(village),
          period: month.slice(0, 7),
          item,
          due_on: dueOn,
          posted_on: postedOn <= yesterday ? postedOn : null,
        };
      }),
    );
  });
  return { rows };
};

/** Accounts every month; subsidies, contracts and collective assets at the end of each quarter. */
function itemsOf(month: Day): string[] {
  return Number(month.slice(5, 7)) % 3 === 0 ? ['accounts', 'subsidies', 'contracts', 'assets'] : ['accounts'];
}

function postedAfter(tardy: number, random: Random): number {
  return random.chance(tardy) ? random.between(1, 24) : -random.between(0, DAYS_TO_PUBLISH - 2);
}
