import { Readable } from 'node:stream';

import type { FileReply } from '#kernel';

import type { CatalogueQuery } from './catalogue.ts';
import { csvLine } from './ingest/index.ts';
import { summaries } from './read-model.ts';
import type { DataContext } from './tables.ts';

const PAGE = 200;
const COLUMNS = ['key', 'title_zh', 'title_en', 'theme', 'department', 'licence', 'state', 'open', 'version', 'rows', 'score', 'freshness'];

/** The catalogue as the actor may see it, as CSV that is safe to open in a spreadsheet. */
export async function catalogueAsCsv(context: DataContext, query: CatalogueQuery): Promise<FileReply> {
  const lines = [`\uFEFF${csvLine(COLUMNS)}`];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await summaries(context, { ...query, limit: PAGE, ...(cursor && { cursor }) });
    lines.push(...page.items.map(lineOf));
    cursor = page.next;
  }
  return { stream: Readable.from(lines), type: 'text/csv; charset=utf-8', fileName: 'datasets.csv' };
}

type Summary = Awaited<ReturnType<typeof summaries>>['items'][number];

function lineOf({ key, title, theme, department, licence, state, open, version, freshness }: Summary): string {
  const [number, rows, score] = version ? [version.number, version.rows, version.score] : [null, null, null];
  return csvLine([key, title.zh, title.en, theme, department, licence, state, open, number, rows, score, freshness]);
}
