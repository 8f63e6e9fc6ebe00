import { type Expression, type Kysely, sql } from 'kysely';

import { searchWords } from '#kernel';

import type { Change } from './change.ts';
import type { Facts } from './facts.ts';
import { type CaseRecord, fold, type LogLine } from './fold.ts';
import { project, type Rows, THING_TABLES, type ThingTable } from './project.ts';
import type { CaseContext, CaseTables } from './tables.ts';

/** How a case is named: by its code, by one of its tasks or clocks, or by its id. */
export type CaseRef = { readonly code: string } | { readonly id: string } | { readonly task: string } | { readonly clock: string };

/** A case with the log it was folded from. */
export interface Loaded {
  readonly record: CaseRecord;
  readonly lines: readonly LogLine[];
}

/** A line to be written. */
export interface NewLine {
  readonly actorId: string;
  readonly actorDepartment: string | null;
  readonly act: string;
  readonly fields: Change;
  readonly reasonCode?: string | null;
  readonly lawRef?: string | null;
  readonly idemKey?: string | null;
}

/** Reads a case; `lock` holds it against other writers until the transaction ends. @returns null when there is none */
export async function loadCase({ db }: CaseContext, ref: CaseRef, lock: boolean): Promise<Loaded | null> {
  const id = idOf(db, ref);
  const held = lock ? db.selectFrom('operations_case').select('id').where('id', '=', id).forUpdate().executeTakeFirst() : null;
  const read = db.selectFrom('operations_case_log').selectAll().where('case_id', '=', id).orderBy('rev').execute();
  const [, rows] = await Promise.all([held, read]); // the second sees what the lock waited for
  const caseId = rows[0]?.case_id;
  if (!caseId) return null;
  const lines = rows.map(lineOf);
  return { record: fold(caseId, lines), lines };
}

/** A row of the log as the fold reads it. */
export function lineOf(row: CaseTables['operations_case_log']): LogLine {
  const { rev, at, act, fields } = row;
  const who = { actorId: row.actor_id, actorDepartment: row.actor_department };
  return { rev, at, ...who, act, fields, reasonCode: row.reason_code, lawRef: row.law_ref };
}

function idOf(db: Kysely<CaseTables>, ref: CaseRef): Expression<string> {
  if ('id' in ref) return sql.val(ref.id);
  if ('code' in ref) return sql<string>`(${db.selectFrom('operations_case').select('id').where('code', '=', ref.code)})`;
  if ('task' in ref) return sql<string>`(${db.selectFrom('operations_task').select('case_id').where('id', '=', ref.task)})`;
  return sql<string>`(${db.selectFrom('operations_clock').select('case_id').where('id', '=', ref.clock)})`;
}

/**
 * Appends lines to a case and writes the projection anew where it changed, in one transaction with them. Nothing waits here: what is
 * `after` is known at once, and `written` says when the database has it.
 * @param before null for a new case
 */
export function append(
  context: CaseContext,
  facts: Facts,
  id: string,
  before: Loaded | null,
  added: readonly NewLine[],
): { readonly after: Loaded; readonly written: Promise<unknown> } {
  const head = before?.record.revision ?? 0;
  const fresh = added.map((line, at): LogLine => ({ ...line, rev: head + 1 + at, at: context.now }));
  const lines = [...(before?.lines ?? []), ...fresh];
  const record = fold(id, lines);
  const logged = context.db
    .insertInto('operations_case_log')
    .values(
      added.map((line, at) => ({
        case_id: id,
        rev: head + 1 + at,
        at: context.now,
        actor_id: line.actorId,
        actor_department: line.actorDepartment,
        act: line.act,
        fields: JSON.stringify(line.fields) as never,
        reason_code: line.reasonCode ?? null,
        law_ref: line.lawRef ?? null,
        idem_key: line.idemKey ?? null,
      })),
    )
    .execute();
  const written = Promise.all([logged, ...writeProjection(context.db, before?.record ?? null, record, facts)]);
  return { after: { record, lines }, written };
}

/** Writes the rows that differ; statements travel together in the order given. */
export function writeProjection(db: Kysely<CaseTables>, before: CaseRecord | null, after: CaseRecord, facts: Facts): Promise<unknown>[] {
  const [old, rows] = [before && project(before, facts), project(after, facts)];
  return [writeCase(db, before, after, rows), ...THING_TABLES.flatMap((table) => writeThings(db, table, old, rows))];
}

function writeCase(db: Kysely<CaseTables>, before: CaseRecord | null, after: CaseRecord, rows: Rows): Promise<unknown> {
  const row = rows.operations_case[0] as Rows['operations_case'][number];
  const text = wordsOf(after);
  const words = before && wordsOf(before) === text ? {} : { words: sql<string>`to_tsvector('simple', ${searchWords(text)})` };
  if (before)
    return db
      .updateTable('operations_case')
      .set({ ...row, ...words })
      .where('id', '=', row.id)
      .execute();
  return db
    .insertInto('operations_case')
    .values({ ...row, ...words } as never)
    .execute();
}

function wordsOf({ fields: { title, text, place, code } }: CaseRecord): string {
  return [title, text, place ?? '', code].join(' ');
}

function writeThings(db: Kysely<CaseTables>, table: ThingTable, old: Rows | null, rows: Rows): Promise<unknown>[] {
  const known = new Map((old?.[table] ?? []).map((row) => [row.id, JSON.stringify(row)]));
  const changed = rows[table].filter((row) => known.get(row.id) !== JSON.stringify(row));
  const kept = new Set<string>(rows[table].map(({ id }) => id));
  const gone = [...known.keys()].filter((id) => !kept.has(id));
  return [
    ...(gone.length > 0
      ? [
          db
            .deleteFrom(table)
            .where('id', 'in', gone as never)
            .execute(),
        ]
      : []),
    ...changed.map((row) => upsert(db, table, row, known.has(row.id))),
  ];
}

function upsert(db: Kysely<CaseTables>, table: ThingTable, row: object & { id: string }, known: boolean): Promise<unknown> {
  const values = 'explanation' in row ? { ...row, explanation: JSON.stringify(row.explanation) } : row;
  if (known)
    return db
      .updateTable(table)
      .set(values as never)
      .where('id', '=', row.id as never)
      .execute();
  return db
    .insertInto(table)
    .values(values as never)
    .execute();
}
