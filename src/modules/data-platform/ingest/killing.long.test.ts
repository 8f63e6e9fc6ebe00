import { test } from 'node:test';

import { killAtRandomMoments } from './killing.ts';

test('killed at 50 random moments of a load, the old version stays whole every time', { timeout: 900_000 }, () => killAtRandomMoments(50));
