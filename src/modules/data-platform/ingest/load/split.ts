import { type Engine, sqlName, sqlText } from '../engine.ts';
import { IngestFault } from '../fault.ts';
import type { Field } from '../model.ts';
import { type Checks, passes, passesAll, type RowCheck, type UniqueRule } from './checks.ts';
import type { RejectWriter } from './rejects.ts';
import { type MappedStage, rowAt, stagedColumns, stagedRelation } from './relation.ts';

/** What `splitRows` works on. */
export interface SplitRequest {
  readonly stages: readonly MappedStage[];
  readonly names: readonly string[];
  readonly schema: readonly Field[];
  readonly checks: Checks;
  /** The Parquet file to write. */
  readonly path: string;
  readonly rejects: RejectWriter;
  readonly recordBytes: number;
}

const ROW_GROUP = 122_880;
const INSERT_ROWS = 5000;

/**
 * Writes the rows that pass to a Parquet file and the others to the rejects. Both scans use one condition and its negation, so each row is in exactly one.
 * Reading the staged text twice costs less than carrying every row's text along.
 * @returns rows written
 */
export async function splitRows(engine: Engine, request: SplitRequest): Promise<number> {
  const { stages, schema, checks, recordBytes } = request;
  await loadReferences(engine, checks.references);
  const relation = stagedRelation(stages, schema, recordBytes);
  const columns = stagedColumns(schema);
  const rejecting: RowCheck[] = checks.rows.filter(({ severity }) => severity === 'reject');
  for (const rule of checks.unique.filter(({ severity }) => severity === 'reject')) {
    const repeated = await findRepeats(engine, relation, passesAll(rejecting, columns), rule, schema, rejecting.length);
    if (repeated) rejecting.push(repeated);
  }
  const passing = passesAll(rejecting, columns);
  const accepted = await writeAccepted(engine, request, relation, passing);
  await writeRejected(engine, request, relation, passing, rejecting);
  return accepted;
}

async function writeAccepted(engine: Engine, { schema, path }: SplitRequest, relation: string, passing: string): Promise<number> {
  const values = schema.map((field, index) => `v${index} AS ${sqlName(field.name)}`).join(', ');
  const options = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}`;
  const [row] = await soundly(() =>
    engine.rows(`COPY (SELECT ${values} FROM (${relation}) WHERE ${passing}) TO ${sqlText(path)} (${options})`),
  );
  return Number(row?.['Count']);
}

async function writeRejected(
  engine: Engine,
  request: SplitRequest,
  relation: string,
  passing: string,
  rejecting: readonly RowCheck[],
): Promise<void> {
  if (rejecting.length === 0) return;
  const columns = stagedColumns(request.schema);
  const faults = rejecting.map((check, index) => `CASE WHEN NOT ${passes(check, columns)} THEN ${index} END`);
  const sql = `SELECT place, list_filter([${faults.join(', ')}], lambda fault: fault IS NOT NULL) AS faults FROM (${relation}) WHERE NOT (${passing}) ORDER BY place`;
  const readers = request.stages.map(({ stage }) => stage.reader());
  for await (const rows of engine.stream(sql)) {
    for (const { place, faults: found } of rows) {
      const { source, line } = rowAt(Number(place));
      const broken = (found as (string | number)[]).flatMap((index) => rejecting[Number(index)] ?? []);
      const raw = readers[source]?.(line) ?? Buffer.alloc(0);
      request.rejects.add(
        { file: request.names[source] ?? '', line, field: broken[0]?.field ?? null },
        broken.map(({ id }) => id),
        raw,
      );
    }
  }
}

/** Of rows with the same key, the first that passes everything else is kept. @returns the check that refuses the others, or null when there are none */
async function findRepeats(
  engine: Engine,
  relation: string,
  passing: string,
  rule: UniqueRule,
  schema: readonly Field[],
  id: number,
): Promise<RowCheck | null> {
  const keys = rule.fields.map((name) => `v${schema.findIndex((field) => field.name === name)}`);
  const list = keys.join(', ');
  const rows = `FROM (${relation}) WHERE ${passing} AND ${keys.map((key) => `${key} IS NOT NULL`).join(' AND ')}`;
  await soundly(() => engine.run(`CREATE TEMP TABLE doubles_${id} AS SELECT ${list} ${rows} GROUP BY ${list} HAVING count(*) > 1`));
  const [found] = await engine.rows(`SELECT count(*) AS n FROM doubles_${id}`);
  if (Number(found?.['n']) === 0) return null;
  const numbered = `SELECT place, row_number() OVER (PARTITION BY ${list} ORDER BY place) AS n FROM (SELECT place, ${list} ${rows}) SEMI JOIN doubles_${id} USING (${list})`;
  await engine.run(`CREATE TEMP TABLE repeats_${id} AS SELECT place FROM (${numbered}) WHERE n > 1`);
  return {
    id: rule.id,
    kind: 'unique',
    field: rule.fields.length === 1 ? (rule.fields[0] ?? null) : null,
    dimension: 'uniqueness',
    severity: 'reject',
    weight: rule.weight ?? 1,
    passes: () => `place NOT IN (SELECT place FROM repeats_${id})`,
  };
}

async function loadReferences(engine: Engine, references: ReadonlyMap<string, readonly string[]>): Promise<void> {
  for (const [table, values] of references) {
    await engine.run(`CREATE TEMP TABLE ${table} (value VARCHAR)`);
    for (let from = 0; from < values.length; from += INSERT_ROWS) {
      const rows = values.slice(from, from + INSERT_ROWS).map((value) => `(${sqlText(value)})`);
      await engine.run(`INSERT INTO ${table} VALUES ${rows.join(', ')}`);
    }
  }
}

/** What the engine refuses while it plans is a rule's fault: a pattern or a bound that is none. @throws badRule */
async function soundly<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    if (
      /^(Conversion|Binder) Error|invalid perl operator|Invalid Input Error: (missing|invalid|no argument|bad|unexpected|trailing)/i.test(
        reason,
      )
    ) {
      throw new IngestFault('badRule', { rule: '', reason });
    }
    throw error;
  }
}
