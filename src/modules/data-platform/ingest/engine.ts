import { BIGINT, BOOLEAN, type DuckDBConnection, DuckDBInstance, DuckDBScalarFunction } from '@duckdb/node-api';

import type { Limits } from './limits.ts';

type Cell = string | number | boolean | null;

/** A row as JSON: numbers beyond 2^53, decimals and dates come as text. */
export type EngineRow = Readonly<Record<string, Cell | Cell[]>>;

/** An analytical engine that reaches nothing but the folders it was given. */
export interface Engine {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<EngineRow[]>;
  /** Reads a large result a chunk at a time. */
  stream(sql: string): AsyncIterable<EngineRow[]>;
  /** Defines a function of SQL that takes a whole number, tells us, and answers false. It may be told the same number twice. */
  defineCollector(name: string, onNumber: (value: number) => void): void;
  close(): void;
}

/** Opens an engine in memory. @param folders what it may read and write, with all below @param scratch where it may spill */
export async function openEngine(
  folders: readonly string[],
  scratch: string,
  { memoryBytes, threads }: Pick<Limits, 'memoryBytes' | 'threads'>,
): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${Math.floor(memoryBytes / 1_048_576)}MiB`,
    threads: String(threads),
    temp_directory: scratch,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run(`SET allowed_directories = [${folders.map((folder) => sqlText(`${folder}/`)).join(', ')}]`);
  // Pushing a filter below the projection that reads types would read each value once more for every rule that looks at it.
  await connection.run("SET disabled_optimizers = 'filter_pushdown'");
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  return { ...operations(connection), close };
}

function operations(connection: DuckDBConnection): Omit<Engine, 'close'> {
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson() as EngineRow[],
    stream: async function* (sql) {
      const result = await connection.stream(sql);
      for await (const rows of result.yieldRowObjectJson()) yield rows as EngineRow[];
    },
    defineCollector: (name, onNumber) => connection.registerScalarFunction(collector(name, onNumber)),
  };
}

function collector(name: string, onNumber: (value: number) => void): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name,
    returnType: BOOLEAN,
    parameterTypes: [BIGINT],
    volatile: true,
    mainFunction: (_info, input, output) => {
      const values = input.getColumnVector(0);
      for (let row = 0; row < input.rowCount; row++) {
        onNumber(Number(values.getItem(row)));
        output.setItem(row, false);
      }
      output.flush();
    },
  });
}

/** A text literal of SQL. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A name of SQL. */
export function sqlName(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
