import type { Bilingual, Context, PageOf } from '../core/index.ts';
import { type CellChange, differences } from './engine/differences.ts';
import { phraseOf } from './engine/phrase.ts';
import type { RuleSet } from './engine/rule-set.ts';
import { parseTable } from './engine/table.ts';
import type { SetSummary, VersionView } from './schema.ts';
import { listSets, readVersion } from './versions.ts';

/** What the portal's list of rules shows. */
export type RulesPage = PageOf<SetSummary>;

/** What the portal's page of one rule set shows. */
export interface RulePage extends VersionView {
  readonly pageTitle: Bilingual;
  /** By row id. */
  readonly conditions: Readonly<Record<string, readonly Condition[]>>;
  /** Against the published version before it, or null for the first. */
  readonly changes: { readonly against: string; readonly cells: readonly CellChange[] } | null;
}

/** Published rule sets. @param query how many, and after which */
export function rulesPage(context: Context<never>, query: { limit?: number; cursor?: string }): Promise<RulesPage> {
  return listSets(context, query);
}

/** One condition of a row, in words. */
export interface Condition {
  readonly title: Bilingual;
  readonly words: Bilingual;
}

/** One rule set with what changed. @throws rulebook.notFound */
export async function rulePage(context: Context<never>, identifier: string, version?: string): Promise<RulePage> {
  const view = await readVersion(context, identifier, version);
  const before = await predecessor(context, identifier, view);
  const changes = before && { against: before.ruleSet.version, cells: differences(before.ruleSet, view.ruleSet) };
  return { ...view, pageTitle: view.ruleSet.title, conditions: conditionsOf(view.ruleSet), changes };
}

function conditionsOf(set: RuleSet): RulePage['conditions'] {
  const said = parseTable(set).rows.map(
    ({ id, tests }) => [id, tests.map((test, at) => condition(test, set.inputs[at])).filter((words) => words !== null)] as const,
  );
  return Object.fromEntries(said);
}

function condition(test: Parameters<typeof phraseOf>[0], input: Parameters<typeof phraseOf>[1] | undefined): Condition | null {
  const words = input ? phraseOf(test, input) : null;
  return words && input ? { title: input.title, words } : null;
}

/** The published version just before; versions come newest first. */
async function predecessor(context: Context<never>, identifier: string, { ruleSet, versions }: VersionView): Promise<VersionView | null> {
  const at = versions.findIndex(({ version }) => version === ruleSet.version);
  const before = versions.slice(at + 1).find(({ state }) => state === 'published' || state === 'retired');
  return before ? readVersion(context, identifier, before.version) : null;
}
