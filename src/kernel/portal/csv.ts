const BYTE_ORDER_MARK = '\uFEFF';

/** Rows as RFC 4180 with a byte-order mark, so that spreadsheets read Chinese; nothing in a cell can run as a formula. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A leading `= + - @`, tab or return would be a formula to a spreadsheet (OWASP, CSV injection). */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
