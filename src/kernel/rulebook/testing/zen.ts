import { ZenEngine } from '@gorules/zen-engine';

import { dayNumber } from '../engine/days.ts';
import { writeJdm } from '../engine/jdm.ts';
import type { RuleSet, Subject, Value } from '../engine/rule-set.ts';

const engine = new ZenEngine();

interface TableNode {
  readonly type: string;
  readonly content: { readonly inputs: readonly object[]; outputs: object[]; rules: Record<string, string>[] };
}

/** Asks ZEN which rows of the same JDM file hit each subject; many subjects in one call, since a call costs more than a table. */
export async function zenHits(set: RuleSet, subjects: readonly Subject[]): Promise<string[][]> {
  const decision = engine.createDecision(Buffer.from(JSON.stringify(rowIdsFrom(writeJdm(set, 'days')))));
  const { result } = await decision.evaluate({ subjects: subjects.map((subject) => zenSubject(set, subject)) });
  return (result as { subjects: { zenRow: string }[][] }).subjects.map((hits) => hits.map(({ zenRow }) => zenRow));
}

/** A decision that answers one subject a call, for benchmarks. */
export function zenDecision(set: RuleSet): (subject: Subject) => Promise<unknown> {
  const decision = engine.createDecision(Buffer.from(JSON.stringify(writeJdm(set, 'days'))));
  return async (subject) => (await decision.evaluate(zenSubject(set, subject))).result;
}

/** The table loops over the subjects and puts out the ids of the rows that hit. */
function rowIdsFrom(file: object): object {
  const { nodes, ...rest } = file as { nodes: TableNode[] };
  const loop = { executionMode: 'loop', inputField: 'subjects', outputPath: 'subjects', passThrough: false };
  return { ...rest, nodes: nodes.map((node) => (node.content ? { ...node, content: { ...idsOnly(node.content), ...loop } } : node)) };
}

function idsOnly(content: TableNode['content']): object {
  const rules = content.rules.map((rule) => ({ ...rule, zenRow: JSON.stringify(rule['_id']) }));
  return { ...content, outputs: [{ id: 'zenRow', field: 'zenRow', name: 'row' }], rules };
}

/** Days become numbers; a text that is no day stays a text, which fails every comparison there too. */
function zenSubject(set: RuleSet, subject: Subject): Record<string, Value> {
  const dates = new Set(set.inputs.filter(({ type }) => type === 'date').map(({ field }) => field));
  return Object.fromEntries(
    Object.entries(subject).map(([field, value]) => [field, dates.has(field) ? zenDay(value ?? null) : (value ?? null)]),
  );
}

function zenDay(value: Value): Value {
  if (typeof value === 'number') return String(value);
  const day = typeof value === 'string' ? dayNumber(value) : Number.NaN;
  return Number.isNaN(day) ? value : day;
}
