/** How often what is new goes out, by how much there is to send. */
export interface Pace {
  /** Counts deliveries: events times those who get them. */
  count(deliveries: number): void;
  /** How long to gather before sending, in milliseconds; 0 sends at once. */
  gatherMs(): number;
}

const STEPS = [
  { from: 100_000, gatherMs: 100 },
  { from: 20_000, gatherMs: 50 },
] as const;
/** Deliveries count less the longer they are past; at a steady rate the sum is what a second brings. */
const MEMORY_MS = 1_000;

/**
 * At once below 20,000 deliveries a second, every 50 ms from there, every 100 ms from 100,000: a write to a socket costs the same for
 * one event as for ten.
 * @param now milliseconds of a clock that never goes back
 */
export function createPace(now: () => number): Pace {
  let rate = 0;
  let at = now();
  const fade = () => {
    const moment = now();
    rate *= Math.exp((at - moment) / MEMORY_MS);
    at = moment;
  };
  return {
    count: (deliveries) => {
      fade();
      rate += deliveries;
    },
    gatherMs: () => {
      fade();
      return STEPS.find(({ from }) => rate >= from)?.gatherMs ?? 0;
    },
  };
}
