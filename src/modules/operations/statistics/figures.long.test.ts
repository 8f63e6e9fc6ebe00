import { test } from 'node:test';

import { recomputeSimulated } from './recomputing.ts';

test(
  'however 10,000 cases go through twelve departments, each comes to an end, and a stranger recomputes every figure bit for bit',
  {
    timeout: 900_000,
  },
  () => recomputeSimulated(10_000),
);
