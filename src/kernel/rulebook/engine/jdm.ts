import { Type } from 'typebox';
import { Value as Check } from 'typebox/value';

import { closed } from '../../core/index.ts';
import { invalidRuleSet } from '../errors.ts';
import { printTest } from './matches.ts';
import { type Fault, type OutputValue, OutputValue as OutputValueSchema, type RuleSet, rowWords, ruleSetFields } from './rule-set.ts';
import { parseTable } from './table.ts';
import { says } from './wording.ts';

const Columns = Type.Array(Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }), field: Type.Optional(Type.String()) }), {
  maxItems: 200,
});

const TableContent = Type.Object({
  hitPolicy: Type.Enum(['first', 'collect']),
  inputs: Columns,
  outputs: Columns,
  rules: Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 1024 }),
});

const Graph = Type.Object({
  nodes: Type.Array(Type.Object({ id: Type.String(), type: Type.String(), content: Type.Optional(Type.Unknown()) }), { maxItems: 20 }),
  edges: Type.Array(Type.Object({ sourceId: Type.String(), targetId: Type.String() }), { maxItems: 20 }),
  'x-rulebook': closed({ ...ruleSetFields, rows: Type.Record(Type.String(), closed(rowWords.properties)) }),
});

type Graph = Type.Static<typeof Graph>;
type Content = Type.Static<typeof TableContent>;

/**
 * Reads a JDM file of one decision table with our metadata under `x-rulebook`.
 * @throws rulebook.invalid with every mistake of the file's form
 */
export function readJdm(file: unknown): RuleSet {
  refuse(schemaFaults(Graph, file, ''));
  const graph = file as Graph;
  const content = tableContent(graph);
  const { rows: words, ...head } = graph['x-rulebook'];
  const faults: Fault[] = [];
  const rows = content.rules.map((rule, at) => readRule(rule, at, content, words, faults));
  refuse(faults);
  return { ...head, hitPolicy: content.hitPolicy, rows };
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw invalidRuleSet(faults);
}

function schemaFaults(schema: Type.TSchema, value: unknown, at: string): Fault[] {
  const shown = [...Check.Errors(schema, value)].slice(0, 20);
  return shown.map(({ instancePath, message }) => ({ row: null, column: null, text: says.schema(`${at}${instancePath}`, message) }));
}

/** Exactly input, one table, output, joined in that order: nothing else is decided here. */
function tableContent({ nodes, edges }: Graph): Content {
  const only = (type: string) => nodes.filter((node) => node.type === type);
  const [input, table, output] = ['inputNode', 'decisionTableNode', 'outputNode'].map((type) => only(type)[0]);
  if (nodes.length !== 3 || !input || !table || !output) throw notJdm('inputNode, decisionTableNode, outputNode');
  const joined = (from: string, to: string) => edges.some(({ sourceId, targetId }) => sourceId === from && targetId === to);
  if (edges.length !== 2 || !joined(input.id, table.id) || !joined(table.id, output.id)) throw notJdm('edges');
  refuse(schemaFaults(TableContent, table.content, '/nodes/content'));
  return table.content as Content;
}

const notJdm = (what: string) => invalidRuleSet([{ row: null, column: null, text: says.notJdm(what) }]);

function readRule(
  rule: Record<string, unknown>,
  at: number,
  content: Content,
  words: Graph['x-rulebook']['rows'],
  faults: Fault[],
): RuleSet['rows'][number] {
  const id = typeof rule['_id'] === 'string' ? rule['_id'] : `#${at + 1}`;
  const said = Object.hasOwn(words, id) ? words[id] : undefined;
  if (!said) faults.push({ row: id, column: null, text: says.schema(`x-rulebook.rows.${id}`, 'missing') });
  const add = (column: string | null, text: Fault['text']) => faults.push({ row: id, column, text });
  const cells: Record<string, string> = {};
  for (const { id: key, field } of content.inputs) {
    const cell = rule[key] ?? '';
    if (!field) add(key, says.notJdm('field'));
    else if (typeof cell !== 'string') add(field, says.cell());
    else if (cell.trim() !== '') cells[field] = cell;
  }
  const outputs: Record<string, OutputValue> = {};
  for (const { id: key, field } of content.outputs) {
    const value = writtenValue(rule[key]);
    if (!field) add(key, says.notJdm('field'));
    else if (value === undefined) add(field, says.outputCell(String(rule[key] ?? '')));
    else outputs[field] = value;
  }
  return { id, cells, outputs, ...(said as NonNullable<typeof said>) };
}

/** Output cells are expressions in JDM; only written values are taken, which JSON describes. */
function writtenValue(cell: unknown): OutputValue | undefined {
  try {
    const value: unknown = JSON.parse(String(cell));
    return Check.Check(OutputValueSchema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a rule set as a JDM file that other engines evaluate alike.
 * @param dates `days` writes days as numbers since 1970-01-01, since other engines cannot order ISO days; `iso` keeps our form
 */
export function writeJdm(set: RuleSet, dates: 'iso' | 'days' = 'iso'): object {
  const { rows, hitPolicy, ...head } = set;
  const words = rows.map(({ id, title, text, legalBasis, repairPath }) => [id, { title, text, legalBasis, repairPath }] as const);
  const columns = (list: readonly { field: string; title: { en: string } }[]) =>
    list.map(({ field, title }) => ({ id: field, field, name: title.en }));
  const content = { hitPolicy, inputs: columns(set.inputs), outputs: columns(set.outputs), rules: writeRules(set, dates) };
  return {
    contentType: 'application/vnd.gorules.decision',
    'x-rulebook': { ...head, rows: Object.fromEntries(words) },
    nodes: [
      { id: 'input', type: 'inputNode', name: 'input', position: { x: 0, y: 0 } },
      { id: 'table', type: 'decisionTableNode', name: set.identifier, position: { x: 300, y: 0 }, content },
      { id: 'output', type: 'outputNode', name: 'output', position: { x: 600, y: 0 } },
    ],
    edges: [
      { id: 'in', type: 'edge', sourceId: 'input', targetId: 'table' },
      { id: 'out', type: 'edge', sourceId: 'table', targetId: 'output' },
    ],
  };
}

function writeRules(set: RuleSet, dates: 'iso' | 'days'): object[] {
  const parsed = parseTable(set).rows;
  return set.rows.map(({ id, outputs, cells }, row) => ({
    _id: id,
    ...Object.fromEntries(
      set.inputs.map(({ field, type }, at) => {
        const test = parsed[row]?.tests[at];
        return [field, type === 'date' && dates === 'days' && test ? printTest(test, type, true) : (cells[field] ?? '')];
      }),
    ),
    ...Object.fromEntries(Object.entries(outputs).map(([field, value]) => [field, JSON.stringify(value)])),
  }));
}
