/** Concentrations of one day: µg/m³, carbon monoxide in mg/m³, ozone as the highest 8-hour mean. */
export interface Air {
  readonly pm25: number;
  readonly pm10: number;
  readonly so2: number;
  readonly no2: number;
  readonly co: number;
  readonly o3: number;
}

/** One water sample in mg/L. */
export interface WaterSample {
  readonly oxygen: number;
  readonly permanganate: number;
  readonly ammonia: number;
  readonly phosphorus: number;
}

const INDEX_STEPS = [0, 50, 100, 150, 200, 300, 400, 500];
/** Concentrations at the index steps, HJ 633-2012 table 1. */
const BREAKPOINTS: Readonly<Record<keyof Air, readonly number[]>> = {
  pm25: [0, 35, 75, 115, 150, 250, 350, 500],
  pm10: [0, 50, 150, 250, 350, 420, 500, 600],
  so2: [0, 50, 150, 475, 800, 1600, 2100, 2620],
  no2: [0, 40, 80, 180, 280, 565, 750, 940],
  co: [0, 2, 4, 14, 24, 36, 48, 60],
  o3: [0, 100, 160, 215, 265, 800],
};
const AIR_LEVELS: readonly (readonly [atMost: number, level: string])[] = [
  [50, 'excellent'],
  [100, 'good'],
  [150, 'light'],
  [200, 'moderate'],
  [300, 'heavy'],
  [Number.POSITIVE_INFINITY, 'severe'],
];
const CLASSES = ['I', 'II', 'III', 'IV', 'V'];
/** Limits of the classes I to V, GB 3838-2002 table 1; oxygen must be above, the others below. */
const WATER_LIMITS: Readonly<Record<keyof WaterSample, readonly number[]>> = {
  oxygen: [7.5, 6, 5, 3, 2],
  permanganate: [2, 4, 6, 10, 15],
  ammonia: [0.15, 0.5, 1, 1.5, 2],
  phosphorus: [0.02, 0.1, 0.2, 0.3, 0.4],
};

/** The air quality index of HJ 633-2012: the worst pollutant decides, and it is named once the index is over 50. */
export function airIndex(air: Air): { index: number; level: string; primary: string | null } {
  const pollutants = Object.keys(BREAKPOINTS) as (keyof Air)[];
  const worst = pollutants.reduce((one, other) => (partIndex(other, air[other]) > partIndex(one, air[one]) ? other : one));
  const index = partIndex(worst, air[worst]);
  const level = AIR_LEVELS.find(([atMost]) => index <= atMost)?.[1] ?? 'severe';
  return { index, level, primary: index > 50 ? worst : null };
}

/** The class of surface water by GB 3838-2002: the worst of its measures decides. */
export function waterClass(sample: WaterSample): string {
  const measures = Object.keys(WATER_LIMITS) as (keyof WaterSample)[];
  return CLASSES[Math.max(...measures.map((measure) => classOf(measure, sample[measure])))] ?? 'worse than V';
}

function partIndex(pollutant: keyof Air, value: number): number {
  const steps = BREAKPOINTS[pollutant];
  const upper = Math.max(
    1,
    steps.findIndex((step) => value <= step),
  );
  const [low = 0, high = 1] = [steps[upper - 1], steps[upper]];
  const [from = 0, to = 500] = [INDEX_STEPS[upper - 1], INDEX_STEPS[upper]];
  return Math.ceil(((to - from) / (high - low)) * (value - low) + from);
}

function classOf(measure: keyof WaterSample, value: number): number {
  const limits = WATER_LIMITS[measure];
  const found = limits.findIndex((limit) => (measure === 'oxygen' ? value >= limit : value <= limit));
  return found < 0 ? limits.length : found;
}
