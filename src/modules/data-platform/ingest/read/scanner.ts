const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/** How a CSV file is written. The quote doubles as its own escape (RFC 4180). */
export interface Punctuation {
  readonly delimiter: string;
  readonly quote: string | null;
  /** What ends a record. `lf` also takes CR LF. */
  readonly newline: 'lf' | 'cr';
}

/** What is wrong with the shape of a record. */
export type ShapeFault = 'unclosedQuote' | 'textAfterQuote';

/**
 * Finds the ends of CSV records in bytes of UTF-8 (or any encoding that keeps ASCII).
 *
 * The grammar is RFC 4180 with one kindness: a quote inside an unquoted field is an ordinary character.
 * Results stand in public fields, because an object per record would cost more than the scan itself.
 */
export class RecordScanner {
  /** After the record and its newline. */
  next = 0;
  /** End of the record's text, without its newline. */
  end = 0;
  fields = 0;
  /** Newlines the record spans, with its own. */
  lines = 0;
  fault: ShapeFault | null = null;
  /** The record holds characters that a strict reader may read otherwise, so it has to be quoted anew. */
  unusual = false;
  /** A field holds a line break. */
  multiline = false;

  readonly #delimiter: number;
  readonly #quote: number;
  readonly #newline: number;

  constructor({ delimiter, quote, newline }: Punctuation) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quote = quote === null ? -1 : quote.charCodeAt(0);
    this.#newline = newline === 'lf' ? LF : CR;
  }

  /** Scans one record. @returns false when `data` ends inside the record and more is to come */
  scan(data: Uint8Array, start: number, last: boolean): boolean {
    const length = data.length;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    const newline = this.#newline;
    let fields = 1;
    let position = start;
    for (; position < length; position++) {
      const byte = data[position];
      if (byte === delimiter) fields++;
      else if (byte === newline) break;
      else if (byte === quote || byte === QUOTE || byte === CR || byte === LF) return this.#scanSlowly(data, start, last);
    }
    if (position >= length && !last) return false;
    this.#begin(fields);
    this.end = position;
    this.next = Math.min(position + 1, length);
    return true;
  }

  /** The same with quotes and carriage returns, one state at a time. */
  #scanSlowly(data: Uint8Array, start: number, last: boolean): boolean {
    const length = data.length;
    this.#begin(1);
    let position = start;
    let atStart = true;
    for (; position < length; position++) {
      const byte = data[position];
      if (byte === this.#quote && atStart) {
        const after = this.#skipQuoted(data, position + 1);
        if (after < 0) return this.#unclosed(length, last);
        if (after >= length && !last) return false;
        position = after - 1;
        if (after < length && !this.#endsField(data, after)) this.fault ??= 'textAfterQuote';
        this.unusual ||= byte !== QUOTE;
        atStart = false;
        continue;
      }
      if (byte === this.#newline) break;
      if (byte === CR) {
        if (position + 1 >= length && !last) return false;
        if (this.#newline === LF && (position + 1 >= length || data[position + 1] === LF)) break;
      }
      atStart = byte === this.#delimiter;
      if (atStart) this.fields++;
      else this.#notice(byte);
    }
    if (position >= length && !last) return false;
    this.end = Math.min(position, length);
    this.next = Math.min(position + (data[position] === CR && this.#newline === LF ? 2 : 1), length);
    return true;
  }

  #begin(fields: number): void {
    this.fault = null;
    this.unusual = false;
    this.multiline = false;
    this.fields = fields;
    this.lines = 1;
  }

  #notice(byte: number | undefined): void {
    if (byte === CR || byte === LF) this.multiline = true;
    if (byte === CR || byte === LF || byte === this.#quote || byte === QUOTE) this.unusual = true;
  }

  /** @returns the position after the closing quote, or -1 when there is none */
  #skipQuoted(data: Uint8Array, from: number): number {
    const length = data.length;
    for (let position = from; position < length; position++) {
      const byte = data[position];
      if (byte === this.#newline) this.lines++;
      if (byte === CR || byte === LF) this.multiline = true;
      if (byte === QUOTE && this.#quote !== QUOTE) this.unusual = true;
      if (byte !== this.#quote) continue;
      if (data[position + 1] !== this.#quote) return position + 1;
      position++;
    }
    return -1;
  }

  #endsField(data: Uint8Array, position: number): boolean {
    const byte = data[position];
    if (byte === this.#delimiter || byte === this.#newline) return true;
    return byte === CR && this.#newline === LF && (position + 1 >= data.length || data[position + 1] === LF);
  }

  #unclosed(length: number, last: boolean): boolean {
    if (!last) return false;
    this.fault = 'unclosedQuote';
    this.end = length;
    this.next = length;
    return true;
  }
}

/** Splits the text of one well-formed record into its fields. */
export function splitRecord(text: string, { delimiter, quote }: Pick<Punctuation, 'delimiter' | 'quote'>): string[] {
  const fields: string[] = [];
  let position = 0;
  for (;;) {
    const quoted = quote !== null && text[position] === quote;
    const end = quoted ? closingQuote(text, position + 1, quote) : endOfPlain(text, position, delimiter);
    fields.push(quoted ? text.slice(position + 1, end).replaceAll(quote + quote, quote) : text.slice(position, end));
    position = quoted ? endOfPlain(text, end + 1, delimiter) : end;
    if (position >= text.length) return fields;
    position++;
    if (position === text.length) return [...fields, ''];
  }
}

function endOfPlain(text: string, from: number, delimiter: string): number {
  const end = text.indexOf(delimiter, from);
  return end < 0 ? text.length : end;
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let position = from; position < text.length; position++) {
    if (text[position] !== quote) continue;
    if (text[position + 1] !== quote) return position;
    position++;
  }
  return text.length;
}

/** Writes fields as one record with every field quoted, so that no reader can misread it. */
export function quoteRecord(fields: readonly string[], delimiter: string): string {
  return fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter);
}
