import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { openProfile } from '#kernel';

import { dispatchFile } from '../dispatch/facts.ts';
import { loadHighs } from '../dispatch/highs.ts';
import { OffThreadFailure, offThread } from '../dispatch/off-thread.ts';
import {
  canWork,
  type Gap,
  meets,
  type PlanAnswer,
  type Planned,
  type PlanQuestion,
  planModel,
  readPlan,
  type Slot,
  type Span,
} from './plan.ts';
import { planShifts } from './plan-anywhere.ts';

const { roster: rules } = openProfile(new URL('../../../../profiles/zhejiang/', import.meta.url))(dispatchFile);
const HOUR = 3_600_000;
const MONDAY = Date.parse('2026-11-29T16:00:00Z');

/** Days of the three kinds of shift, each with its need. */
function slotsFor(days: number, people: number, skills: Record<string, number> = {}): Slot[] {
  return Array.from({ length: days }, (_, dayNumber) =>
    rules.kinds.map((kind): Slot => {
      const from = MONDAY + dayNumber * 24 * HOUR + Number(kind.from.slice(0, 2)) * HOUR;
      return {
        kind: kind.key,
        people,
        skills,
        day: `day ${dayNumber}`,
        dayNumber,
        span: [from, from + kind.hours * HOUR],
        night: kind.night,
      };
    }),
  ).flat();
}

const crew = fc.array(
  fc.record({
    skills: fc.constantFrom([], ['drainage']),
    away: fc.constantFrom<Span[]>([], [[MONDAY, MONDAY + 24 * HOUR]], [[MONDAY + 12 * HOUR, MONDAY + 40 * HOUR]]),
    busy: fc.constantFrom<Planned['busy']>([], [{ span: [MONDAY - 2 * HOUR, MONDAY + 6 * HOUR], dayNumber: -1, night: true }]),
    nights: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const question = fc
  .record({ crew, days: fc.integer({ min: 1, max: 2 }), people: fc.integer({ min: 1, max: 2 }), skilled: fc.integer({ min: 0, max: 1 }) })
  .map(
    ({ crew: drawn, days, people, skilled }): PlanQuestion => ({
      slots: slotsFor(days, people, skilled > 0 ? { drainage: skilled } : {}),
      people: drawn.map((person, index): Planned => ({ ...person, id: `p${index}` })),
      rules,
    }),
  );

describe('a plan of shifts', () => {
  it('never plans leave, too little rest, too many hours or nights, nor more people than needed', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { shifts } = await solve(asked);
        for (const person of asked.people) assert.deepEqual(faults(person, slotsOf(asked, shifts, person.id)), []);
        asked.slots.forEach(({ people }, slot) => {
          assert.ok(shifts.filter((shift) => shift.slot === slot).length <= people);
        });
      }),
      { numRuns: 12 },
    );
  });

  it('is as good as the best of all there are, within the allowed distance', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { shifts } = await solve(asked);
        const [ours, best] = [costOf(asked, shifts), cheapest(asked)];
        assert.ok(ours <= best * (1 + rules.solver.gap) + 1e-6, `${ours} is more than ${best}`);
      }),
      { numRuns: 12 },
    );
  });

  it('names every gap by day, kind and skill, and nothing that is not one', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { shifts, gaps } = await solve(asked);
        assert.deepEqual(sorted(gaps), sorted(countedGaps(asked, shifts)));
      }),
      { numRuns: 10 },
    );
  });

  it('fills a week on a thread of its own when there are enough people', async () => {
    const people = Array.from({ length: 8 }, (_, i) => ({ id: `p${i}`, skills: i % 3 ? ['drainage'] : [], away: [], busy: [], nights: 0 }));
    const { shifts, gaps } = await planShifts({ slots: slotsFor(7, 1, { drainage: 1 }), people, rules });
    assert.equal(shifts.length, 7 * 3);
    assert.deepEqual(gaps, []);
  });
});

describe('a thread that plans', () => {
  const worker = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

  it('is ended when it hangs, and a crash is told as one', async () => {
    const hanging = offThread(worker('while (true) {}'), null, { milliseconds: 300 });
    await assert.rejects(hanging, (failure) => failure instanceof OffThreadFailure && failure.kind === 'timeout');
    const crashing = offThread(worker('throw new Error("out of memory")'), null, { milliseconds: 20_000 });
    await assert.rejects(crashing, (failure) => failure instanceof OffThreadFailure && failure.kind === 'crash');
    const leaving = offThread(worker('process.exit(0)'), null, { milliseconds: 20_000 });
    await assert.rejects(leaving, (failure) => failure instanceof OffThreadFailure && failure.kind === 'crash');
  });
});

/** On this thread: starting one for each of many small questions would take the time. */
async function solve(asked: PlanQuestion): Promise<ReturnType<typeof readPlan>> {
  const highs = await loadHighs();
  const { Status, Columns } = highs.solve(planModel(asked), { output_flag: false, mip_rel_gap: rules.solver.gap, time_limit: 10 });
  assert.equal(Status, 'Optimal');
  return readPlan(asked, (name) => (Columns as Record<string, { Primal?: number }>)[name]?.Primal ?? 0);
}

type Shifts = PlanAnswer['shifts'];

function slotsOf({ slots }: PlanQuestion, shifts: Shifts, id: string): Slot[] {
  return shifts.filter(({ personId }) => personId === id).map(({ slot }) => slots[slot] as Slot);
}

/** What is wrong with the duty of one person, counted in a plain way. */
function faults(person: Planned, own: readonly Slot[]): string[] {
  const all = [...own, ...person.busy];
  const found = own.filter((slot) => !canWork(person, slot, rules.restHours)).map(() => 'away or too near');
  own.forEach((one, i) => {
    if (own.slice(i + 1).some((other) => meets(one.span, other.span, rules.restHours * HOUR))) found.push('rest');
  });
  for (let first = -10; first < 10; first += 1) {
    const within = (days: number) => all.filter(({ dayNumber }) => dayNumber >= first && dayNumber < first + days);
    if (within(7).reduce((sum, { span }) => sum + (span[1] - span[0]) / HOUR, 0) > rules.hoursInSevenDays) found.push('hours');
    if (within(rules.nightsInRow + 1).filter(({ night }) => night).length > rules.nightsInRow) found.push('nights');
  }
  return found;
}

function countedGaps({ slots, people }: PlanQuestion, shifts: Shifts): Gap[] {
  return slots.flatMap(({ day, kind, people: needed, skills }, index) => {
    const there = people.filter(({ id }) => shifts.some(({ slot, personId }) => slot === index && personId === id));
    const gaps: Gap[] = there.length < needed ? [{ day, kind, missing: needed - there.length, skill: null }] : [];
    const able = there.filter(({ skills: own }) => own.includes('drainage')).length;
    const wanted = skills['drainage'] ?? 0;
    return able < wanted ? [...gaps, { day, kind, missing: wanted - able, skill: 'drainage' }] : gaps;
  });
}

/** What the profile's penalties make of a plan. */
function costOf(asked: PlanQuestion, shifts: Shifts): number {
  const { person, skill, nightSpread, hourSpread } = rules.penalties;
  const missing = countedGaps(asked, shifts).reduce((sum, gap) => sum + gap.missing * (gap.skill === null ? person : skill), 0);
  const spread = (count: (own: Slot[], of: Planned) => number) => {
    const counts = asked.people.map((of) => ({ of, count: count(slotsOf(asked, shifts, of.id), of) }));
    const present = counts.filter(({ of }) => of.away.length === 0).map(({ count: each }) => each);
    const most = Math.max(...counts.map(({ count: each }) => each));
    return most - Math.min(most, ...present);
  };
  const nights = spread((own, of) => own.filter(({ night }) => night).length + of.nights);
  const hours = spread((own) => own.reduce((sum, { span }) => sum + (span[1] - span[0]) / HOUR, 0));
  return missing + nightSpread * nights + hourSpread * hours;
}

/** Tries every set of slots for every person. */
function cheapest(asked: PlanQuestion): number {
  const choices = asked.people.map((person) =>
    subsets(asked.slots.length).filter(
      (slots) =>
        faults(
          person,
          slots.map((slot) => asked.slots[slot] as Slot),
        ).length === 0,
    ),
  );
  const from = (index: number, shifts: { slot: number; personId: string }[]): number => {
    const person = asked.people[index];
    if (!person) return costOf(asked, shifts);
    return Math.min(
      ...(choices[index] ?? [])
        .filter((slots) => slots.every((slot) => shifts.filter((shift) => shift.slot === slot).length < (asked.slots[slot]?.people ?? 0)))
        .map((slots) => from(index + 1, [...shifts, ...slots.map((slot) => ({ slot, personId: person.id }))])),
    );
  };
  return from(0, []);
}

function subsets(count: number): number[][] {
  return Array.from({ length: 2 ** count }, (_, mask) =>
    Array.from({ length: count }, (_item, bit) => bit).filter((bit) => (mask >> bit) % 2 === 1),
  );
}

function sorted(gaps: readonly Gap[]): string[] {
  return gaps.map((gap) => JSON.stringify([gap.day, gap.kind, gap.missing, gap.skill])).sort();
}
