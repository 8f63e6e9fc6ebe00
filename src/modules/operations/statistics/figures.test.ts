import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import fc from 'fast-check';

import { readingOf } from '../cases/clocks.ts';
import { fold } from '../cases/fold.ts';
import { type Cell, coarsen } from './coarsen.ts';
import { publishMonth } from './export.ts';
import { type CaseMonth, caseMonth } from './lines.ts';
import { OTHER, type PublicLine } from './log-line.ts';
import { rateOf, spreadOf } from './rates.ts';
import { calendar, PERIOD, recompute, recomputeSimulated, simulated, span } from './recomputing.ts';
import { drawSample } from './sample.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mbs-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const CASES = 300;

test('however 300 cases go through twelve departments, each comes to an end, and a stranger recomputes every figure bit for bit', () =>
  recomputeSimulated(CASES));

test('nothing about a person, no word and no moment is in a published line, and no case can be told from fewer than ten', () => {
  const months = simulated(CASES)
    .map(({ id, lines }) => caseMonth(id, lines, span, calendar))
    .filter((month): month is CaseMonth => month !== null);
  const lines = publishMonth(PERIOD, months, 10)
    .log.trimEnd()
    .split('\n')
    .map((line): PublicLine => JSON.parse(line));
  const keys = ['act', 'case', 'category', 'clocks', 'department', 'late', 'pauses', 'result', 'steps', 'town'];
  assert.ok(lines.every((line) => Object.keys(line).toSorted().join() === keys.join()));
  const cells = Map.groupBy(lines, ({ category, town }) => `${category}/${town}`);
  for (const [cell, inIt] of cells) assert.ok(new Set(inIt.map((line) => line.case)).size >= 10, cell);
  const again = publishMonth(PERIOD, months, 10).log;
  assert.ok(
    lines.every((line) => !again.includes(line.case)),
    'a case has another number each time',
  );
});

test('a clock in the log is on time exactly when the platform says so', () => {
  for (const { id, lines } of simulated(CASES).slice(0, 100)) {
    const record = fold(id, lines);
    const all = { from: new Date(0), to: new Date('2100-01-01') };
    const results = caseMonth(id, lines, all, calendar)?.acts.flatMap(({ clocks }) => clocks) ?? [];
    const stopped = Object.values(record.clocks).filter(({ stoppedAt }) => stoppedAt !== null);
    const onTime = stopped.filter((clock) => readingOf(clock, calendar, new Date(clock.stoppedAt as string)).onTime);
    assert.equal(results.length, stopped.length);
    assert.equal(results.filter(({ seconds, allowed }) => seconds <= allowed).length, onTime.length);
  }
});

test('what was taken back is not counted', () => {
  const [{ id, lines } = { id: '', lines: [] }] = simulated(CASES);
  const opening = lines.slice(0, 2);
  const at = new Date('2026-10-10T02:00:00Z');
  const by = { actorId: 'a', actorDepartment: null, at };
  const slip = [
    { ...by, rev: 3, act: 'note', fields: { note: { text: 'x' } } },
    { ...by, rev: 4, act: 'undo', fields: { cancels: 3 } },
  ];
  const all = { from: new Date(0), to: new Date('2100-01-01') };
  const acts = (log: typeof lines) => caseMonth(id, log, all, calendar)?.acts.map(({ act }) => act);
  assert.deepEqual(acts([...opening, ...slip]), acts(opening));
});

test('coarsening leaves no cell below the limit, moves no case it need not, and forgets none', () => {
  const cell = fc.record({ category: fc.constantFrom('a.1', 'a.2', 'b.1', 'b.2', 'c'), town: fc.constantFrom('1', '2', '3', 'none') });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 120 }), fc.integer({ min: 2, max: 12 }), (cells, smallest) => {
      const found = coarsen(cells, smallest);
      if (cells.length < smallest) return found === null;
      const size = (list: readonly Cell[], one: Cell) =>
        list.filter(({ category, town }) => category === one.category && town === one.town).length;
      return (
        (found ?? []).length === cells.length &&
        (found ?? []).every((one, at) => {
          const own = cells[at] as Cell;
          const fits = [own.category, OTHER].includes(one.category) && [own.town, OTHER].includes(one.town);
          const isRest = one.category === OTHER && one.town === OTHER;
          const kept = size(cells, own) < smallest || isRest || (one.category === own.category && one.town === own.town);
          return fits && kept && size(found ?? [], one) >= smallest;
        })
      );
    }),
  );
});

test('a rate is the exact quotient, rounded half to even', () => {
  assert.deepEqual(
    [rateOf(1, 3, 'x').value, rateOf(2, 3, 'x').value, rateOf(1, 20_000, 'x').value, rateOf(3, 20_000, 'x').value, rateOf(0, 0, 'x').value],
    ['0.3333', '0.6667', '0.0000', '0.0002', null],
  );
  fc.assert(
    fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 1e9 }), (over, of) => {
      const ticks = BigInt((rateOf(over, of, 'x').value as string).replace('.', ''));
      const off = ticks * BigInt(of) * 2n - BigInt(over) * 20_000n;
      const size = off < 0n ? -off : off;
      return size < BigInt(of) || (size === BigInt(of) && ticks % 2n === 0n);
    }),
  );
});

test('a median is a value that occurred, with half of the others at or below it', () => {
  assert.deepEqual(spreadOf([5, 1, 4, 2]), { count: 4, median: 2, p90: 5 });
  assert.deepEqual(spreadOf([]), { count: 0, median: null, p90: null });
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 1 }), (values) => {
      const { median } = spreadOf(values);
      const below = (limit: number) => values.filter((value) => value <= limit).length * 2 >= values.length;
      return median !== null && below(median) && !below(median - 1);
    }),
  );
});

test('a draw takes the promised share, the same whatever the order the codes come in, and anybody can check it', async () => {
  const codes = Array.from({ length: 101 }, (_, at) => `CODE${at}`);
  const share = { numerator: 1, denominator: 10 };
  const sample = drawSample(codes, 'ab12', share);
  assert.equal(sample.codes.length, 11);
  assert.deepEqual(drawSample(codes.toReversed(), 'ab12', share), sample);
  assert.notDeepEqual(drawSample(codes, 'ab13', share).codes, sample.codes);
  const { ranks, drawn } = sample;
  const document = { checkpoint: {}, drawn, period: PERIOD, population: 101, ranks, schema: 1, seed: 'ab12', share };
  const file = path.join(folder, 'visits.json');
  const checked = async (about: object, ...code: string[]) => {
    await writeFile(file, `${JSON.stringify(about)}\n`);
    return recompute('--draw', file, ...code);
  };
  assert.match((await checked({ ...document, share: { denominator: 10, numerator: 1 } }, sample.codes[0] as string)).said, /it was drawn/);
  assert.equal((await checked({ ...document, share: { denominator: 10, numerator: 1 }, drawn: 5 })).status, 1);
});
