import type { Bilingual, Context, PageOf } from '../core/index.ts';
import { type CellChange, differences } from './engine/differences.ts';
import type { SetSummary, VersionView } from './schema.ts';
import { listSets, readVersion } from './versions.ts';

/** What the portal's list of rules shows. */
export type RulesPage = PageOf<SetSummary>;

/** What the portal's page of one rule set shows. */
export interface RulePage extends VersionView {
  readonly pageTitle: Bilingual;
  /** Against the published version before it, or null for the first. */
  readonly changes: { readonly against: string; readonly cells: readonly CellChange[] } | null;
}

/** Published rule sets. @param query how many, and after which */
export function rulesPage(context: Context<never>, query: { limit?: number; cursor?: string }): Promise<RulesPage> {
  return listSets(context, query);
}

/** One rule set with what changed. @throws rulebook.notFound */
export async function rulePage(context: Context<never>, identifier: string, version?: string): Promise<RulePage> {
  const view = await readVersion(context, identifier, version);
  const before = await predecessor(context, identifier, view);
  const changes = before && { against: before.ruleSet.version, cells: differences(before.ruleSet, view.ruleSet) };
  return { ...view, pageTitle: view.ruleSet.title, changes };
}

/** The published version just before; versions come newest first. */
async function predecessor(context: Context<never>, identifier: string, { ruleSet, versions }: VersionView): Promise<VersionView | null> {
  const at = versions.findIndex(({ version }) => version === ruleSet.version);
  const before = versions.slice(at + 1).find(({ state }) => state === 'published' || state === 'retired');
  return before ? readVersion(context, identifier, before.version) : null;
}
