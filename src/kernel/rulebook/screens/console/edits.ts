import type { RuleSet } from '../../engine/rule-set.ts';

/** Cells that somebody writes anew, by `row field`. */
export type Edits = Readonly<Record<string, string>>;

/** The key of a cell in edits. */
export const cellKey = (row: string, field: string) => `${row} ${field}`;

/** A JDM file as far as editing needs it. */
export interface JdmFile {
  readonly 'x-rulebook': RuleSet;
  readonly nodes: readonly { readonly content?: { readonly rules: readonly Readonly<Record<string, string>>[] } }[];
}

/** A file with edited cells, as another version when asked. Our files name columns by their fields. */
export function withEdits(file: JdmFile, edits: Edits, change: Partial<RuleSet> = {}): JdmFile {
  const nodes = file.nodes.map((node) =>
    node.content ? { ...node, content: { ...node.content, rules: node.content.rules.map((rule) => editedRule(rule, edits)) } } : node,
  );
  return { ...file, 'x-rulebook': { ...file['x-rulebook'], ...change }, nodes };
}

function editedRule(rule: Readonly<Record<string, string>>, edits: Edits): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(rule).map(([field, cell]) => [field, edits[cellKey(rule['_id'] ?? '', field)] ?? cell]));
}

/** The numbers in a cell, each with where it stands, so that a slider can move it. */
export function boundsOf(cell: string): { readonly at: number; readonly text: string }[] {
  return [...cell.replaceAll(/"[^"]*"/g, (quoted) => '_'.repeat(quoted.length)).matchAll(/-?\d+(?:\.\d+)?/g)].map(({ index, 0: text }) => ({
    at: index,
    text,
  }));
}

/** A cell with one of its numbers replaced. */
export function withBound(cell: string, { at, text }: { readonly at: number; readonly text: string }, value: number): string {
  return `${cell.slice(0, at)}${value}${cell.slice(at + text.length)}`;
}

/** The next minor version, such as 1.3.0 after 1.2.4, that is not taken yet. */
export function nextVersion(versions: readonly string[]): string {
  const [major = 1, minor = 0] =
    versions.map((version) => version.split('.').map(Number)).sort((one, other) => compare(other, one))[0] ?? [];
  return `${major}.${minor + 1}.0`;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, i) => part !== other[i]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
