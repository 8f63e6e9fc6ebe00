import { type Engine, sqlName, sqlText } from '../engine.ts';
import type { Field, FieldProfile, RuleResult, Scorecard } from '../model.ts';
import { type Checks, dimensionOf, passes, type RowCheck, type TableRule, type UniqueRule } from './checks.ts';
import { scanVersion } from './profile.ts';
import { versionColumns } from './relation.ts';
import { scorecardOf } from './score.ts';
import { countRepeats } from './split.ts';

/** What `judge` needs to know of a load. */
export interface JudgeRequest {
  /** The Parquet file. */
  readonly path: string;
  readonly schema: readonly Field[];
  readonly checks: Checks;
  readonly read: number;
  /** Rows rejected for their shape. */
  readonly broken: number;
  readonly accepted: number;
  /** Rejected rows by rule. */
  readonly counts: ReadonlyMap<string, number>;
  readonly now: string;
  readonly previousRows: number | null;
}

const DAY_SECONDS = 86_400;

/** Makes scorecard and profile of a version in one scan of its files, and one more a field. Rejecting rules were counted while the rows were split. */
export async function judge(engine: Engine, request: JudgeRequest): Promise<{ scorecard: Scorecard; profile: readonly FieldProfile[] }> {
  const { checks } = request;
  const rows = checks.rows.filter(({ severity }) => severity !== 'reject');
  const unique = checks.unique.filter(({ severity }) => severity !== 'reject');
  const questions = [
    ...rows.map((check) => `count(*) FILTER (NOT ${passes(check, versionColumns)})`),
    ...checks.table.map((rule) => (rule.kind === 'freshness' ? ageOf(rule.field, request.now) : 'count(*)')),
  ];
  const { answers, profiles } = await scanVersion(engine, `read_parquet(${sqlText(request.path)})`, request.schema, questions);
  const results: RuleResult[] = [structureResult(request), ...rejectingResults(request)];
  for (const [index, check] of rows.entries())
    results.push({ ...resultOf(check), checked: request.accepted, failed: Number(answers[index]) });
  for (const rule of unique) results.push(uniqueResult(rule, request.accepted, await countRepeats(engine, request.path, rule)));
  for (const [index, rule] of checks.table.entries()) results.push(tableResult(rule, answers[rows.length + index] ?? null, request));
  return { scorecard: scorecardOf(results), profile: profiles };
}

function structureResult({ read, broken }: JudgeRequest): RuleResult {
  return {
    id: 'structure',
    kind: 'structure',
    field: null,
    dimension: 'validity',
    severity: 'reject',
    weight: 1,
    checked: read,
    failed: broken,
  };
}

function rejectingResults({ checks, counts, read, broken }: JudgeRequest): RuleResult[] {
  const checked = read - broken;
  const rows = checks.rows
    .filter(({ severity }) => severity === 'reject')
    .map((check) => ({ ...resultOf(check), checked, failed: counts.get(check.id) ?? 0 }));
  const unique = checks.unique
    .filter(({ severity }) => severity === 'reject')
    .map((rule) => uniqueResult(rule, checked, counts.get(rule.id) ?? 0));
  return [...rows, ...unique];
}

function resultOf({ id, kind, field, dimension, severity, weight }: RowCheck): Omit<RuleResult, 'checked' | 'failed'> {
  return { id, kind, field, dimension, severity, weight };
}

function uniqueResult({ id, fields, severity, weight }: UniqueRule, checked: number, failed: number): RuleResult {
  const field = fields.length === 1 ? (fields[0] ?? null) : null;
  return { id, kind: 'unique', field, dimension: 'uniqueness', severity, weight: weight ?? 1, checked, failed };
}

function tableResult(rule: TableRule, answer: unknown, { accepted, previousRows }: JudgeRequest): RuleResult {
  const passed =
    rule.kind === 'freshness'
      ? answer !== null && Number(answer) <= rule.maxAgeDays * DAY_SECONDS
      : countPasses(rule, accepted, previousRows);
  return {
    id: rule.id,
    kind: rule.kind,
    field: rule.kind === 'freshness' ? rule.field : null,
    dimension: dimensionOf(rule.kind),
    severity: rule.severity,
    weight: rule.weight ?? 1,
    checked: 1,
    failed: passed ? 0 : 1,
  };
}

function countPasses(
  { min, max, maxChangeShare }: Extract<TableRule, { kind: 'rowCount' }>,
  rows: number,
  previous: number | null,
): boolean {
  if ((min !== undefined && rows < min) || (max !== undefined && rows > max)) return false;
  if (maxChangeShare === undefined || previous === null) return true;
  return Math.abs(rows - previous) <= maxChangeShare * previous;
}

/** Seconds from the newest value to the load; a day counts from its end. */
function ageOf(field: string, now: string): string {
  return `date_diff('second', CAST(max(${sqlName(field)}) AS TIMESTAMP), CAST(${sqlText(now.replace(/Z$/, ''))} AS TIMESTAMP))`;
}
