import { keyOf } from './outcome.ts';
import type { RuleRow, RuleSet } from './rule-set.ts';

/** One cell or output of a row that two versions write differently; null where a version does not have the row. */
export interface CellChange {
  readonly row: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the decision tables of two versions write differently, in the order of the newer one; removed rows last. */
export function differences(before: RuleSet, after: RuleSet): CellChange[] {
  const fields = [...new Set([...after.inputs, ...after.outputs, ...before.inputs, ...before.outputs].map(({ field }) => field))];
  const rows = [...new Set([...after.rows, ...before.rows].map(({ id }) => id))];
  return rows.flatMap((row) => {
    const [old, fresh] = [before, after].map((set) => set.rows.find(({ id }) => id === row));
    return fields
      .map((field) => ({ row, field, before: written(old, field), after: written(fresh, field) }))
      .filter((change) => (change.before ?? '') !== (change.after ?? ''));
  });
}

function written(row: RuleRow | undefined, field: string): string | null {
  if (!row) return null;
  const output = row.outputs[field];
  return output === undefined ? (row.cells[field]?.trim() ?? '') : keyOf(output);
}
