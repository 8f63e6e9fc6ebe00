const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[-+]?\d[\d,. ]*%?$/;

/** Whether a spreadsheet would run the text as a formula. Negative numbers and signed percentages are none. */
export function isFormula(text: string): boolean {
  return FORMULA.test(text) && !NUMBER.test(text);
}

/** A cell for CSV that people open in a spreadsheet: a formula becomes text by an apostrophe in front; stored data stays as it was. */
export function safeCell(value: string): string {
  const text = isFormula(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of CSV (RFC 4180) from values that are safe to open. Missing values are empty cells. */
export function csvLine(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map((value) => (value === null ? '' : safeCell(String(value)))).join(',')}\r\n`;
}

/** The same question in the engine's SQL, for exports. @param cell SQL of a text */
export function formulaCondition(cell: string): string {
  return `(regexp_matches(${cell}, '^[=+@\\t\\r-]') AND NOT regexp_full_match(${cell}, '[-+]?[0-9][0-9,. ]*%?'))`;
}
