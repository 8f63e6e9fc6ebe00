import { sqlText as text } from '../engine.ts';
import { IngestFault } from '../fault.ts';
import type { Field } from '../model.ts';

type Kind = 'number' | 'text' | 'boolean' | 'date' | 'datetime';
type Place = (field: Field) => string;

/** A typed piece of an expression, ready to be written as SQL once it is known where the fields are. */
interface Piece {
  readonly kind: Kind;
  readonly sql: (place: Place) => string;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|'((?:[^']|'')*)'|"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_]*)|(<=|>=|<>|!=|[-+*/=<>(),]))/uy;
const COMPARISONS = new Set(['=', '!=', '<>', '<', '<=', '>', '>=']);
const MAX_DEPTH = 50;

/** What a rule may call: arguments and result. Nothing here can fail on a value or reach outside the row. */
const FUNCTIONS: Readonly<
  Record<string, { readonly takes: readonly Kind[]; readonly gives: Kind; readonly sql: (...a: string[]) => string }>
> = {
  abs: { takes: ['number'], gives: 'number', sql: (a) => `abs(${a})` },
  round: { takes: ['number', 'number'], gives: 'number', sql: (a, b) => `round(${a}, CAST(${b} AS INTEGER))` },
  length: { takes: ['text'], gives: 'number', sql: (a) => `length(${a})` },
  lower: { takes: ['text'], gives: 'text', sql: (a) => `lower(${a})` },
  upper: { takes: ['text'], gives: 'text', sql: (a) => `upper(${a})` },
  trim: { takes: ['text'], gives: 'text', sql: (a) => `trim(${a})` },
  starts_with: { takes: ['text', 'text'], gives: 'boolean', sql: (a, b) => `starts_with(${a}, ${b})` },
  contains: { takes: ['text', 'text'], gives: 'boolean', sql: (a, b) => `contains(${a}, ${b})` },
  year: { takes: ['date'], gives: 'number', sql: (a) => `year(${a})` },
  month: { takes: ['date'], gives: 'number', sql: (a) => `month(${a})` },
  day: { takes: ['date'], gives: 'number', sql: (a) => `day(${a})` },
  days_between: { takes: ['date', 'date'], gives: 'number', sql: (a, b) => `date_diff('day', ${a}, ${b})` },
};

const KINDS: Readonly<Record<Field['type'], Kind>> = {
  text: 'text',
  integer: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
};

/**
 * Compiles a cross-field condition, such as `"net" + "vat" = "gross" and "paid on" >= "billed on"`, to SQL.
 * Known: fields (plain or in double quotes), numbers, 'texts' ('2024-01-31' beside a date is a date), `+ - * /`, comparisons, `in (…)`,
 * `is [not] null`, `and or not`, and the functions above. Sums are exact decimals; a failing computation counts as unknown, which passes.
 * @throws badRule with the position of what could not be understood
 */
export function compileExpression(source: string, fields: readonly Field[], rule: string): (place: Place) => string {
  const piece = new Parser(source, fields, rule).parse();
  return (place) => `TRY(${piece.sql(place)})`;
}

interface Token {
  readonly type: 'number' | 'text' | 'field' | 'word' | 'sign' | 'end';
  readonly value: string;
  readonly at: number;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #rule: string;
  #position = 0;
  #depth = 0;

  constructor(source: string, fields: readonly Field[], rule: string) {
    this.#rule = rule;
    this.#fields = new Map(fields.map((field) => [field.name, field]));
    this.#tokens = this.#tokenise(source);
  }

  parse(): Piece {
    const piece = this.#or();
    if (this.#peek().type !== 'end') this.#refuse(`unexpected ${this.#peek().value}`);
    this.#expect(piece, 'boolean');
    return piece;
  }

  #tokenise(source: string): Token[] {
    const tokens: Token[] = [];
    TOKEN.lastIndex = 0;
    let at = 0;
    while (source.slice(at).trim() !== '') {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(source);
      if (!match) throw new IngestFault('badRule', { rule: this.#rule, reason: `cannot read character ${at + 1}` });
      const [, number, string, field, word, sign] = match;
      if (number !== undefined) tokens.push({ type: 'number', value: number, at });
      else if (string !== undefined) tokens.push({ type: 'text', value: string.replaceAll("''", "'"), at });
      else if (field !== undefined) tokens.push({ type: 'field', value: field.replaceAll('""', '"'), at });
      else if (word !== undefined) tokens.push({ type: 'word', value: word, at });
      else tokens.push({ type: 'sign', value: sign ?? '', at });
      at = TOKEN.lastIndex;
    }
    return [...tokens, { type: 'end', value: 'end', at: source.length }];
  }

  #or(): Piece {
    let left = this.#and();
    while (this.#takeWord('or')) left = this.#logic(left, 'OR', this.#and());
    return left;
  }

  #and(): Piece {
    let left = this.#not();
    while (this.#takeWord('and')) left = this.#logic(left, 'AND', this.#not());
    return left;
  }

  #not(): Piece {
    if (!this.#takeWord('not')) return this.#comparison();
    const piece = this.#deeper(() => this.#not());
    this.#expect(piece, 'boolean');
    return { kind: 'boolean', sql: (place) => `(NOT ${piece.sql(place)})` };
  }

  #comparison(): Piece {
    const left = this.#sum();
    if (this.#takeWord('is')) return this.#isNull(left);
    if (this.#takeWord('in')) return this.#in(left);
    const sign = this.#peek();
    if (sign.type !== 'sign' || !COMPARISONS.has(sign.value)) return left;
    this.#position++;
    const [a, b] = this.#alike(left, this.#sum());
    return { kind: 'boolean', sql: (place) => `(${a.sql(place)} ${sign.value} ${b.sql(place)})` };
  }

  #isNull(piece: Piece): Piece {
    const not = this.#takeWord('not') ? ' NOT' : '';
    if (!this.#takeWord('null')) this.#refuse('expected null');
    return { kind: 'boolean', sql: (place) => `(${piece.sql(place)} IS${not} NULL)` };
  }

  #in(left: Piece): Piece {
    this.#sign('(');
    const items: Piece[] = [];
    do items.push(this.#alike(left, this.#sum())[1]);
    while (this.#takeSign(','));
    this.#sign(')');
    return { kind: 'boolean', sql: (place) => `(${left.sql(place)} IN (${items.map((item) => item.sql(place)).join(', ')}))` };
  }

  #sum(): Piece {
    let left = this.#product();
    for (let sign = this.#peek(); sign.type === 'sign' && (sign.value === '+' || sign.value === '-'); sign = this.#peek()) {
      this.#position++;
      left = this.#arithmetic(left, sign.value, this.#product(), exact);
    }
    return left;
  }

  #product(): Piece {
    let left = this.#factor();
    for (let sign = this.#peek(); sign.type === 'sign' && (sign.value === '*' || sign.value === '/'); sign = this.#peek()) {
      this.#position++;
      left = this.#arithmetic(left, sign.value, this.#factor(), approximate);
    }
    return left;
  }

  #factor(): Piece {
    if (this.#takeSign('-')) {
      const piece = this.#deeper(() => this.#factor());
      this.#expect(piece, 'number');
      return { kind: 'number', sql: (place) => `(-${piece.sql(place)})` };
    }
    const token = this.#peek();
    this.#position++;
    if (token.type === 'number') return { kind: 'number', sql: () => exact(token.value) };
    if (token.type === 'text') return { kind: 'text', sql: () => text(token.value) };
    if (token.type === 'field') return this.#field(token.value);
    if (token.type === 'word') return this.#word(token.value);
    if (token.value !== '(') this.#refuse(`unexpected ${token.value}`);
    const piece = this.#deeper(() => this.#or());
    this.#sign(')');
    return piece;
  }

  #word(word: string): Piece {
    const lower = word.toLowerCase();
    if (lower === 'true' || lower === 'false') return { kind: 'boolean', sql: () => lower };
    if (this.#peek().value !== '(' || this.#peek().type !== 'sign') return this.#field(word);
    const known = FUNCTIONS[lower];
    if (!known) return this.#refuse(`unknown function ${word}`);
    this.#sign('(');
    const given = known.takes.map((kind, index) => {
      if (index > 0) this.#sign(',');
      const argument = this.#deeper(() => this.#sum());
      return this.#as(argument, kind);
    });
    this.#sign(')');
    return { kind: known.gives, sql: (place) => known.sql(...given.map((argument) => argument.sql(place))) };
  }

  #field(name: string): Piece {
    const field = this.#fields.get(name);
    if (!field) return this.#refuse(`no field ${name}`);
    const kind = KINDS[field.type];
    return { kind, sql: (place) => (kind === 'number' ? exact(place(field)) : place(field)) };
  }

  #logic(left: Piece, word: string, right: Piece): Piece {
    this.#expect(left, 'boolean');
    this.#expect(right, 'boolean');
    return { kind: 'boolean', sql: (place) => `(${left.sql(place)} ${word} ${right.sql(place)})` };
  }

  #arithmetic(left: Piece, sign: string, right: Piece, cast: (sql: string) => string): Piece {
    this.#expect(left, 'number');
    this.#expect(right, 'number');
    return { kind: 'number', sql: (place) => exact(`(${cast(left.sql(place))} ${sign} ${cast(right.sql(place))})`) };
  }

  /** Brings both sides of a comparison to one kind: a text beside a date is a date. */
  #alike(left: Piece, right: Piece): [Piece, Piece] {
    if (left.kind === right.kind) return [left, right];
    if (right.kind === 'text') return [left, this.#as(right, left.kind)];
    return [this.#as(left, right.kind), right];
  }

  #as(piece: Piece, kind: Kind): Piece {
    if (piece.kind === kind) return piece;
    const timely = (kind === 'date' || kind === 'datetime') && piece.kind !== 'number' && piece.kind !== 'boolean';
    if (!timely) this.#refuse(`expected ${kind}, found ${piece.kind}`);
    const type = kind === 'date' ? 'DATE' : 'TIMESTAMP';
    return { kind, sql: (place) => `TRY_CAST(${piece.sql(place)} AS ${type})` };
  }

  #expect(piece: Piece, kind: Kind): void {
    if (piece.kind !== kind) this.#refuse(`expected ${kind}, found ${piece.kind}`);
  }

  #deeper(parse: () => Piece): Piece {
    if (++this.#depth > MAX_DEPTH) this.#refuse('too deeply nested');
    const piece = parse();
    this.#depth--;
    return piece;
  }

  #peek(): Token {
    return this.#tokens[this.#position] ?? { type: 'end', value: 'end', at: 0 };
  }

  #takeWord(word: string): boolean {
    const { type, value } = this.#peek();
    if (type !== 'word' || value.toLowerCase() !== word) return false;
    this.#position++;
    return true;
  }

  #takeSign(sign: string): boolean {
    const { type, value } = this.#peek();
    if (type !== 'sign' || value !== sign) return false;
    this.#position++;
    return true;
  }

  #sign(sign: string): void {
    if (!this.#takeSign(sign)) this.#refuse(`expected ${sign}`);
  }

  #refuse(reason: string): never {
    const { at } = this.#peek();
    throw new IngestFault('badRule', { rule: this.#rule, reason: `${reason} (character ${at + 1})` });
  }
}

function exact(sql: string): string {
  return `CAST(${sql} AS DECIMAL(38,6))`;
}

function approximate(sql: string): string {
  return `CAST(${sql} AS DOUBLE)`;
}
