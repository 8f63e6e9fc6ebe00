/** Reads comma-separated text (RFC 4180) with a header line into rows by column name; a missing cell is empty. */
export function readCsv(text: string): Record<string, string>[] {
  const [header = [], ...rows] = recordsOf(text.replace(/^\uFEFF/, ''));
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

/** A cell with the mark that ends it: a comma, a line end, or nothing at the end of the text. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;

function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(CELL)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (cells.length > 1 || cells[0] !== '') records.push(cells);
    cells = [];
    if (end === '') break;
  }
  return records;
}
