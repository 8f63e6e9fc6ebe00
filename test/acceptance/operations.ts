import { compareWithMinuteWalker } from '../../src/kernel/calendar/oracle/histories.ts';
import { compareHistories } from '../../src/modules/operations/cases/oracle/histories.ts';
import { capChecks } from './operations/cap.ts';
import { signalChecks } from './operations/signals.ts';

interface Options {
  readonly data: string;
  readonly check: (name: string, ok: boolean, note?: string) => void;
}

const LIVES = 5_000;

/** The operations centre: CAP verdicts, the dispatch log, and clocks against two minute walkers. */
export async function run({ data, check }: Options): Promise<void> {
  await capChecks({ data, check });
  await signalChecks({ data, check });
  const seed = Date.now() % 1_000_000_000;
  holds(check, `clocks of ${LIVES} random lives of merged and parted cases agree with a minute walker (seed ${seed})`, () =>
    compareHistories(LIVES, seed),
  );
  holds(check, 'clocks of 5,000 random calendars and histories agree with a minute walker', () =>
    compareWithMinuteWalker({ calendars: 20, historiesEach: 250, days: 12 }, seed),
  );
}

function holds(check: Options['check'], name: string, claim: () => void): void {
  try {
    claim();
    check(name, true);
  } catch (error) {
    check(name, false, String(error));
  }
}
