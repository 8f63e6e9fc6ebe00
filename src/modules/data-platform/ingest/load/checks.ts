import { sqlText as text } from '../engine.ts';
import { IngestFault } from '../fault.ts';
import type { Dimension, Field, Rule, RuleResult, Severity } from '../model.ts';
import { compileExpression } from './expression.ts';
import { engineType } from './types.ts';

/** Where a check finds a field: its text as it came (null once it has a type) and its value. */
export type Columns = (field: Field) => { readonly raw: string | null; readonly value: string };

/** One thing to check on each row: `passes` gives the SQL condition, which is true or NULL for a row that is right. */
export interface RowCheck {
  readonly id: string;
  readonly kind: RuleResult['kind'];
  readonly field: string | null;
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly weight: number;
  passes(columns: Columns): string;
}

type RowRule = Exclude<Rule, { kind: 'unique' | 'freshness' | 'rowCount' }>;
export type UniqueRule = Extract<Rule, { kind: 'unique' }>;
export type TableRule = Extract<Rule, { kind: 'freshness' | 'rowCount' }>;

/** All that a load checks. */
export interface Checks {
  readonly rows: readonly RowCheck[];
  readonly unique: readonly UniqueRule[];
  readonly table: readonly TableRule[];
  /** Values of `reference` rules, by the name of the engine's table that holds them. */
  readonly references: ReadonlyMap<string, readonly string[]>;
}

const DIMENSIONS: Readonly<Record<RuleResult['kind'], Dimension>> = {
  structure: 'validity',
  type: 'validity',
  notNull: 'completeness',
  unique: 'uniqueness',
  range: 'validity',
  pattern: 'validity',
  codes: 'validity',
  reference: 'consistency',
  expression: 'consistency',
  freshness: 'timeliness',
  rowCount: 'completeness',
};

/** The dimension of quality a kind of rule speaks about. */
export function dimensionOf(kind: RuleResult['kind']): Dimension {
  return DIMENSIONS[kind];
}

/**
 * Turns fields and rules into checks. A field's constraints are rules too, named `kind:field`.
 * @throws badRule when a rule names no field, twice the same id, or does not fit its field
 */
export function planChecks(fields: readonly Field[], rules: readonly Rule[]): Checks {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const all = [...fields.flatMap(rulesOfField), ...rules];
  refuseDoubleIds(all);
  const references = new Map<string, readonly string[]>();
  const rows: RowCheck[] = fields.filter(({ type }) => type !== 'text').map(typeCheck);
  for (const rule of all) {
    if (isRowRule(rule)) rows.push(rowCheck(rule, byName, references));
    else for (const field of 'fields' in rule ? rule.fields : 'field' in rule ? [rule.field] : []) fieldOf(byName, field, rule.id);
  }
  return {
    rows,
    unique: all.filter((rule) => rule.kind === 'unique'),
    table: all.filter((rule) => rule.kind === 'freshness' || rule.kind === 'rowCount'),
    references,
  };
}

/** The condition that a row passes all checks: never NULL. */
export function passesAll(checks: readonly RowCheck[], columns: Columns): string {
  return checks.length === 0 ? 'true' : checks.map((check) => passes(check, columns)).join(' AND ');
}

/** The condition that a row passes a check: never NULL. */
export function passes(check: RowCheck, columns: Columns): string {
  return `coalesce(${check.passes(columns)}, true)`;
}

function rulesOfField(field: Field): Rule[] {
  const common = (kind: Rule['kind']) => ({ id: `${kind}:${field.name}`, field: field.name, severity: 'reject' as const });
  const { name, min, max, pattern, codes } = field;
  return [
    ...(field.required ? [{ ...common('notNull'), kind: 'notNull' as const }] : []),
    ...(field.unique ? [{ id: `unique:${name}`, kind: 'unique' as const, severity: 'reject' as const, fields: [name] }] : []),
    ...(min !== undefined || max !== undefined
      ? [{ ...common('range'), kind: 'range' as const, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }]
      : []),
    ...(pattern === undefined ? [] : [{ ...common('pattern'), kind: 'pattern' as const, pattern }]),
    ...(codes === undefined ? [] : [{ ...common('codes'), kind: 'codes' as const, codes }]),
  ];
}

function isRowRule(rule: Rule): rule is RowRule {
  return rule.kind !== 'unique' && rule.kind !== 'freshness' && rule.kind !== 'rowCount';
}

function typeCheck(field: Field): RowCheck {
  return {
    id: `type:${field.name}`,
    kind: 'type',
    field: field.name,
    dimension: 'validity',
    severity: 'reject',
    weight: 1,
    passes: (columns) => {
      const { raw, value } = columns(field);
      return raw === null ? 'true' : `(${raw} IS NULL OR ${value} IS NOT NULL)`;
    },
  };
}

function rowCheck(rule: RowRule, fields: ReadonlyMap<string, Field>, references: Map<string, readonly string[]>): RowCheck {
  const common = { id: rule.id, kind: rule.kind, dimension: dimensionOf(rule.kind), severity: rule.severity, weight: rule.weight ?? 1 };
  if (rule.kind === 'expression') {
    const condition = compileExpression(rule.expression, [...fields.values()], rule.id);
    return { ...common, field: null, passes: (columns) => condition((field) => columns(field).value) };
  }
  const field = fieldOf(fields, rule.field, rule.id);
  return { ...common, field: field.name, passes: fieldCondition(rule, field, references) };
}

function fieldCondition(
  rule: Exclude<RowRule, { kind: 'expression' }>,
  field: Field,
  references: Map<string, readonly string[]>,
): RowCheck['passes'] {
  switch (rule.kind) {
    case 'notNull':
      return (columns) => `${columns(field).raw ?? columns(field).value} IS NOT NULL`;
    case 'range':
      return rangeCondition(rule, field);
    case 'pattern':
      if (field.type !== 'text') throw new IngestFault('badRule', { rule: rule.id, reason: 'pattern needs a text field' });
      return (columns) => `regexp_full_match(${columns(field).value}, ${text(rule.pattern)})`;
    case 'codes':
      return (columns) => `CAST(${columns(field).value} AS VARCHAR) IN (${rule.codes.map(text).join(', ')})`;
    case 'reference': {
      const table = `reference_${references.size}`;
      if (!rule.values) throw new IngestFault('badRule', { rule: rule.id, reason: `no values of ${rule.dataset}` });
      references.set(table, rule.values);
      return (columns) => `CAST(${columns(field).value} AS VARCHAR) IN (SELECT value FROM ${table})`;
    }
  }
}

function rangeCondition({ id, min, max }: Extract<Rule, { kind: 'range' }>, field: Field): RowCheck['passes'] {
  if (field.type === 'boolean') throw new IngestFault('badRule', { rule: id, reason: 'range needs an ordered field' });
  const bound = (value: string) => `CAST(${text(value)} AS ${engineType(field)})`;
  const conditions = (value: string) => [
    ...(min === undefined ? [] : [`${value} >= ${bound(min)}`]),
    ...(max === undefined ? [] : [`${value} <= ${bound(max)}`]),
  ];
  return (columns) => conditions(columns(field).value).join(' AND ') || 'true';
}

function fieldOf(fields: ReadonlyMap<string, Field>, name: string, rule: string): Field {
  const field = fields.get(name);
  if (!field) throw new IngestFault('badRule', { rule, reason: `no field ${name}` });
  return field;
}

function refuseDoubleIds(rules: readonly Rule[]): void {
  const seen = new Set<string>();
  for (const { id } of rules) {
    if (seen.has(id)) throw new IngestFault('badRule', { rule: id, reason: 'the id is used twice' });
    seen.add(id);
  }
}
