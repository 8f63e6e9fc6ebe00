import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { LiveEvent } from '../events/index.ts';
import { createFanOut } from './live-fan-out.ts';

const TOPICS = ['a', 'b', 'c'];
const topics = fc.uniqueArray(fc.constantFrom(...TOPICS), { minLength: 1 });
const act = fc.oneof(
  fc.record({ do: fc.constant('offer' as const), events: fc.array(topics, { minLength: 1, maxLength: 5 }) }),
  fc.record({ do: fc.constant('join' as const), topics }),
  fc.record({ do: fc.constant('leave' as const), who: fc.nat(20) }),
  fc.record({ do: fc.constant('flush' as const) }),
);

describe('fanning out', () => {
  it('gives everybody each event of their topics that came while they followed, once and in order', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const told: LiveEvent[] = [];
        // the clock stands still and the load is high, so nothing is sent before it is flushed
        const fanOut = createFanOut(0, () => 0);
        const crowd = Array.from({ length: 20 }, () => fanOut.join({ topics: new Set(['load']), since: 0, send: () => undefined }));
        const load = Array.from({ length: 2_000 }, (): LiveEvent => ({ position: 0, topics: ['load'], data: { ids: [] } }));
        fanOut.offer(load);
        const followers: { topics: string[]; since: number; until: number; got: string[]; leave: () => void }[] = [];
        for (const step of acts) {
          if (step.do === 'offer') {
            const events = step.events.map((of, at) => ({ position: told.length + at + 1, topics: of, data: { ids: [] } }));
            told.push(...events);
            fanOut.offer(events);
          } else if (step.do === 'join') {
            const got: string[] = [];
            const send = (bytes: Buffer) => got.push(...bytes.toString().split('\n\n').filter(Boolean));
            const follower = { topics: new Set(step.topics), since: fanOut.position(), send };
            followers.push({ topics: step.topics, since: told.length, until: Infinity, got, leave: fanOut.join(follower) });
          } else if (step.do === 'leave') {
            const left = followers[step.who];
            if (!left || left.until !== Infinity) continue;
            fanOut.flush();
            left.until = told.length;
            left.leave();
          } else fanOut.flush();
        }
        fanOut.flush();
        for (const leave of crowd) leave();
        for (const { topics: of, since, until, got } of followers) {
          const due = told.filter((event) => event.position > since && event.position <= until && event.topics.some((t) => of.includes(t)));
          assert.deepEqual(
            got.map(positionOf),
            due.map(({ position }) => position),
          );
          assert.deepEqual(
            got.map(topicsOf),
            due.map((event) => event.topics.filter((topic) => of.includes(topic))),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
  it('gives all who follow the same the very same bytes, in one piece', () => {
    const fanOut = createFanOut(0);
    const got: Buffer[] = [];
    for (const asked of [['a', 'b'], ['b', 'a'], ['b']])
      fanOut.join({ topics: new Set(asked), since: 0, send: (bytes) => void got.push(bytes) });
    fanOut.offer([1, 2, 3].map((position) => ({ position, topics: ['b'], data: { ids: [`${position}`] } })));
    assert.equal(got.length, 3);
    assert.equal(got[0], got[1]);
    assert.notEqual(got[0], got[2]);
  });
});

const positionOf = (frame: string) => Number(/^id: (\d+)$/m.exec(frame)?.[1]);
const topicsOf = (frame: string) => (JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? '') as { topics: string[] }).topics;
