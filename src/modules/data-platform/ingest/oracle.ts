/** A record as the simple reader sees it: its fields, or why it has none. */
export interface OracleRecord {
  readonly line: number;
  readonly fields: readonly string[] | null;
}

/**
 * A second, simple reader of CSV for tests: one character at a time over a text, with nothing in common with the scanner it judges.
 * The header is line 1. A quote inside an unquoted field is a character; an unclosed quote costs its first line only.
 */
export function readCsvSimply(text: string, delimiter: string): OracleRecord[] {
  const records: OracleRecord[] = [];
  let rest = text;
  let line = 1;
  while (rest !== '') {
    const record = readRecord(rest, delimiter);
    const blank = record.length === 0 || /^\r?\n?$/.test(rest.slice(0, record.length));
    if (!blank && line > 1) records.push({ line, fields: record.fields });
    line += record.newlines;
    rest = rest.slice(record.length);
  }
  return records;
}

function readRecord(text: string, delimiter: string): { length: number; newlines: number; fields: string[] | null } {
  const characters = [...text];
  const fields: string[] = [];
  let field = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let sound = true;
  let newlines = 0;
  let length = 0;
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    length += character.length;
    if (state === 'quoted') {
      if (character === '\n') newlines++;
      if (character !== '"') field += character;
      else if (characters[at + 1] === '"') {
        field += '"';
        at++;
        length++;
      } else state = 'closed';
      continue;
    }
    const ends = character === '\n' || (character === '\r' && (at + 1 === characters.length || characters[at + 1] === '\n'));
    if (ends) {
      const pair = character === '\r' && characters[at + 1] === '\n' ? 1 : 0;
      return { length: length + pair, newlines: newlines + 1, fields: sound ? [...fields, field] : null };
    }
    if (character === delimiter) {
      fields.push(field);
      field = '';
      state = 'start';
    } else if (character === '"' && state === 'start') state = 'quoted';
    else {
      if (state === 'closed') sound = false;
      field += character;
      state = state === 'closed' ? 'closed' : 'plain';
    }
  }
  if (state !== 'quoted') return { length, newlines, fields: sound ? [...fields, field] : null };
  const first = text.indexOf('\n');
  return { length: first < 0 ? text.length : first + 1, newlines: 1, fields: null };
}
