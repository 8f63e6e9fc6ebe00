import { dayNumber } from './days.ts';
import type { InputColumn } from './rule-set.ts';
import { CellFault, type Token, tokensOf } from './tokens.ts';
import { says } from './wording.ts';

/** A written value: a day of a date column is its day number. */
export type Literal = number | string | boolean | null;

export type Order = '<' | '<=' | '>' | '>=';

/** A closed or half-open stretch of numbers or days. */
export interface Interval {
  readonly from: number;
  readonly to: number;
  readonly fromOpen: boolean;
  readonly toOpen: boolean;
}

/** What a cell asks about the value of its column. */
export type Test =
  | { readonly kind: 'any' }
  | { readonly kind: 'in'; readonly values: readonly Literal[]; readonly negated: boolean }
  | { readonly kind: 'order'; readonly order: Order; readonly bound: number }
  | { readonly kind: 'interval'; readonly interval: Interval; readonly negated: boolean }
  | { readonly kind: 'all' | 'some'; readonly tests: readonly Test[] };

type Column = Pick<InputColumn, 'type' | 'nullable'>;

/**
 * Reads one cell of a decision table as ZEN's unary tests, leaving out every construct that misleads.
 * @throws CellFault with the reason
 */
export function parseTest(cell: string, column: Column): Test {
  if (cell.trim() === '') return { kind: 'any' };
  return new Reader(tokensOf(cell), column).cell();
}

/** One pass over a cell's tokens: `test {"and" test} {"," test}`. */
class Reader {
  private at = 0;
  private readonly tokens: readonly Token[];
  private readonly column: Column;

  constructor(tokens: readonly Token[], column: Column) {
    this.tokens = tokens;
    this.column = column;
  }

  cell(): Test {
    const alternatives = [this.alternative()];
    while (this.take(',')) {
      const further = this.alternative();
      // ZEN reads `a, b and c` from left to right as `(a or b) and c`, which nobody expects.
      if (further.kind === 'all') throw new CellFault(says.lateAnd());
      // ZEN gives up on the whole cell when an interval or `<` meets an empty value, so what comes after is never asked.
      if (alternatives.some(stopsAtEmpty) && takesEmpty(further)) throw new CellFault(says.lateNull());
      alternatives.push(further);
    }
    if (this.next.kind !== 'end') throw this.unexpected();
    return join('some', alternatives);
  }

  private alternative(): Test {
    const start = this.next;
    const tests = [this.test()];
    if (this.next.text === 'and' && isValue(start)) throw new CellFault(says.bareAnd());
    while (this.take('and')) {
      if (isValue(this.next)) throw new CellFault(says.bareAnd());
      tests.push(this.test());
    }
    return join('all', tests);
  }

  private test(): Test {
    const named = this.take('$');
    const order = this.takeOrder();
    if (order) return { kind: 'order', order, bound: this.bound() };
    if (this.take('==')) return { kind: 'in', values: [this.literal()], negated: false };
    if (this.take('!=')) return { kind: 'in', values: [this.literal()], negated: true };
    if (this.take('in')) return this.membership(false);
    if (this.take('not')) return this.negation();
    if (named) throw this.unexpected();
    if (this.next.text === '[' || this.next.text === '(') return this.interval(false);
    return { kind: 'in', values: [this.literal()], negated: false };
  }

  private negation(): Test {
    if (this.next.text === '(') throw new CellFault(says.notParenthesis());
    if (!this.take('in')) throw this.unexpected();
    return this.membership(true);
  }

  private membership(negated: boolean): Test {
    const isInterval = this.tokens[this.at + 2]?.text === '..' && this.tokens[this.at + 2]?.kind === 'sign';
    if (isInterval || this.next.text === '(') return this.interval(negated);
    if (!this.take('[')) throw this.unexpected();
    if (this.next.text === ']') throw new CellFault(says.emptyList());
    const values = [this.literal()];
    while (this.take(',')) values.push(this.literal());
    if (!this.take(']')) throw this.unexpected();
    return { kind: 'in', values, negated };
  }

  private interval(negated: boolean): Test {
    const fromOpen = this.take('(');
    if (!fromOpen && !this.take('[')) throw this.unexpected();
    const from = this.bound();
    if (!this.take('..')) throw this.unexpected();
    const to = this.bound();
    const toOpen = this.take(')');
    if (!toOpen && this.next.text === '[') throw new CellFault(says.outside());
    if (!toOpen && !this.take(']')) throw this.unexpected();
    if (from > to || (from === to && (fromOpen || toOpen))) throw new CellFault(says.emptyInterval());
    if (negated && this.column.nullable) throw new CellFault(says.notInNullable());
    return { kind: 'interval', interval: { from, to, fromOpen, toOpen }, negated };
  }

  private bound(): number {
    const { type } = this.column;
    if (type !== 'number' && type !== 'date') throw new CellFault(says.unordered(type));
    if (this.next.text === 'null') throw new CellFault(says.nullOrder());
    return this.literal() as number;
  }

  private literal(): Literal {
    const token = this.next;
    if (token.kind === 'end' || token.kind === 'sign') throw this.unexpected();
    const value = literalOf(token, this.column, this.tokens[this.at + 1]);
    this.at += 1;
    return value;
  }

  private takeOrder(): Order | null {
    const { text, kind } = this.next;
    if (kind !== 'sign' || !['<', '<=', '>', '>='].includes(text)) return null;
    this.at += 1;
    return text as Order;
  }

  private take(text: string): boolean {
    const found = this.next.text === text && this.next.kind !== 'string';
    if (found) this.at += 1;
    return found;
  }

  private get next(): Token {
    return this.tokens[this.at] as Token;
  }

  private unexpected(): CellFault {
    const { kind, text } = this.next;
    if (text === '-' && kind === 'sign') return new CellFault(says.dash());
    if (text === ']' && kind === 'sign' && this.at === 0) return new CellFault(says.outside());
    if (text === 'or') return new CellFault(says.or());
    return new CellFault(says.unexpected(text));
  }
}

const join = (kind: 'all' | 'some', tests: readonly Test[]): Test => (tests.length === 1 ? (tests[0] as Test) : { kind, tests });

const stopsAtEmpty = (test: Test): boolean => (test.kind === 'all' ? test.tests.some(stopsAtEmpty) : test.kind !== 'in');

const takesEmpty = (test: Test) => test.kind === 'in' && (test.negated || test.values.includes(null));

const isValue = ({ kind, text }: Token) => kind === 'number' || kind === 'string' || ['null', 'true', 'false'].includes(text);

function literalOf(token: Token, column: Column, following: Token | undefined): Literal {
  if (token.kind === 'word') return wordOf(token.text, column, following);
  const written = token.kind === 'string' ? `"${token.text}"` : token.text;
  if (column.type === 'date' && token.kind === 'string') return dayOf(token.text);
  if (column.type !== token.kind) throw new CellFault(says.type(written, column.type));
  return token.kind === 'number' ? exactNumber(token.text) : token.text;
}

function wordOf(word: string, { type, nullable }: Column, following: Token | undefined): Literal {
  if (following?.text === '(') throw new CellFault(says.call(word));
  if (word === 'or') throw new CellFault(says.or());
  if (word === 'null') {
    if (!nullable) throw new CellFault(says.neverNull());
    return null;
  }
  if (word !== 'true' && word !== 'false') throw new CellFault(says.word(word));
  if (type !== 'boolean') throw new CellFault(says.type(word, type));
  return word === 'true';
}

function dayOf(text: string): number {
  const day = dayNumber(text);
  if (Number.isNaN(day)) throw new CellFault(says.notDay(text));
  return day;
}

/** Fifteen significant digits survive a double unchanged; with more, two engines could disagree. */
function exactNumber(text: string): number {
  if (text.replace(/^-?0*/, '').replace('.', '').length > 15) throw new CellFault(says.precise(text));
  return Number(text) + 0;
}
