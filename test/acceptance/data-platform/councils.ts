import { readFileSync } from 'node:fs';
import path from 'node:path';

import { fieldOf } from '../../../src/modules/data-platform/test-support.ts';
import { checkDownloads } from './downloads.ts';
import { allRows, type Check, type House } from './house.ts';
import { canonicalRow, csvFiles, fieldFrom, keyFrom, parseCsv, scaled } from './source.ts';

/** What the payments of one body must come to. */
export interface Body {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly sumAmount: string;
}

export interface Expected {
  readonly schema: Readonly<Record<string, string>>;
  readonly bodies: Readonly<Record<string, Body>>;
  readonly total: { readonly rows: number; readonly accepted: number; readonly rejected: number };
  readonly leedsFirstQuarter2019?: {
    readonly duplicateGroups: number;
    readonly duplicateRows: number;
    readonly benfordFirstTwo: { readonly n: number; readonly minimumAmount: number; readonly mad: number; readonly tolerance: number };
  };
}

/** Payments of each body become one open dataset; counts, sums, types, and every row of every download are compared with the files. */
export async function checkCouncils(house: House, councils: string, expected: Expected, check: Check): Promise<void> {
  const fields = Object.entries(expected.schema).map(([name, words]) => fieldFrom(name, words));
  const total = { rows: 0, accepted: 0, rejected: 0 };
  for (const [body, figures] of Object.entries(expected.bodies)) {
    const key = keyFrom('council', body);
    const files = csvFiles(path.join(councils, body, 'processed'));
    const title = `Payments of ${body}`;
    await house.describe(key, { title: { en: title, zh: title }, licence: 'OGL_3_0', fields: fields.map((field) => fieldOf(field)) });
    const load = await house.load(
      key,
      files.map((file) => ({ name: path.basename(file), content: readFileSync(file) })),
    );
    await house.open(key);
    const found = { rows: load.read ?? 0, accepted: load.accepted ?? 0, rejected: load.rejected ?? 0, sumAmount: await sumOf(house, key) };
    const same = (['rows', 'accepted', 'rejected'] as const).every((name) => found[name] === figures[name]);
    check(`${body}: rows, accepted, rejected`, same && found.accepted + found.rejected === found.rows, JSON.stringify(found));
    check(`${body}: sum of amounts`, scaled(found.sumAmount, 2) === scaled(figures.sumAmount, 2), found.sumAmount);
    for (const name of ['rows', 'accepted', 'rejected'] as const) total[name] += found[name];
    await checkDownloads(house, key, fields, rowsOf(files, fields), check);
    if (body === 'leeds' && expected.leedsFirstQuarter2019) await checkLeeds(house, key, expected.leedsFirstQuarter2019, check);
  }
  const { rows, accepted, rejected } = expected.total;
  check('all bodies together', total.rows === rows && total.accepted === accepted && total.rejected === rejected, JSON.stringify(total));
}

/** Rows that the schema allows, by a reading of the files that has nothing in common with the platform's. */
function rowsOf(files: readonly string[], fields: ReturnType<typeof fieldFrom>[]): string[] {
  return files.flatMap((file) => {
    const [header = [], ...rows] = parseCsv(readFileSync(file, 'utf8'));
    const places = fields.map(({ name }) => header.indexOf(name));
    return rows
      .map((cells) =>
        cells.length === header.length
          ? canonicalRow(
              fields,
              places.map((at) => cells[at]),
            )
          : null,
      )
      .filter((row) => row !== null);
  });
}

async function sumOf(house: House, key: string): Promise<string> {
  const [row] = await allRows(house, key, { measure: 'sum:Amount' });
  return String(row?.['sum_Amount']);
}

/** Both figures are worked out from what the query interface answers. */
async function checkLeeds(
  house: House,
  key: string,
  expected: NonNullable<Expected['leedsFirstQuarter2019']>,
  check: Check,
): Promise<void> {
  const groups = await allRows(house, key, { groupBy: 'Beneficiary Name,Amount,Payment Date', measure: 'count', filter: 'Amount:ge:500' });
  const doubles = groups.filter((group) => Number(group['count']) > 1 && !/redact/i.test(String(group['Beneficiary Name'] ?? '')));
  const rows = doubles.reduce((sum, group) => sum + Number(group['count']), 0);
  const right = doubles.length === expected.duplicateGroups && rows === expected.duplicateRows;
  check('leeds: duplicate payments', right, `${doubles.length} groups, ${rows} rows`);
  const { n, mad, minimumAmount, tolerance } = expected.benfordFirstTwo;
  const amounts = await allRows(house, key, { groupBy: 'Amount', measure: 'count', filter: `Amount:ge:${minimumAmount}` });
  const found = benfordOf(amounts.map((group) => ({ amount: String(group['Amount']), count: Number(group['count']) })));
  check('leeds: first two digits', found.n === n && Math.abs(found.mad - mad) <= tolerance, `n ${found.n}, MAD ${found.mad}`);
}

/** Mean absolute deviation of the first two digits from Benford's law, log10(1 + 1/d) for d = 10…99. */
function benfordOf(amounts: readonly { amount: string; count: number }[]): { n: number; mad: number } {
  const counts = new Map<number, number>();
  for (const { amount, count } of amounts) {
    const digits = Number(
      amount
        .replace(/^[0.]+/, '')
        .replace('.', '')
        .padEnd(2, '0')
        .slice(0, 2),
    );
    counts.set(digits, (counts.get(digits) ?? 0) + count);
  }
  const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const deviations = Array.from({ length: 90 }, (_, at) => Math.abs((counts.get(at + 10) ?? 0) / n - Math.log10(1 + 1 / (at + 10))));
  return { n, mad: deviations.reduce((sum, deviation) => sum + deviation, 0) / 90 };
}
