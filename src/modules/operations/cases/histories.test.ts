import { it } from 'node:test';

import { compareHistories } from './oracle/histories.ts';

it('clocks of 3,000 random lives of two cases, merged and parted, agree with a minute walker', () => compareHistories(3_000, 1));
