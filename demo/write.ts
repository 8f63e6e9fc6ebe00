import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { csvLine } from './csv.ts';
import type { DatasetDescription } from './datasets/description.ts';
import { demoDatasets } from './datasets/index.ts';
import type { Row, Table } from './datasets/table.ts';
import type { Day } from './days.ts';
import { type District, generateDistrict } from './district/district.ts';
import { districtMap } from './district/geojson.ts';

/** One generated CSV file, and what loading it must give. */
export interface DemoFile {
  readonly description: DatasetDescription;
  readonly path: string;
  /** Good rows; every one must be accepted. */
  readonly rows: number;
  /** Spoilt lines strewn among them; every one must be rejected. */
  readonly dirtyLines: number;
}

/** All that was written. */
export interface DemoFiles {
  readonly district: District;
  readonly datasets: readonly DemoFile[];
  /** The map as GeoJSON. */
  readonly map: string;
}

/** Generates the district and writes its map and every dataset as CSV into a folder, which is made when missing. */
export async function writeDemoFiles(folder: string, seed: number, today: Day): Promise<DemoFiles> {
  const district = generateDistrict(seed, today);
  await mkdir(folder, { recursive: true });
  const map = join(folder, 'district.geojson');
  await writeFile(map, JSON.stringify(districtMap(district)));
  const datasets: DemoFile[] = [];
  const made = new Map<string, readonly Row[]>();
  for (const { description: plain, generate } of demoDatasets()) {
    const table = generate(district);
    const description = withReferences(plain, made);
    made.set(description.key, table.rows);
    const path = join(folder, `${description.key}.csv`);
    await writeFile(path, csvText(description, table));
    datasets.push({ description, path, rows: table.rows.length, dirtyLines: table.dirtyLines?.length ?? 0 });
  }
  return { district, datasets, map };
}

/** Gives every `reference` rule the values it refers to; the dataset they come from is made before. */
function withReferences(description: DatasetDescription, made: ReadonlyMap<string, readonly Row[]>): DatasetDescription {
  const rules = description.rules.map((rule) => {
    const { dataset, field } = rule;
    if (rule.kind !== 'reference' || !dataset || !field) return rule;
    const rows = made.get(dataset);
    if (!rows) throw new Error(`${description.key} refers to ${dataset}, which is made later`);
    return { ...rule, values: [...new Set(rows.map((row) => String(row[field])))] };
  });
  return { ...description, rules };
}

/** A table as CSV with the columns of its description, its dirty lines spread evenly among the good ones. */
export function csvText({ fields }: Pick<DatasetDescription, 'fields'>, { rows, dirtyLines = [] }: Table): string {
  const columns = fields.map(({ spec }) => spec.name);
  const lines = [csvLine(columns), ...rows.map((row) => csvLine(columns.map((column) => cellOf(row, column))))];
  const step = Math.floor(rows.length / (dirtyLines.length + 1));
  dirtyLines.forEach((line, index) => {
    lines.splice((index + 1) * (step + 1), 0, line);
  });
  return `${lines.join('\n')}\n`;
}

function cellOf(row: Row, column: string) {
  const cell = row[column];
  if (cell === undefined) throw new Error(`a row has no ${column}`);
  return cell;
}
