import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { ReadProfile, Work } from '#kernel';
import { dataPorts, runLoadIn } from '#module/data-platform';

import { datasetDescription } from './dataset-description.ts';
import { statisticsFile } from './facts.ts';
import type { Figures, Statistics } from './figures.ts';
import type { StatisticsWork } from './tables.ts';
import { type Grouping, memberName } from './titles.ts';

/**
 * Puts all published figures into their dataset, as a steward would: described the first time, loaded through the checks of every load,
 * opened to the public. When nothing is new, nothing changes; a load that the release rules hold waits for a person.
 */
export async function publishDataset(work: StatisticsWork): Promise<void> {
  const months = await work.transaction(({ db }) => db.selectFrom('operations_statistics').select('document').orderBy('period').execute());
  if (months.length === 0) return;
  const csv = statisticsCsv(
    work.profile,
    months.map(({ document }) => JSON.parse(document) as Statistics),
  );
  await loadCsv(work as unknown as Work<never>, csv);
}

async function loadCsv(work: Work<never>, csv: string): Promise<void> {
  const { key } = work.profile(statisticsFile).dataset;
  await work.transaction(async (context) => {
    if (!(await context.call(dataPorts.hasDataset, key))) await context.call(dataPorts.registerDataset, datasetDescription(work.profile));
  });
  const folder = await mkdtemp(path.join(work.storage, 'case-statistics-'));
  try {
    const file = path.join(folder, `${key}.csv`);
    await writeFile(file, csv);
    const loadId = await work.transaction((context) =>
      context.call(dataPorts.createLoad, { key, sources: [{ name: `${key}.csv`, path: file }] }),
    );
    const state = await runLoadIn(work, loadId, () => {});
    if (state === 'published') await work.transaction((context) => context.call(dataPorts.openToPublic, key));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const COLUMNS = [
  'period',
  'grouping',
  'member',
  'member_name',
  'measure',
  'numerator',
  'denominator',
  'denominator_measure',
  'value',
] as const;

/** The figures of several months as a table of one measure a row. */
export function statisticsCsv(profile: ReadProfile, months: readonly Statistics[]): string {
  const rows = months.flatMap(({ period, all, byCategory, byDepartment, byTown }) => [
    ...measuresOf([period, 'all', 'all', '全区'], all),
    ...groupRows(profile, period, 'category', byCategory),
    ...groupRows(profile, period, 'department', byDepartment),
    ...groupRows(profile, period, 'town', byTown),
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

type Row = readonly (string | number | null)[];

function groupRows(profile: ReadProfile, period: string, grouping: Grouping, groups: Readonly<Record<string, Figures>>): Row[] {
  return Object.entries(groups).flatMap(([key, figures]) =>
    measuresOf([period, grouping, key, memberName(profile, grouping, key).zh], figures),
  );
}

function measuresOf(about: Row, { counts, rates, seconds }: Figures): Row[] {
  return [
    ...Object.entries(rates).map(([name, { numerator, denominator, of, value }]) => [...about, name, numerator, denominator, of, value]),
    ...Object.entries(counts).map(([name, count]) => [...about, `count.${name}`, null, null, null, count]),
    ...Object.entries(seconds).map(([name, { median }]) => [...about, `median.${name}`, null, null, null, median]),
  ];
}

function cell(value: Row[number]): string {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
