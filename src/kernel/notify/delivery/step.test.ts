// What follows from each try: a pure rule, checked against what a person was promised.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { openProfile } from '../../core/index.ts';
import type { Reply } from '../channels/channel.ts';
import { notifyFile } from '../profile.ts';
import type { Channel } from '../tables.ts';
import { type Standing, stepOn, turnOf } from './step.ts';

const facts = openProfile(new URL('../../../../profiles/zhejiang/', import.meta.url))(notifyFile);
const NOW = new Date('2026-11-23T02:00:00Z');
const CHANNELS: readonly Channel[] = ['push', 'email', 'sms'];
const START: Standing = { urgent: false, channel: null, attempts: 0, tried: [], refused: [], dueAt: NOW };
const trouble: Reply = { kind: 'trouble', problem: 'ECONNREFUSED', gateway: true };
const refused: Reply = { kind: 'refused', problem: 'HTTP 410' };

/** Plays a message to its end. @returns the channels in the order tried, and how it ended */
function play(order: readonly Channel[], urgent: boolean, reply: (channel: Channel | null, round: number) => Reply) {
  let standing: Standing = { ...START, urgent };
  let now = NOW;
  const log: { channel: Channel | null; at: number }[] = [];
  for (let round = 0; round < 5_000; round += 1) {
    const channel = turnOf(order, standing);
    log.push({ channel, at: (now.getTime() - NOW.getTime()) / 1000 });
    const next = stepOn({ ...standing, channel }, order, channel ? reply(channel, round) : refused, facts, now);
    if (next.state !== 'waiting') return { log, state: next.state };
    assert.ok(next.nextAt >= now);
    standing = { ...standing, ...next, channel };
    now = next.nextAt;
  }
  throw new Error('a message that never ends');
}

describe('a message', () => {
  it('is tried three times on a channel in trouble, then goes by the next', () => {
    const { log, state } = play(['push', 'email'], false, (channel) => (channel === 'push' ? trouble : { kind: 'sent' }));
    assert.equal(state, 'sent');
    assert.deepEqual(log, [
      { channel: 'push', at: 0 },
      { channel: 'push', at: 30 },
      { channel: 'push', at: 150 },
      { channel: 'email', at: 150 },
    ]);
  });

  it('that is urgent moves on at once', () => {
    const { log } = play(['push', 'sms'], true, (channel) => (channel === 'push' ? trouble : { kind: 'sent' }));
    assert.deepEqual(log, [
      { channel: 'push', at: 0 },
      { channel: 'sms', at: 0 },
    ]);
  });

  it('leaves an address that refuses it at once and for good', () => {
    const { log, state } = play(['push', 'email'], false, (channel, round) =>
      channel === 'push' ? refused : round < 8 ? trouble : { kind: 'sent' },
    );
    assert.equal(state, 'sent');
    assert.equal(log.filter(({ channel }) => channel === 'push').length, 1);
  });

  it('is tried for three days while every gateway is down, then shown as failed', () => {
    const { log, state } = play(['push', 'email', 'sms'], false, () => trouble);
    assert.equal(state, 'failed');
    const last = log.at(-1)?.at ?? 0;
    assert.ok(last > 72 * 3600 && last < 73 * 3600, `${last / 3600} h`);
  });

  it('that nobody can take fails at once instead of waiting for ever', () => {
    assert.deepEqual(play([], false, () => trouble).state, 'failed');
    assert.deepEqual(play(['sms'], false, () => refused).log.length, 1);
  });

  it('is always sent when some channel it can use works again in time, whatever happened before', () => {
    const order = fc.shuffledSubarray([...CHANNELS], { minLength: 1 });
    const replies = fc.array(fc.constantFrom<Reply>(trouble, refused), { maxLength: 30 });
    fc.assert(
      fc.property(order, fc.boolean(), replies, (channels, urgent, past) => {
        const lost = new Set<Channel>();
        const { state, log } = play(channels, urgent, (channel, round) => {
          const reply = past[round] ?? { kind: 'sent' };
          if (channel && reply.kind === 'refused') lost.add(channel);
          return reply;
        });
        const hopeless = channels.every((channel) => lost.has(channel));
        assert.equal(state, hopeless ? 'failed' : 'sent');
        for (const channel of lost) {
          const index = log.findIndex((_, round) => past[round]?.kind === 'refused' && log[round]?.channel === channel);
          assert.ok(!log.slice(index + 1).some((entry) => entry.channel === channel), 'nobody who refused is asked again');
        }
      }),
    );
  });
});
