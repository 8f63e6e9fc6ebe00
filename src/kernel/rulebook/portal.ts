import type { Bilingual, Context, PageOf } from '../core/index.ts';
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

/** One rule set, its conditions in words. @throws rulebook.notFound */
export async function rulePage(context: Context<never>, identifier: string, version?: string): Promise<RulePage> {
  const view = await readVersion(context, identifier, version);
  return { ...view, pageTitle: view.ruleSet.title, conditions: conditionsOf(view.ruleSet) };
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
