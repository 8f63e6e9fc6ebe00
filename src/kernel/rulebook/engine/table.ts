import { Value as Check } from 'typebox/value';

import { invalidRuleSet } from '../errors.ts';
import { type Fault, type OutputValue, RuleSet } from './rule-set.ts';
import { CellFault } from './tokens.ts';
import { parseTest, type Test } from './unary.ts';
import { says } from './wording.ts';

/** A row whose cells are understood. */
export interface TableRow {
  readonly id: string;
  /** One test an input column, in the order of the columns. */
  readonly tests: readonly Test[];
}

/**
 * Understands every cell of a rule set.
 * @throws rulebook.invalid naming row and column of every mistake
 */
export function parseTable(candidate: unknown): { readonly set: RuleSet; readonly rows: readonly TableRow[] } {
  const shape = [...Check.Errors(RuleSet, candidate)].slice(0, 20);
  if (shape.length > 0)
    throw invalidRuleSet(shape.map(({ instancePath, message }) => fault(null, null, says.schema(instancePath, message))));
  const set = candidate as RuleSet;
  const faults: Fault[] = [...headFaults(set), ...set.rows.flatMap((row) => outputFaults(set, row))];
  const rows = set.rows.map((row) => ({
    id: row.id,
    tests: set.inputs.map((column) => readCell(row.id, row.cells[column.field], column, faults)),
  }));
  if (faults.length > 0) throw invalidRuleSet(faults);
  return { set, rows };
}

const fault = (row: string | null, column: string | null, text: Fault['text']): Fault => ({ row, column, text });

function readCell(row: string, cell: string | undefined, column: RuleSet['inputs'][number], faults: Fault[]): Test {
  try {
    return parseTest(cell ?? '', column);
  } catch (error) {
    if (!(error instanceof CellFault)) throw error;
    faults.push(fault(row, column.field, error.words));
    return { kind: 'any' };
  }
}

function headFaults(set: RuleSet): Fault[] {
  const faults = [
    ...repeated(set.rows.map(({ id }) => id)).map((id) => fault(id, null, says.twice(id))),
    ...repeated([...set.inputs, ...set.outputs].map(({ field }) => field)).map((field) => fault(null, field, says.twice(field))),
    ...reductionFaults(set),
    ...Object.entries(set.otherwise).flatMap(([field, value]) => valueFaults(set, null, field, value)),
  ];
  if (set.validTo !== null && set.validTo <= set.validFrom) faults.push(fault(null, null, says.period()));
  return faults;
}

function reductionFaults({ hitPolicy, reduce, outputs }: RuleSet): Fault[] {
  const named = Object.keys(reduce);
  if (hitPolicy === 'first') return named.map((field) => fault(null, field, says.noReduction()));
  const fields = outputs.map(({ field }) => field);
  const unique = fields.filter((field) => reduce[field]?.by === 'unique');
  return [
    ...named.filter((field) => !fields.includes(field)).map((field) => fault(null, field, says.noColumn(field))),
    ...fields.filter((field) => !reduce[field]).map((field) => fault(null, field, says.needsReduction(field))),
    ...(unique.length > 0 && unique.length < fields.length ? [fault(null, null, says.mixedUnique())] : []),
  ];
}

function outputFaults(set: RuleSet, { id, cells, outputs }: RuleSet['rows'][number]): Fault[] {
  const inputs = new Set(set.inputs.map(({ field }) => field));
  return [
    ...Object.keys(cells)
      .filter((field) => !inputs.has(field))
      .map((field) => fault(id, field, says.noColumn(field))),
    ...set.outputs.filter(({ field }) => outputs[field] === undefined).map(({ field }) => fault(id, field, says.noOutput(field))),
    ...Object.entries(outputs).flatMap(([field, value]) => valueFaults(set, id, field, value)),
  ];
}

function valueFaults(set: RuleSet, row: string | null, field: string, value: OutputValue): Fault[] {
  const column = set.outputs.find((output) => output.field === field);
  if (!column) return [fault(row, field, says.noColumn(field))];
  const reduction = set.reduce[field];
  const members = Array.isArray(value) ? value : [String(value)];
  const allowed = reduction?.by === 'max' ? reduction.order : column.values?.map((label) => label.value);
  const foreign = allowed ? members.filter((member) => !allowed.includes(member)) : [];
  return [
    ...foreign.map((member) => fault(row, field, says.notListed(member))),
    ...((reduction?.by === 'union') !== Array.isArray(value) && reduction ? [fault(row, field, says.notList())] : []),
  ];
}

const repeated = (names: readonly string[]) => [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
