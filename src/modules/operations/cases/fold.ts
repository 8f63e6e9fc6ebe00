import { type CaseFields, type Change, KINDS, type Things } from './change.ts';

/** One line of a case's log. */
export interface LogLine {
  readonly rev: number;
  readonly at: Date;
  readonly actorId: string;
  readonly actorDepartment: string | null;
  readonly act: string;
  readonly fields: Change;
  readonly reasonCode?: string | null;
  readonly lawRef?: string | null;
}

/** A case as its log tells it. */
export type CaseRecord = {
  readonly id: string;
  readonly revision: number;
  readonly changedAt: Date;
  readonly fields: CaseFields;
} & { readonly [Kind in keyof Things]: Readonly<Record<string, Things[Kind]>> };

/**
 * The state of a case: its log, folded. Lines that a later line takes back count as never written, so undoing a merge gives exactly what
 * the log without the merge gives; what was written meanwhile about things the merge had brought falls away with them.
 * @param lines all of the case's lines in order of rev, at least the first
 */
export function fold(id: string, lines: readonly LogLine[]): CaseRecord {
  const cancelled = cancelledBy(lines);
  const folding = { fields: {} as Record<string, unknown>, ...Object.fromEntries(KINDS.map((kind) => [kind, {}])) } as Folding;
  for (const { rev, fields } of lines) if (!cancelled.has(rev)) apply(folding, fields);
  const last = lines.at(-1) as LogLine;
  return { id, revision: last.rev, changedAt: last.at, ...folding } as unknown as CaseRecord;
}

/** Revisions that a later line of the log takes back. */
export function cancelledBy(lines: readonly LogLine[]): ReadonlySet<number> {
  return new Set(lines.flatMap(({ fields: { cancels } }) => (cancels === undefined ? [] : [cancels])));
}

type Folding = { fields: Record<string, unknown> } & Record<keyof Things, Record<string, object>>;

function apply(folding: Folding, change: Change): void {
  if (change.set) Object.assign(folding.fields, change.set);
  for (const kind of KINDS) {
    const things = change[kind];
    if (!things) continue;
    for (const [id, patch] of Object.entries(things)) {
      const known = folding[kind][id];
      if (known || 'since' in patch) folding[kind][id] = { ...known, ...patch };
    }
  }
}
