import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createPace } from './live-pace.ts';

describe('the pace of live events', () => {
  /** Sends at a steady rate, in steps of 10 ms, for so long. @returns what the pace says then, and after five seconds of rest */
  const after = (perSecond: number, seconds: number) => {
    let now = 0;
    const pace = createPace(() => now);
    for (; now < seconds * 1_000; now += 10) pace.count(perSecond / 100);
    const gatherMs = pace.gatherMs();
    now += 5_000;
    return { gatherMs, afterRest: pace.gatherMs() };
  };

  it('sends at once below 20,000 deliveries a second, every 50 ms above, every 100 ms above 100,000', () => {
    assert.equal(after(100, 10).gatherMs, 0);
    assert.equal(after(19_000, 10).gatherMs, 0);
    assert.equal(after(21_000, 10).gatherMs, 50);
    assert.equal(after(95_000, 10).gatherMs, 50);
    assert.equal(after(105_000, 10).gatherMs, 100);
    assert.equal(after(2_000_000, 10).gatherMs, 100);
  });
  it('sends one event to 2,000 readers at once when it was quiet', () => {
    const pace = createPace(() => 0);
    pace.count(2_000);
    assert.equal(pace.gatherMs(), 0);
  });
  it('is at once again some seconds after a burst', () => {
    assert.equal(after(200_000, 5).afterRest, 0);
  });
});
