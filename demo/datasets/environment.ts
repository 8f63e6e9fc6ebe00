import { addDays, type Day, daysBetween, eachDay, seasonOf } from '../days.ts';
import type { District } from '../district/district.ts';
import { toPosition } from '../district/geometry.ts';
import type { Gauge } from '../district/waters.ts';
import { bankSpot } from '../district/waters.ts';
import { randomStream } from '../random.ts';
import { airIndex, waterClass } from './standards.ts';
import { coordinates, type Row, type TableGenerator } from './table.ts';

const AIR_DAYS = 730;
const RIVER_DAYS = 90;
const WATER_WEEKS = 104;
const STORM_MEMORY_DAYS = 6;

const AIR_STATIONS = [
  { code: 'AQ-01', zh: '钟楼', en: 'Zhonglou', at: [1.4, 1.3], load: 1 },
  { code: 'AQ-02', zh: '北埠工业园', en: 'Beibu Works Estate', at: [2.8, 6.4], load: 1.17 },
  { code: 'AQ-03', zh: '茶岭', en: 'Chaling', at: [5.7, -8.3], load: 0.72 },
] as const;

/** Daily means at three stations; clean summers with ozone, hazy winters. */
export const airQuality: TableGenerator = ({ seed, yesterday, facts }) => {
  const random = randomStream(seed, 'air');
  let weather = 0;
  const rows = eachDay(addDays(yesterday, 1 - AIR_DAYS), yesterday).flatMap((day) => {
    weather = weather * 0.72 + random.normal(0, 0.3);
    const winter = Math.cos(2 * Math.PI * (seasonOf(day) - 0.03));
    return AIR_STATIONS.map(({ code, zh, en, at, load }) => {
      const dust = load * Math.exp(weather * 0.9 + winter * 0.42 + random.normal(0, 0.12));
      const ozone = Math.max(12, (104 - winter * 38 + weather * 26) * random.logNormal(1, 0.16));
      const air = {
        pm25: Math.max(3, Math.round(23 * dust)),
        pm10: Math.max(6, Math.round(41 * dust * random.logNormal(1, 0.1))),
        so2: Math.max(2, Math.round(5.5 * load * random.logNormal(1, 0.25))),
        no2: Math.max(4, Math.round(24 * load * Math.exp(weather * 0.4 + winter * 0.3) * random.logNormal(1, 0.12))),
        co: Math.max(0.2, Math.round(6.4 * dust ** 0.5 * random.logNormal(1, 0.1)) / 10),
        o3: Math.round(ozone),
      };
      const { index, level, primary } = airIndex(air);
      const { pm25, pm10, so2, no2, co, o3 } = air;
      const readings = { pm25_ug_m3: pm25, pm10_ug_m3: pm10, so2_ug_m3: so2, no2_ug_m3: no2, co_mg_m3: co.toFixed(1), o3_8h_ug_m3: o3 };
      const station = { station_code: code, station: zh, station_en: en };
      return {
        date: day,
        ...station,
        ...readings,
        aqi: index,
        level,
        primary_pollutant: primary,
        ...coordinates(toPosition(at, facts.centre)),
      };
    });
  });
  return { rows };
};

/** Hourly levels of the last ninety days at every gauge. */
export const riverLevel: TableGenerator = (district) => ({
  rows: riverReadings(district, addDays(district.today, -RIVER_DAYS), RIVER_DAYS * 24),
});

/** Readings of every gauge for `hours` hours from midnight of `from`. Later hours follow on without a break, so that new readings can be added for ever. */
export function riverReadings({ seed, gauges }: Pick<District, 'seed' | 'gauges'>, from: Day, hours: number): Row[] {
  const storms = new Map<Day, Storm | null>();
  return Array.from({ length: hours }, (_, hour) => hour).flatMap((hour) => {
    const day = addDays(from, Math.floor(hour / 24));
    const hourOfDay = hour % 24;
    const recent = eachDay(addDays(day, -STORM_MEMORY_DAYS), day).flatMap((one) => stormOf(seed, one, storms));
    return gauges.map((gauge) => readingAt(gauge, day, hourOfDay, recent, seed));
  });
}

interface Storm {
  readonly day: Day;
  readonly hour: number;
  readonly metres: number;
}

function readingAt(gauge: Gauge, day: Day, hour: number, storms: readonly Storm[], seed: number): Row {
  const noise = randomStream(seed, `level/${gauge.code}/${day}/${hour}`).normal(0, 0.006);
  const season = 0.14 * Math.cos(2 * Math.PI * (seasonOf(day) - 0.48));
  const flood = storms.reduce(
    (sum, storm) => sum + storm.metres * wave(daysBetween(storm.day, day) * 24 + hour - storm.hour, gauge.downstream),
    0,
  );
  const metres = gauge.usualMetres + season + flood + noise;
  return {
    gauge_code: gauge.code,
    gauge: gauge.name.zh,
    gauge_en: gauge.name.en,
    river: gauge.water.name.zh,
    river_en: gauge.water.name.en,
    measured_at: `${day}T${String(hour).padStart(2, '0')}:00:00+08:00`,
    level_m: metres.toFixed(2),
    warning_level_m: gauge.warningMetres.toFixed(2),
    guaranteed_level_m: gauge.guaranteedMetres.toFixed(2),
    state: metres >= gauge.guaranteedMetres ? 'over-guaranteed' : metres >= gauge.warningMetres ? 'over-warning' : 'normal',
    ...coordinates(gauge.position),
  };
}

/** A flood wave rises within hours and runs off over days; downstream it comes later and flatter. */
function wave(hours: number, downstream: number): number {
  const since = hours - 9 * downstream;
  if (since <= 0) return 0;
  const rise = 5 + 7 * downstream;
  return (since / rise) * Math.exp(1 - since / rise) * (1 - 0.25 * downstream);
}

/** Storms come in the plum rains of June and with the typhoons of July to September. */
function stormOf(seed: number, day: Day, storms: Map<Day, Storm | null>): Storm[] {
  const known = storms.get(day);
  if (known !== undefined) return known ? [known] : [];
  const random = randomStream(seed, `storm/${day}`);
  const month = Number(day.slice(5, 7));
  const often = month === 6 ? 0.36 : month >= 7 && month <= 9 ? 0.22 : 0.1;
  const storm = random.chance(often) ? { day, hour: random.between(0, 23), metres: Math.min(1.7, random.pareto(0.09, 1.15)) } : null;
  storms.set(day, storm);
  return storm ? [storm] : [];
}

/** Weekly samples at eight sections, judged by GB 3838-2002. */
export const waterQuality: TableGenerator = (district) => {
  const { seed, yesterday, waters, facts } = district;
  const random = randomStream(seed, 'water quality');
  const sections = waters.flatMap((water) =>
    [1, 2].map((number) => ({
      code: `WS-${water.key.slice(0, 2).toUpperCase()}${number}`,
      name: {
        zh: `${water.name.zh}${number === 1 ? '上游' : '下游'}断面`,
        en: `${water.name.en}, ${number === 1 ? 'upper' : 'lower'} section`,
      },
      water,
      burden: random.logNormal(number === 1 ? 0.62 : 1, 0.16),
      position: bankSpot(seed, `${water.key}/${number}`, water, facts.centre),
    })),
  );
  const rows = Array.from({ length: WATER_WEEKS }, (_, week) => addDays(yesterday, (week + 1 - WATER_WEEKS) * 7)).flatMap((day) =>
    sections.map(({ code, name, water, burden, position }) => {
      const warm = Math.cos(2 * Math.PI * (seasonOf(day) - 0.55));
      const load = burden * (1 + 0.15 * warm) * random.logNormal(1, 0.13);
      const sample = {
        oxygen: 8.4 - 1.7 * warm - 0.8 * load + random.normal(0, 0.3),
        permanganate: 2.9 * load,
        ammonia: 0.3 * load ** 1.4,
        phosphorus: 0.082 * load,
      };
      return {
        sampled_on: day,
        section_code: code,
        section: name.zh,
        section_en: name.en,
        river: water.name.zh,
        river_en: water.name.en,
        temperature_c: (17.5 + 9.5 * warm + random.normal(0, 1)).toFixed(1),
        ph: random.normal(7.4, 0.15).toFixed(1),
        dissolved_oxygen_mg_l: sample.oxygen.toFixed(1),
        permanganate_index_mg_l: sample.permanganate.toFixed(1),
        ammonia_nitrogen_mg_l: sample.ammonia.toFixed(2),
        total_phosphorus_mg_l: sample.phosphorus.toFixed(3),
        class: waterClass(sample),
        ...coordinates(position),
      };
    }),
  );
  return { rows };
};
