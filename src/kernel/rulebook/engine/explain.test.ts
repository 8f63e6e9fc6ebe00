import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { profileRuleSets } from '../testing/profile-rules.ts';
import { randomRuleSet, randomSubject } from '../testing/random-rules.ts';
import { sampleRuleSet } from '../testing/samples.ts';
import { compileRuleSet } from './compile.ts';
import { explain } from './explain.ts';
import { comparable, matches } from './matches.ts';
import { decideSubject, failingExamples } from './outcome.ts';
import type { RuleSet, Subject } from './rule-set.ts';
import { parseTest } from './unary.ts';

const starter = compileRuleSet(profileRuleSets().find(({ identifier }) => identifier === 'enterprise-status'));
const healthy = starter.set.examples?.[0]?.subject as Subject;
const outputs = (change: Subject) => decideSubject(starter, { ...healthy, ...change }).outputs;

describe('the starter table of the enterprise code', () => {
  for (const set of profileRuleSets())
    it(`${set.identifier}: every published example comes out as written`, () => assert.deepEqual(failingExamples(set), []));

  const worst: readonly (readonly [change: Subject, status: string])[] = [
    [{}, 'normal'],
    [{ registration: 'revoked' }, 'restricted'],
    [{ registration: 'moved' }, 'attention'],
    [{ licenceDays: -1 }, 'restricted'],
    [{ licenceDays: 0 }, 'attention'],
    [{ licenceDays: 30 }, 'attention'],
    [{ licenceDays: 31 }, 'normal'],
    [{ licenceDays: null }, 'normal'],
    [{ annualReportLateDays: 181 }, 'restricted'],
    [{ annualReportLateDays: 180 }, 'attention'],
    [{ annualReportLateDays: 1 }, 'attention'],
    [{ taxArrearsFen: 1_000_001, taxArrearsDays: 91 }, 'restricted'],
    [{ taxArrearsFen: 1_000_001, taxArrearsDays: 90 }, 'attention'],
    [{ taxArrearsFen: 1 }, 'attention'],
    [{ majorSafetyItems: 1 }, 'restricted'],
    [{ minorSafetyItems: 2 }, 'attention'],
    [{ minorSafetyItems: 1 }, 'normal'],
    [{ wageArrearsDays: 31 }, 'restricted'],
    [{ wageArrearsDays: 31, wageArrearsRepaired: true }, 'normal'],
    [{ environmentalPenaltyDays: 364 }, 'attention'],
    [{ environmentalPenaltyDays: 365 }, 'normal'],
  ];
  for (const [change, status] of worst) it(`${JSON.stringify(change)} is ${status}`, () => assert.equal(outputs(change)['status'], status));

  it('joins the eligibilities lost by several rows', () =>
    assert.deepEqual(outputs({ licenceDays: -1, minorSafetyItems: 3 })['lost'], [
      'commitment-permit',
      'procurement',
      'reduced-inspection',
    ]));
});

describe('an explanation', () => {
  it('names the deciding rows, the nearest clearing value and what would hold then', () => {
    const { rows, remedy } = explain(starter, { ...healthy, licenceDays: -3, minorSafetyItems: 4 });
    assert.deepEqual(
      rows.map(({ id, decides }) => [id, decides]),
      [
        ['R3', ['status', 'lost']],
        ['R10', ['lost']],
      ],
    );
    assert.deepEqual(rows[0]?.cells[0]?.clearing, { to: 0, outputs: { status: 'attention', lost: ['reduced-inspection'] } });
    assert.deepEqual(rows[1]?.cells[0]?.clearing?.to, 1);
    assert.deepEqual(remedy?.outputs, { status: 'attention', lost: [] }, 'the licence would still end today');
  });

  it('carries the source of each value, the legal basis and the way to repair', () => {
    const source = { factId: 'f1', dataset: 'tax-arrears', record: '7', observedAt: new Date('2026-01-01') };
    const [row] = explain(starter, { ...healthy, taxArrearsFen: 5 }, { taxArrearsFen: source }).rows;
    assert.equal(row?.id, 'R8');
    assert.deepEqual(row?.cells[0]?.source, source);
    assert.equal(row?.legalBasis.length, 1);
    assert.match(row?.repairPath?.steps.zh ?? '', /缴清/);
  });

  it('calls a row unknown when a compulsory input is missing, and never makes the status worse for it', () => {
    const explained = explain(starter, { ...healthy, wageArrearsRepaired: null, wageArrearsDays: 60 });
    assert.equal(explained.complete, false);
    assert.equal(explained.outputs['status'], 'normal');
    assert.deepEqual(
      explained.unknown.map(({ id, missing }) => [id, missing.map(({ field }) => field)]),
      [['R11', ['wageArrearsRepaired']]],
    );
  });

  it('says nothing rather than something worse when the first-hit order is broken by an unknown row', () => {
    const inputs = [
      { field: 'exempt', type: 'boolean', nullable: false },
      { field: 'late', type: 'number' },
    ] as const;
    const rules = compileRuleSet(
      sampleRuleSet(inputs, [
        ['R1', { exempt: 'true' }, { status: 'normal' }],
        ['R2', { late: '> 0' }, { status: 'restricted' }],
      ]),
    );
    assert.deepEqual(decideSubject(rules, { late: 5 }).outputs, { status: null });
    assert.deepEqual(decideSubject(rules, { exempt: false, late: 5 }).outputs, { status: 'restricted' });
  });

  it('never ranks a subject worse for a missing compulsory input than for any value it could have', () => {
    const order = ['normal', 'attention', 'restricted'];
    fc.assert(
      fc.property(
        fc.constantFrom(...starter.set.inputs.filter(({ nullable }) => !nullable)),
        fc.integer(),
        fc.integer({ min: -10, max: 400 }),
        (input, seed, value) => {
          const subject = { ...healthy, ...pickSome(seed) };
          const missing = decideSubject(starter, { ...subject, [input.field]: null }).outputs['status'];
          const known = input.type === 'number' ? value : input.type === 'boolean' ? value > 0 : 'active';
          const told = decideSubject(starter, { ...subject, [input.field]: known }).outputs['status'];
          assert.ok(order.indexOf(String(missing)) <= order.indexOf(String(told)));
        },
      ),
    );
  });

  it('gives only clearings that hold when decided again, and none nearer by whole steps is left out', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (seed, subjectSeed) => {
        const rules = compileRuleSet({ ...randomRuleSet(seed, 6), reduce: { row: { by: 'max', order: rowIds } } } as RuleSet);
        const subject = randomSubject(rules.set, subjectSeed, true);
        for (const row of explain(rules, subject).rows) {
          for (const { field, clearing, value } of row.cells) {
            const at = rules.set.inputs.findIndex((input) => input.field === field);
            const { type } = rules.set.inputs[at] as RuleSet['inputs'][number];
            const test = parseTest(
              rules.set.rows.find(({ id }) => id === row.id)?.cells[field] ?? '',
              rules.set.inputs[at] as RuleSet['inputs'][number],
            );
            if (clearing) assert.equal(matches(test, comparable(clearing.to, type)), false);
            if (clearing && type === 'number' && typeof value === 'number' && typeof clearing.to === 'number' && Math.abs(value) < 1e6)
              for (const nearer of [value - 1, value + 1]) assert.ok(Math.abs(clearing.to - value) <= 1 || matches(test, nearer));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('gives only remedies that take every deciding row away', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const subject = { ...healthy, ...pickSome(seed) };
        const { remedy, rows } = explain(starter, subject);
        if (!remedy) return assert.equal(rows.length, 0);
        const changed = { ...subject, ...Object.fromEntries(remedy.changes.map(({ field, to }) => [field, to])) };
        assert.deepEqual(decideSubject(starter, changed).outputs, remedy.outputs);
      }),
    );
  });

  it('refuses a value of another type, naming the field', () =>
    assert.throws(() => explain(starter, { ...healthy, minorSafetyItems: 'two' }), {
      code: 'rulebook.wrongInput',
      details: { field: 'minorSafetyItems', type: 'number' },
    }));

  it('refuses two hits where only one may be', () => {
    const rules = compileRuleSet(
      sampleRuleSet(
        [{ field: 'x', type: 'number' }],
        [
          ['R1', { x: '> 1' }, { fee: 1 }],
          ['R2', { x: '> 2' }, { fee: 2 }],
        ],
        { hitPolicy: 'collect', reduce: { fee: { by: 'unique' } } },
      ),
    );
    assert.deepEqual(decideSubject(rules, { x: 2 }).outputs, { fee: 1 });
    assert.throws(() => decideSubject(rules, { x: 3 }), { code: 'rulebook.moreThanOneHit', details: { rows: 'R1, R2' } });
  });
});

const rowIds = Array.from({ length: 64 }, (_, i) => `R${i + 1}`);

/** Some troubles chosen by the bits of a seed. */
function pickSome(seed: number): Subject {
  const troubles: Subject[] = [
    { licenceDays: -2 },
    { licenceDays: 12 },
    { annualReportLateDays: 200 },
    { taxArrearsFen: 2_000_000, taxArrearsDays: 120 },
    { majorSafetyItems: 1 },
    { minorSafetyItems: 5 },
    { wageArrearsDays: 40 },
    { registration: 'moved' },
  ];
  return Object.assign({}, ...troubles.filter((_, bit) => (seed >> bit) & 1));
}
