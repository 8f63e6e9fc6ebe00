import { join } from 'node:path';

import { type Examined, headOfSheet, withParquet } from '../detect/examine.ts';
import { sqlText } from '../engine.ts';
import type { Limits } from '../limits.ts';
import type { Dialect } from '../model.ts';
import { stageCsv } from './csv.ts';
import { fieldsOf, readJson } from './json.ts';
import { type OnBroken, Stage } from './stage.ts';
import { readWorkbook } from './xlsx.ts';

/** Where a source is staged, and who hears what happens. */
export interface Staging {
  /** Folder for the staged file. */
  readonly scratch: string;
  /** Different for each source of a load. */
  readonly id: number;
  readonly limits: Limits;
  readonly onBroken: OnBroken;
  readonly onBytes: (bytes: number) => void;
}

const COMMA = { delimiter: ',', quote: '"', newline: 'lf' } as const;

/** Brings any kind of source into the one staged form. */
export async function stageSource(source: Examined, staging: Staging): Promise<Stage> {
  const target = join(staging.scratch, `stage-${staging.id}.csv`);
  switch (source.kind) {
    case 'csv':
      return stageCsvSource(source, source.path, source.dialect ?? plainDialect(), target, staging);
    case 'json':
    case 'ndjson':
      return stageJson(source, source.kind, target, staging);
    case 'xlsx':
      return stageWorkbook(source, target, staging);
    case 'parquet':
      return stageParquet(source, target, staging);
  }
}

function stageCsvSource(
  source: Examined,
  path: string,
  dialect: Dialect,
  target: string,
  { limits, onBroken, onBytes }: Staging,
): Promise<Stage> {
  return stageCsv({ path, dialect, columns: source.columns.length, recordBytes: limits.recordBytes }, target, onBroken, onBytes);
}

async function stageJson(
  source: Examined,
  kind: 'json' | 'ndjson',
  target: string,
  { limits, onBroken, onBytes }: Staging,
): Promise<Stage> {
  const encoding = source.encoding?.encoding ?? 'utf-8';
  const stage = new Stage(target, COMMA, onBroken, encoding !== 'utf-8');
  for await (const { line, text, tooLong } of readJson({ path: source.path, kind, encoding, recordBytes: limits.recordBytes }, onBytes)) {
    const fields = tooLong ? null : fieldsOf(text);
    if (fields)
      stage.addValues(
        line,
        source.columns.map((column) => fields.get(column) ?? ''),
      );
    else onBroken(line, tooLong ? 'tooLong' : 'badJson', text);
  }
  stage.finish();
  return stage;
}

async function stageWorkbook(source: Examined, target: string, { limits, onBroken }: Staging): Promise<Stage> {
  const stage = new Stage(target, COMMA, onBroken);
  const width = source.columns.length;
  const first: string[][] = [];
  const lines: number[] = [];
  let started = false;
  const add = (line: number, cells: readonly string[]) => {
    if (cells.length > width) onBroken(line, 'tooManyFields', Buffer.from(cells.join(',')));
    else
      stage.addValues(
        line,
        Array.from({ length: width }, (_, column) => cells[column] ?? ''),
      );
  };
  const start = () => {
    const skip = first.length - headOfSheet(first).body.length;
    for (const [index, cells] of first.entries()) if (index >= skip) add(lines[index] ?? 0, cells);
    started = true;
  };
  await readWorkbook(source.path, limits, ({ line, cells }) => {
    if (started) add(line, cells);
    else lines.push(line) && first.push(cells);
    if (!started && first.length === 200) start();
    return true;
  });
  if (!started) start();
  stage.finish();
  return stage;
}

/** A Parquet file is written out as text, so that its values pass the same checks as any others. */
async function stageParquet(source: Examined, target: string, staging: Staging): Promise<Stage> {
  const text = join(staging.scratch, `text-${staging.id}.csv`);
  await withParquet(source.path, staging.scratch, staging.limits, (engine, path) =>
    engine.run(`COPY (SELECT * FROM read_parquet(${sqlText(path)})) TO ${sqlText(text)} (FORMAT csv, HEADER false, FORCE_QUOTE *)`),
  );
  return stageCsvSource(source, text, plainDialect(), target, staging);
}

function plainDialect(): Dialect {
  return { ...COMMA, encoding: 'utf-8', headerLine: 0, firstLine: 1 };
}
