import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { openProfile } from '#kernel';

import { type BoardTeam, type CostFacts, costOf, costParts, obstacleOf, openCost, type WaitingTask } from './costs.ts';
import { dispatchFile } from './facts.ts';
import { keptThread } from './kept-thread.ts';
import { optimumByHighs } from './oracle/highs.ts';
import { simulatedDay } from './oracle/simulated-day.ts';
import { type DispatchQuestion, suggest } from './suggest.ts';
import { suggestAnywhere } from './suggest-anywhere.ts';

const facts: CostFacts = openProfile(new URL('../../../../profiles/zhejiang/', import.meta.url))(dispatchFile);
const NOW = Date.parse('2026-11-23T02:00:00Z');

const skills = fc.constantFrom('sanitation', 'drainage', 'greenery');
const place = fc.option(
  fc.record({ lng: fc.double({ min: 120.5, max: 120.7, noNaN: true }), lat: fc.double({ min: 29.9, max: 30.1, noNaN: true }) }),
  { freq: 5 },
);
const tasks = fc.array(
  fc.record({
    place,
    skill: fc.option(skills),
    priority: fc.integer({ min: 1, max: 5 }),
    dueAt: fc.option(fc.integer({ min: -600, max: 600 }).map((minutes) => NOW + minutes * 60_000)),
  }),
  { maxLength: 4 },
);
const teams = fc.array(
  fc.record({
    place,
    skills: fc.uniqueArray(skills),
    vehicles: fc.uniqueArray(fc.constantFrom('pump', 'lift', 'patrol')),
    onDuty: fc.boolean(),
    capacity: fc.integer({ min: 0, max: 3 }),
    load: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 3 },
);
const question = fc.record({ tasks, teams }).map(
  (drawn): DispatchQuestion => ({
    now: NOW,
    facts,
    tasks: drawn.tasks.map((task, i): WaitingTask => ({ ...task, id: `t${i}`, department: i % 3 === 2 ? 'two' : 'one' })),
    teams: drawn.teams.map((team, j): BoardTeam => ({ ...team, id: `m${j}`, serves: j % 3 === 2 ? 'two' : 'one' })),
  }),
);

describe('a suggestion', () => {
  it('never names a team that cannot: of another department, off duty, without the skill or the vehicle, or full', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const taken = new Map<string, number>();
        for (const { taskId, chosen, losing } of suggest(asked).suggestions) {
          for (const { teamId } of [chosen, ...losing]) {
            const team = asked.teams.find(({ id }) => id === teamId);
            if (team) assert.equal(obstacleOf(facts, taskOf(asked, taskId), team), null);
          }
          if (chosen.teamId) taken.set(chosen.teamId, (taken.get(chosen.teamId) ?? 0) + 1);
        }
        for (const { id, capacity, load } of asked.teams) assert.ok((taken.get(id) ?? 0) <= Math.max(0, capacity - load));
      }),
    );
  });

  it('adds up: the parts are the cost, and the costs are the total', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { total, suggestions } = suggest(asked);
        for (const { taskId, chosen } of suggestions) {
          assert.equal(chosen.cost, chosen.parts ? costOf(chosen.parts) : openCost(facts, taskOf(asked, taskId)));
        }
        near(
          total,
          suggestions.reduce((sum, { chosen }) => sum + chosen.cost, 0),
        );
      }),
    );
  });

  it('costs together what a general solver finds with another model', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const asked = simulatedDay(seed, facts, { tasks: 12, teams: 6, capacity: 2 });
      near(suggest(asked).total, await optimumByHighs(asked));
    }
  });

  it('is the cheapest whole, and each losing choice is the cheapest without those before it', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { total, suggestions } = suggest(asked);
        near(total, cheapest(asked));
        for (const { taskId, chosen, losing } of suggestions) {
          const out = [chosen.teamId];
          for (const { teamId, added } of losing) {
            near(
              total + added,
              cheapest(asked, (task, team) => task === taskId && out.includes(team)),
            );
            out.push(teamId);
          }
          if (losing.length < 2)
            assert.equal(
              cheapest(asked, (task, team) => task === taskId && out.includes(team)),
              Number.POSITIVE_INFINITY,
            );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('sends the nearest team, prefers who has less to do, and leaves open what costs more to do than to wait', () => {
    const at = (lng: number) => ({ lng, lat: 30 });
    const task = { id: 'a', department: 'one', place: at(120.6), skill: null, priority: 3, dueAt: null };
    const team = (id: string, lng: number, load = 0) => ({
      id,
      serves: 'one',
      place: at(lng),
      skills: [],
      vehicles: [],
      onDuty: true,
      capacity: 4,
      load,
    });
    const ask = (teams: BoardTeam[], priority = 3) => suggest({ now: NOW, facts, tasks: [{ ...task, priority }], teams }).suggestions[0];
    assert.equal(ask([team('near', 120.61), team('far', 120.7)])?.chosen.teamId, 'near');
    assert.equal(ask([team('near but busy', 120.61, 3), team('a little further', 120.62)])?.chosen.teamId, 'a little further');
    const far = [team('very far', 121.4)];
    assert.equal(ask(far, 4)?.chosen.teamId, null, 'a hard matter may wait');
    assert.equal(ask(far, 1)?.chosen.teamId, 'very far', 'an urgent one may not');
  });

  it('counts only the lateness that the way adds, so that what is long overdue is still sent', () => {
    const asked = simulatedDay(1, facts, { tasks: 1, teams: 5, capacity: 2 });
    const [task] = asked.tasks;
    assert.ok(task);
    const overdue = { ...task, skill: null, priority: 1, dueAt: asked.now - 30 * 86_400_000 };
    assert.notEqual(suggest({ ...asked, tasks: [overdue] }).suggestions[0]?.chosen.teamId, null);
  });

  it('is the same on another thread, also for several who ask at once', async () => {
    const asked = simulatedDay(7, facts, { tasks: 80, teams: 40, capacity: 3 });
    const other = simulatedDay(8, facts, { tasks: 80, teams: 40, capacity: 3 });
    assert.deepEqual(await Promise.all([asked, other].map(suggestAnywhere)), [suggest(asked), suggest(other)]);
  });
});

describe('a thread that is kept', () => {
  const file = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

  it('tells everybody who waits when it crashes or hangs, and starts again for the next', async () => {
    const port = `import { parentPort } from 'node:worker_threads';`;
    const answering = `parentPort.on('message', ({ id, question }) => { if (question === 'crash') process.exit(1); while (question === 'hang'); parentPort.postMessage({ id, answer: question }); });`;
    const ask = keptThread<string, string>(file(`${port} ${answering}`), 3_000);
    assert.equal(await ask('one'), 'one');
    await assert.rejects(ask('crash'), { kind: 'crash' });
    assert.equal(await ask('two'), 'two');
    await assert.rejects(ask('hang'), { kind: 'timeout' });
    assert.equal(await ask('three'), 'three');
  });
});

/** Costs are tenths; only the sum of floating-point numbers may differ. */
function near(one: number, other: number): void {
  assert.ok(Math.abs(one - other) < 0.05, `${one} is not ${other}`);
}

function taskOf({ tasks: all }: DispatchQuestion, id: string): WaitingTask {
  return all.find((task) => task.id === id) as WaitingTask;
}

/** Tries every team, and leaving it open, for every task. */
function cheapest(asked: DispatchQuestion, forbidden: (taskId: string, teamId: string | null) => boolean = () => false): number {
  const loads = new Map(asked.teams.map(({ id, load }) => [id, load]));
  const from = (index: number): number => {
    const task = asked.tasks[index];
    if (!task) return 0;
    let best = forbidden(task.id, null) ? Number.POSITIVE_INFINITY : openCost(facts, task) + from(index + 1);
    for (const team of asked.teams) {
      const load = loads.get(team.id) ?? 0;
      if (load >= team.capacity || obstacleOf(facts, task, team) || forbidden(task.id, team.id)) continue;
      loads.set(team.id, load + 1);
      best = Math.min(best, costOf(costParts(facts, task, team, load, NOW)) + from(index + 1));
      loads.set(team.id, load);
    }
    return best;
  };
  return from(0);
}
