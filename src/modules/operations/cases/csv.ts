import { departmentName, departmentsFile } from '#kernel';

import { type CaseQuery, streamCases, summaryOf } from './list.ts';
import type { CaseContext } from './tables.ts';

/** Most rows of one file. */
const MOST = 50_000;
const HEAD = [
  'code',
  'state',
  'title',
  'category',
  'level',
  'town',
  'place',
  'lead',
  'opened_at',
  'due_at',
  'closed_at',
  'outcome',
  'breaches',
];

/** Cases as CSV (RFC 4180) with a byte order mark, so that spreadsheets read the Chinese right. */
export async function casesCsv(context: CaseContext, asked: CaseQuery): Promise<string> {
  const rows = await streamCases(context, asked, MOST);
  const departments = context.profile(departmentsFile);
  const lines = rows.map((row) => {
    const { code, state, title, category, level, town, place, lead, breaches, outcome } = summaryOf(context, row);
    const at = (moment: Date | null) => moment?.toISOString() ?? '';
    const names = [category.title.zh, level.title.zh, town ?? '', place ?? '', departmentName(departments, lead).zh];
    return [code, state, title, ...names, at(row.opened_at), at(row.due_at), at(row.closed_at), outcome ?? '', String(breaches)]
      .map(cell)
      .join(',');
  });
  return `\uFEFF${[HEAD.join(','), ...lines].join('\r\n')}\r\n`;
}

/** A cell that begins like a formula is set apart, so that no spreadsheet runs what a reporter wrote. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
