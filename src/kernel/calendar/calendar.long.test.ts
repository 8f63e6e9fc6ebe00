import { it } from 'node:test';

import { compareWithMinuteWalker } from './oracle/histories.ts';

it('agrees with a minute walker on 1,000,000 random histories of some days', () =>
  compareWithMinuteWalker({ calendars: 2000, historiesEach: 500, days: 12 }, Date.now()));

it('agrees with a minute walker on 2,000 random histories of up to a year', () =>
  compareWithMinuteWalker({ calendars: 100, historiesEach: 20, days: 365 }, Date.now()));
