import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { DomainError } from '../../core/index.ts';
import { randomCell } from '../testing/random-rules.ts';
import { sampleRuleSet } from '../testing/samples.ts';
import { compileRuleSet } from './compile.ts';
import { comparable, matches, printTest } from './matches.ts';
import { randomSource } from './random.ts';
import type { Fault, InputColumn, RuleSet } from './rule-set.ts';
import { CellFault } from './tokens.ts';
import { parseTest } from './unary.ts';

type Column = Pick<InputColumn, 'type' | 'nullable'>;
const NUMBER: Column = { type: 'number', nullable: true };
const COMPULSORY: Column = { type: 'number', nullable: false };
const TEXT: Column = { type: 'string', nullable: true };
const FLAG: Column = { type: 'boolean', nullable: true };
const DAY: Column = { type: 'date', nullable: true };

const REFUSED: readonly (readonly [cell: string, column: Column, words: RegExp])[] = [
  ['-', NUMBER, /"-" matches nothing/],
  ['not (5)', NUMBER, /"not \(…\)" misleads/],
  [']1..5[', NUMBER, /outside the interval/],
  ['[1..5[', NUMBER, /outside the interval/],
  ['not in [1..5]', NUMBER, /says nothing about an empty value/],
  ['len($) > 3', TEXT, /len\(…\) is a function call/],
  ['< now()', DAY, /now\(…\) is a function call/],
  ['today', DAY, /today is not known/],
  ['other', NUMBER, /other is not known/],
  ['> 1 or < 0', NUMBER, /written as a comma/],
  ['7, > 1 and < 3', NUMBER, /"and" after a comma/],
  ['< 3, null', NUMBER, /put it first/],
  ['[1..2], != 5', NUMBER, /put it first/],
  ['5 and 6', NUMBER, /joins comparisons/],
  ['> 5 and 6', NUMBER, /joins comparisons/],
  ['"5"', NUMBER, /"5" is not a number/],
  ['5', TEXT, /5 is not a string/],
  ['true', NUMBER, /true is not a number/],
  ['1', FLAG, /1 is not a boolean/],
  ['< "b"', TEXT, /a string has no order/],
  ['> true', FLAG, /a boolean has no order/],
  ['> null', NUMBER, /null has no order/],
  ['null', COMPULSORY, /null can never match/],
  ['"2024-02-30"', DAY, /"2024-02-30" is not a day/],
  ['"1.3.2024"', DAY, /not a day/],
  ['[5..1]', NUMBER, /interval is empty/],
  ['(5..5]', NUMBER, /interval is empty/],
  ['in []', NUMBER, /list is empty/],
  ['1234567890123456', NUMBER, /more digits/],
  ['"a\\"b"', TEXT, /backslash/],
  ['"open', TEXT, /cannot be read from here: "open/],
  ['.5', NUMBER, /cannot be read/],
  ['1e3', NUMBER, /did not expect e3/],
  ['True', FLAG, /True is not known/],
  ['$', NUMBER, /the end of the cell/],
  ['$ 5', NUMBER, /did not expect 5/],
  ['> 5,', NUMBER, /the end of the cell/],
  ['[1..5', NUMBER, /the end of the cell/],
  ['5 6', NUMBER, /did not expect 6/],
  ['1; process.exit()', NUMBER, /cannot be read from here: ;/],
];

describe('a cell', () => {
  for (const [cell, column, words] of REFUSED) {
    it(`refuses ${cell} in a ${column.nullable ? '' : 'compulsory '}${column.type} column, in both languages`, () => {
      assert.throws(
        () => parseTest(cell, column),
        (fault) => fault instanceof CellFault && words.test(fault.words.en) && /\p{Script=Han}/u.test(fault.words.zh),
      );
    });
  }

  it('allows "not in" an interval where the value is compulsory', () =>
    assert.equal(matches(parseTest('not in [1..5]', COMPULSORY), 6), true));

  it('never crashes on nonsense: it reads a test or gives a fault', () => {
    const pieces = fc.constantFrom(
      '<',
      '>=',
      '[',
      ']',
      '(',
      ')',
      '..',
      ',',
      'in',
      'not',
      'and',
      '$',
      '5',
      '-1.5',
      '"a"',
      "'",
      '"',
      'null',
      'true',
      ' ',
      '\\',
      '中',
      '==',
      '!=',
      '-',
      '\u2028',
    );
    const nonsense = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(nonsense, fc.constantFrom(NUMBER, COMPULSORY, TEXT, FLAG, DAY), (cell, column) => {
        try {
          parseTest(cell, column);
        } catch (fault) {
          assert.ok(fault instanceof CellFault, String(fault));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('written out again asks the same', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(NUMBER, COMPULSORY, TEXT, FLAG, DAY), (seed, column) => {
        const test = parseTest(randomCell(randomSource(seed), column), column);
        assert.deepEqual(parseTest(printTest(test, column.type), column), test);
      }),
      { numRuns: 2000 },
    );
  });

  it('compares days as days and texts exactly', () => {
    assert.equal(matches(parseTest('>= "2024-02-29"', DAY), comparable('2024-03-01', 'date')), true);
    assert.equal(matches(parseTest('> "2024-02-29"', DAY), comparable('2024-02-29', 'date')), false);
    assert.equal(matches(parseTest('"5"', TEXT), comparable(5, 'string')), false);
  });
});

describe('a rule set', () => {
  const faultsOf = (set: unknown): readonly Fault[] => {
    try {
      compileRuleSet(set);
    } catch (error) {
      if (error instanceof DomainError) return error.details['faults'] as Fault[];
      throw error;
    }
    return [];
  };
  const base = sampleRuleSet(
    [
      { field: 'x', type: 'number' },
      { field: 'name', type: 'string' },
    ],
    [
      ['R1', { x: '> 5' }, { status: 'high' }],
      ['R2', { name: '"a"' }, { status: 'low' }],
    ],
  );
  const places = (change: Partial<RuleSet>) => faultsOf({ ...base, ...change }).map(({ row, column }) => [row, column]);
  const withRow = (change: object) => [base.rows[0], { ...base.rows[1], ...change }] as RuleSet['rows'];

  it('names row and column of every faulty cell at once', () =>
    assert.deepEqual(
      places({
        rows: [{ ...(base.rows[0] as RuleSet['rows'][0]), cells: { x: '-' } }, ...withRow({ cells: { x: '> ', name: '<' } }).slice(1)],
      }),
      [
        ['R1', 'x'],
        ['R2', 'x'],
        ['R2', 'name'],
      ],
    ));
  it('says so in one sentence of each language', () => {
    assert.throws(
      () => compileRuleSet({ ...base, rows: withRow({ cells: { x: '-' } }) }),
      (error) => {
        assert.ok(error instanceof DomainError);
        assert.match(error.text.en, /^The rules cannot be used\. row R2, column x: "-" matches nothing/);
        assert.match(error.text.zh, /^规则无法使用。行 R2, 列 x: “-”/);
        return true;
      },
    );
  });
  it('refuses a cell for a column that is not declared', () =>
    assert.deepEqual(places({ rows: withRow({ cells: { y: '1' } }) }), [['R2', 'y']]));
  it('refuses two rows with one id', () => assert.deepEqual(places({ rows: withRow({ id: 'R1' }) }), [['R1', null]]));
  it('refuses a row without an output', () => assert.deepEqual(places({ rows: withRow({ outputs: {} }) }), [['R2', 'status']]));
  it('refuses collect without a reduction', () => assert.deepEqual(places({ hitPolicy: 'collect' }), [[null, 'status']]));
  it('refuses a status outside the declared order', () =>
    assert.deepEqual(places({ hitPolicy: 'collect', reduce: { status: { by: 'max', order: ['low'] } } }), [['R1', 'status']]));
  it('refuses a union of single values', () =>
    assert.deepEqual(places({ hitPolicy: 'collect', reduce: { status: { by: 'union' } } }), [
      ['R1', 'status'],
      ['R2', 'status'],
    ]));
  it('refuses to end before it begins', () => assert.deepEqual(places({ validTo: '2025-01-01' }), [[null, null]]));
  it('refuses a missing Chinese text', () => assert.equal(faultsOf({ ...base, text: { en: 'Only English', zh: '' } }).length > 0, true));
  it('refuses column names that could reach into the program', () => {
    for (const field of ['constructor', '__proto__', 'a.b', 'x;y', 'toString', 'and', '1a', 'x"']) {
      const inputs = [{ ...(base.inputs[0] as InputColumn), field }, base.inputs[1] as InputColumn];
      assert.notEqual(faultsOf({ ...base, inputs, rows: [{ ...base.rows[0], cells: {} }] }).length, 0, field);
    }
  });
  it('refuses more than 1,024 rows', () => {
    const rows = Array.from({ length: 1025 }, (_, i) => ({ ...(base.rows[0] as RuleSet['rows'][0]), id: `R${i}` }));
    assert.equal(faultsOf({ ...base, rows }).length > 0, true);
    assert.deepEqual(faultsOf({ ...base, rows: rows.slice(1) }), []);
  });
});
