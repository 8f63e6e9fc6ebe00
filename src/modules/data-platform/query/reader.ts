import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { type DuckDBConnection, DuckDBInstance, type DuckDBResultReader, DuckDBTypeId } from '@duckdb/node-api';

import { dataErrors } from '../errors.ts';
import { sqlText } from '../ingest/index.ts';

/** A value as JSON has it. Decimals with more digits than a number holds come as text. */
export type Value = string | number | boolean | null;

/** Reads versions. One engine serves all queries of a process; it reaches nothing but the datasets' folder. */
export interface Reader {
  /** @throws data-platform.queryTooLong */
  rows(sql: string, signal?: AbortSignal): Promise<Record<string, Value>[]>;
  /** Runs something that writes a file below the datasets' folder, such as an export. */
  run(sql: string, signal?: AbortSignal): Promise<void>;
  close(): void;
}

const MEMORY = '256MiB';
const THREADS = '2';
const LONGEST_S = 30;
/** Exports write whole versions. */
const LONGEST_RUN_S = 600;

/** Opens the engine on first use. @param folder where datasets lie, absolute */
export function createReader(folder: string): Reader {
  let opening: Promise<DuckDBInstance> | null = null;
  const instance = () => {
    opening ??= open(folder);
    return opening;
  };
  const using = async <Result>(
    seconds: number,
    signal: AbortSignal | undefined,
    work: (connection: DuckDBConnection) => Promise<Result>,
  ) => {
    const connection = await (await instance()).connect();
    const limit = AbortSignal.timeout(seconds * 1_000);
    const stop = AbortSignal.any(signal ? [limit, signal] : [limit]);
    const interrupt = () => connection.interrupt();
    stop.addEventListener('abort', interrupt);
    try {
      return await work(connection);
    } catch (error) {
      throw limit.aborted ? dataErrors.queryTooLong({ seconds }) : error;
    } finally {
      stop.removeEventListener('abort', interrupt);
      connection.closeSync();
    }
  };
  return {
    rows: (sql, signal) => using(LONGEST_S, signal, async (connection) => plainRows(await connection.runAndReadAll(sql))),
    run: (sql, signal) => using(LONGEST_RUN_S, signal, async (connection) => void (await connection.run(sql))),
    close: () => void opening?.then((opened) => opened.closeSync()),
  };
}

async function open(folder: string): Promise<DuckDBInstance> {
  const scratch = path.join(folder, '.scratch');
  mkdirSync(scratch, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    threads: THREADS,
    temp_directory: scratch,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run('SET enable_external_file_cache = false'); // the operating system keeps files in memory better, and gives it back
  await connection.run('SET allocator_background_threads = true'); // what a query used is given back soon after
  await connection.run(`SET allowed_directories = [${sqlText(`${folder}/`)}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  connection.closeSync();
  return instance;
}

const NUMERIC = new Set([DuckDBTypeId.BIGINT, DuckDBTypeId.HUGEINT, DuckDBTypeId.UBIGINT, DuckDBTypeId.DECIMAL]);
const MOST_EXACT_DIGITS = 15;

/** The engine gives wide integers and decimals as text; those that a number holds exactly become numbers. */
function plainRows(result: DuckDBResultReader): Record<string, Value>[] {
  const names = result.columnNames();
  const numeric = result.columnTypes().map(({ typeId }) => NUMERIC.has(typeId));
  return result
    .getRowsJson()
    .map((row) => Object.fromEntries(row.map((value, index) => [names[index], numeric[index] ? asNumber(value) : value]))) as Record<
    string,
    Value
  >[];
}

function asNumber(value: unknown): unknown {
  return typeof value === 'string' && value.replaceAll(/\D/g, '').length <= MOST_EXACT_DIGITS ? Number(value) : value;
}
