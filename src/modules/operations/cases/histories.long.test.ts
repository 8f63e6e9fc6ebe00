import { it } from 'node:test';

import { compareHistories } from './oracle/histories.ts';

it('clocks of 1,000,000 random lives of two cases, merged and parted, agree with a minute walker', () =>
  compareHistories(1_000_000, Date.now() % 1_000_000_000));
