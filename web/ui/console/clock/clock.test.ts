import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type ClockFacts, readClock } from './reading.ts';
import { spanOf } from './span.ts';

const READ_AT = Date.UTC(2026, 5, 18, 4);
const clock: ClockFacts = { title: 'Answer', state: 'running', dueAt: null, allowedSeconds: 7_200, activeSeconds: 3_600, readAt: READ_AT };

test('a running clock goes on from what the server counted', () => {
  assert.deepEqual(readClock(clock, READ_AT + 600_000), { mood: 'running', activeSeconds: 4_200, leftSeconds: 3_000, used: 4_200 / 7_200 });
});

test('a paused clock, one out of office hours and one that has stopped stand still', () => {
  for (const still of [{ state: 'paused' }, { counting: false }, { state: 'stopped' }] as const)
    assert.equal(readClock({ ...clock, ...still }, READ_AT + 9e6).activeSeconds, 3_600);
});

test('exactly at the allowance it is still on time, a second later it is not', () => {
  assert.equal(readClock({ ...clock, activeSeconds: 7_200, state: 'stopped' }, READ_AT).mood, 'met');
  assert.equal(readClock({ ...clock, activeSeconds: 7_201, state: 'stopped' }, READ_AT).mood, 'missed');
  assert.equal(readClock({ ...clock, activeSeconds: 7_201 }, READ_AT).mood, 'late');
});

test('a device whose clock is slow never gives time back', () => {
  assert.equal(readClock(clock, READ_AT - 60_000).activeSeconds, 3_600);
});

test('spans are written in their two largest units, in days of their calendar', () => {
  assert.equal(spanOf(59, 'en', { running: true }), '59 s');
  assert.equal(spanOf(61, 'en', { running: true }), '1:01 min');
  assert.equal(spanOf(61, 'en'), '1 min');
  assert.equal(spanOf(3 * 3600 + 300, 'en'), '3 h 05');
  assert.equal(spanOf(-1_080, 'zh'), '18 分钟');
  assert.equal(spanOf(4 * 86_400 + 4 * 3600, 'en'), '4 days 4 h');
  assert.equal(spanOf(7 * 27_000, 'zh', { daySeconds: 27_000 }), '7 个工作日');
});
