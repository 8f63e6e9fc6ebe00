import { addDays, type Day, daysBetween, workingDays } from '../days.ts';
import type { District } from '../district/district.ts';
import type { Place } from '../district/places.ts';
import { ROADS } from '../district/roads.ts';
import type { Name } from '../names.ts';
import { type Random, randomStream } from '../random.ts';
import { type Row, spotNear, type TableGenerator, whereabouts, yuan } from './table.ts';

const LIGHT_DAYS = 745;
const LIGHT_REPORTS = 6_231;
/** A new repair contract halved the time to repair; it began this many days ago. */
const NEW_CONTRACT_DAYS_AGO = 200;

/** Public toilets with what matters to those who need one. */
export const publicToilets: TableGenerator = (district) =>
  scatter(district, 'toilets', 186, 0.7, (random, number, place) => ({
    toilet_id: `GC${String(number).padStart(4, '0')}`,
    name: `${bare(place).zh}${['农贸市场', '公园', '停车场', '文化礼堂', '老街'][number % 5]}公厕`,
    name_en: `${bare(place).en} ${['Market', 'Park', 'Car Park', 'Culture Hall', 'Old Street'][number % 5]} Toilet`,
    grade: random.weighted(['first', 'second', 'third'], (grade) => ({ first: 3, second: 5, third: 2 })[grade] ?? 1),
    accessible: random.chance(0.74),
    family_room: random.chance(0.38),
    cubicles: random.between(4, 26),
    open_all_day: random.chance(0.81),
  }));

/** Public car parks with spaces and charges. */
export const parkingLots: TableGenerator = (district) =>
  scatter(district, 'parking', 142, 0.8, (random, number, place) => {
    const spaces = Math.round(random.logNormal(96, 0.8));
    const free = random.chance(place.kind === 'village' ? 0.9 : 0.3);
    return {
      lot_id: `TC${String(number).padStart(4, '0')}`,
      name: `${bare(place).zh}${['公共停车场', '地下停车场', 'P+R停车场'][number % 3]}`,
      name_en: `${bare(place).en} ${['Car Park', 'Underground Car Park', 'Park and Ride'][number % 3]}`,
      spaces,
      charging_spaces: Math.min(spaces, Math.round(spaces * random.unit() * 0.3)),
      accessible_spaces: Math.max(1, Math.round(spaces * 0.02)),
      yuan_per_hour: free ? '0.00' : yuan(random.pick([200, 300, 400, 500])),
      free_minutes: free ? null : random.pick([15, 30, 60]),
    };
  });

/** Bus stops, and whether one can wait there in the rain. */
export const busStops: TableGenerator = (district) =>
  scatter(district, 'bus stops', 428, 1, (random, number, place) => ({
    stop_id: `GJ${String(number).padStart(4, '0')}`,
    name: `${bare(place).zh}${['', '路口', '村口', '学校', '卫生站', '老桥'][number % 6]}站`,
    name_en: `${bare(place).en}${['', ' Junction', ' Gate', ' School', ' Health Station', ' Old Bridge'][number % 6]}`,
    lines: random
      .shuffled(LINES)
      .slice(0, place.kind === 'village' ? random.between(1, 2) : random.between(2, 6))
      .sort((a, b) => a - b)
      .join(';'),
    shelter: random.chance(place.kind === 'village' ? 0.48 : 0.86),
    seats: random.chance(0.57),
    live_board: random.chance(place.kind === 'village' ? 0.06 : 0.44),
    step_free: random.chance(0.63),
  }));

const LINES = Array.from({ length: 38 }, (_, index) => index + 1);

/** Road works of two years back and a few weeks ahead. */
export const roadWorks: TableGenerator = (district) => {
  const random = randomStream(district.seed, 'road work days');
  return scatter(district, 'road works', 244, 1.2, (_, number) => {
    const road = roadName(random);
    const startsOn = addDays(district.today, random.between(-720, 28));
    const plannedEnd = addDays(startsOn, Math.max(1, Math.round(random.logNormal(16, 0.9))));
    const finished = addDays(plannedEnd, Math.round(random.normal(1.5, 5)));
    return {
      work_id: `LJ${startsOn.slice(2, 4)}${String(number).padStart(4, '0')}`,
      road: road.zh,
      road_en: road.en,
      kind: random.weighted(['resurfacing', 'water-main', 'gas-main', 'cable', 'drainage', 'bridge'], (kind) =>
        kind === 'bridge' ? 1 : 3,
      ),
      closure: random.weighted(['none', 'one-lane', 'full'], (closure) => ({ none: 5, 'one-lane': 6, full: 1 })[closure] ?? 1),
      starts_on: startsOn,
      planned_end: plannedEnd,
      finished_on: finished >= startsOn && finished <= district.yesterday ? finished : null,
    };
  });
};

/** Every reported street-light outage: where, what, and how many working days until it was measured as lit again. */
export const streetLights: TableGenerator = (district) => {
  const random = randomStream(district.seed, 'street light days');
  const open = workingDays(addDays(district.today, -LIGHT_DAYS), district.yesterday);
  const days = Array.from({ length: LIGHT_REPORTS }, () =>
    addDays(district.yesterday, -Math.floor(LIGHT_DAYS * random.unit() ** 1.12)),
  ).sort();
  return scatter(district, 'street lights', LIGHT_REPORTS, 1, (_, number) => {
    const reportedOn = days[number - 1] as Day;
    const repair = repairOf(reportedOn, open, district, random);
    const cause = random.weighted(
      ['cable', 'lamp', 'controller', 'vandalism', 'other'],
      (one) => ({ cable: 4, lamp: 9, controller: 3, vandalism: 1, other: 1 })[one] ?? 1,
    );
    return {
      report_id: `SL-${reportedOn.slice(2, 4)}-${String(number).padStart(4, '0')}`,
      reported_on: reportedOn,
      repaired_on: repair?.on ?? null,
      lamps: 1 + Math.floor(Math.min(14, random.pareto(1, 1.4) - 1)),
      working_days: repair?.days ?? null,
      cause: repair ? cause : null,
    };
  });
};

function repairOf(reportedOn: Day, open: readonly Day[], { today }: District, random: Random): { on: Day; days: number } | null {
  const newContract = daysBetween(reportedOn, today) < NEW_CONTRACT_DAYS_AGO;
  const days = Math.max(1, Math.round(random.logNormal(newContract ? 5.2 : 10.4, newContract ? 0.42 : 0.55)));
  const first = open.findIndex((day) => day > reportedOn);
  const on = first < 0 ? undefined : open[first + days - 1];
  return on ? { on, days } : null;
}

function scatter(
  district: District,
  stream: string,
  count: number,
  km: number,
  make: (random: Random, number: number, place: Place) => Row,
): { rows: Row[] } {
  const random = randomStream(district.seed, stream);
  const rows = Array.from({ length: count }, (_, index) => {
    const place = random.weighted(district.places, ({ kind }) => (kind === 'community' ? 4 : 1));
    return { ...make(random, index + 1, place), ...whereabouts(place), ...spotNear(district, place, random, km) };
  });
  return { rows };
}

function roadName(random: Random): Name {
  const [zh = '', ...en] = random.pick(ROADS).split(' ');
  return { zh, en: en.join(' ') };
}

/** A place's name without the word for its kind. */
function bare({ name }: Place): Name {
  return { zh: name.zh.replace(/(社区|村)$/, ''), en: name.en.replace(/ (Community|Village)$/, '') };
}
