import { type Engine, sqlName, sqlText } from '../engine.ts';
import { IngestFault } from '../fault.ts';
import type { Field } from '../model.ts';
import { Stage } from '../read/stage.ts';
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

/** Version 2 encodings with light compression: a third less CPU than the defaults, and a tenth smaller files. */
const ROW_GROUP = 122_880;
const INSERT_ROWS = 5000;
/** Refused rows that are explained at a time. */
const BATCH_ROWS = 100_000;

/**
 * Writes the rows that pass to a Parquet file and the others to the rejects, in one scan: the filter hands every row it refuses to a collector.
 * A key that is not unique is only found in the file; then the scan is made again without the repeated rows.
 * @returns rows written
 */
export async function splitRows(engine: Engine, request: SplitRequest): Promise<number> {
  const { stages, schema, checks, recordBytes } = request;
  await loadReferences(engine, checks.references);
  const collected = new PlaceList();
  engine.defineCollector('refuse', (place) => collected.add(place));
  const columns = stagedColumns(schema);
  const rejecting: RowCheck[] = checks.rows.filter(({ severity }) => severity === 'reject');
  const relation = stagedRelation(stages, schema, recordBytes);
  let accepted = await writeAccepted(engine, request, relation, passesAll(rejecting, columns));
  for (const rule of checks.unique.filter(({ severity }) => severity === 'reject')) {
    if ((await countRepeats(engine, request.path, rule)) === 0) continue;
    rejecting.push(await findRepeats(engine, relation, passesAll(rejecting, columns), rule, schema, rejecting.length));
    collected.clear();
    accepted = await writeAccepted(engine, request, relation, passesAll(rejecting, columns));
  }
  await explainRefused(engine, request, collected.sorted(), rejecting);
  return accepted;
}

/** Rows beyond the first of each key in a version's file; rows without a key do not count. */
export async function countRepeats(engine: Engine, path: string, { fields }: UniqueRule): Promise<number> {
  const keys = fields.map(sqlName);
  const present = keys.map((key) => `${key} IS NOT NULL`).join(' AND ');
  const groups = `SELECT count(*) - 1 AS more FROM read_parquet(${sqlText(path)}) WHERE ${present} GROUP BY ${keys.join(', ')} HAVING count(*) > 1`;
  const [row] = await engine.rows(`SELECT coalesce(sum(more), 0) AS n FROM (${groups})`);
  return Number(row?.['n']);
}

async function writeAccepted(engine: Engine, { schema, path }: SplitRequest, relation: string, passing: string): Promise<number> {
  const values = schema.map((field, index) => `v${index} AS ${sqlName(field.name)}`).join(', ');
  const options = `FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE ${ROW_GROUP}`;
  const query = `SELECT ${values} FROM (${relation}) WHERE CASE WHEN ${passing} THEN true ELSE refuse(place) END`;
  const [row] = await soundly(() => engine.rows(`COPY (${query}) TO ${sqlText(path)} (${options})`));
  return Number(row?.['Count']);
}

/** Says of each refused row which rules it broke: the rows are staged once more, on their own, and asked again. */
async function explainRefused(engine: Engine, request: SplitRequest, places: Float64Array, rejecting: readonly RowCheck[]): Promise<void> {
  const readers = request.stages.map(({ stage }) => stage.reader());
  for (let from = 0; from < places.length; from += BATCH_ROWS) {
    await explainBatch(engine, request, places.subarray(from, from + BATCH_ROWS), rejecting, readers);
  }
}

async function explainBatch(
  engine: Engine,
  request: SplitRequest,
  places: Float64Array,
  rejecting: readonly RowCheck[],
  readers: readonly Reader[],
): Promise<void> {
  const { schema, names, rejects, recordBytes } = request;
  const raws = Array.from(places, (place) => readers[rowAt(place).source]?.(rowAt(place).line) ?? Buffer.alloc(0));
  const stages = request.stages.map((mapped, source) => restage(mapped, source, places, raws));
  try {
    const columns = stagedColumns(schema);
    const faults = rejecting.map((check, index) => `CASE WHEN NOT ${passes(check, columns)} THEN ${index} END`);
    const list = `list_filter([${faults.join(', ')}], lambda fault: fault IS NOT NULL)`;
    const rows = await engine.rows(`SELECT ${list} AS faults FROM (${stagedRelation(stages, schema, recordBytes)}) ORDER BY place`);
    if (rows.length !== places.length) throw new Error(`accounting: ${places.length} rows refused, ${rows.length} explained`);
    for (const [index, { faults: found }] of rows.entries()) {
      const broken = (found as (string | number)[]).flatMap((fault) => rejecting[Number(fault)] ?? []);
      const { source, line } = rowAt(places[index] ?? 0);
      const place = { file: names[source] ?? '', line, field: broken[0]?.field ?? null };
      rejects.add(
        place,
        broken.map(({ id }) => id),
        raws[index] ?? Buffer.alloc(0),
      );
    }
  } finally {
    for (const { stage } of stages) stage.close();
  }
}

type Reader = ReturnType<Stage['reader']>;

function restage({ stage, width, columns }: MappedStage, source: number, places: Float64Array, raws: readonly Buffer[]): MappedStage {
  const refused = new Stage(`${stage.path}.refused`, stage.punctuation, () => {});
  for (const [index, place] of places.entries()) {
    const raw = raws[index];
    if (raw && rowAt(place).source === source) refused.add(rowAt(place).line, raw, 0, raw.length);
  }
  refused.multiline = stage.multiline;
  refused.finish();
  return { stage: refused, width, columns };
}

/** Of rows with the same key, the first that passes everything else is kept. @returns the check that refuses the others */
async function findRepeats(
  engine: Engine,
  relation: string,
  passing: string,
  rule: UniqueRule,
  schema: readonly Field[],
  id: number,
): Promise<RowCheck> {
  const keys = rule.fields.map((name) => `v${schema.findIndex((field) => field.name === name)}`);
  const list = keys.join(', ');
  const rows = `FROM (${relation}) WHERE ${passing} AND ${keys.map((key) => `${key} IS NOT NULL`).join(' AND ')}`;
  await engine.run(`CREATE TEMP TABLE doubles_${id} AS SELECT ${list} ${rows} GROUP BY ${list} HAVING count(*) > 1`);
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

/** Addresses of refused rows, which may be told twice and in any order. */
class PlaceList {
  #places = new Float64Array(1024);
  #length = 0;

  add(place: number): void {
    if (this.#length === this.#places.length) {
      const grown = new Float64Array(this.#length * 2);
      grown.set(this.#places);
      this.#places = grown;
    }
    this.#places[this.#length++] = place;
  }

  clear(): void {
    this.#length = 0;
  }

  /** @returns each address once, in rising order */
  sorted(): Float64Array {
    return this.#places
      .subarray(0, this.#length)
      .sort()
      .filter((place, index, all) => place !== all[index - 1]);
  }
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
