import { calendarFile, openCalendar } from '../calendar/index.ts';
import type { Context } from '../core/index.ts';
import { type PublishedRules, versionAt } from './engine/as-of.ts';
import { type CompiledRules, compileRuleSet } from './engine/compile.ts';
import type { RuleSet } from './engine/rule-set.ts';
import { ruleSetOf, selectVersions } from './versions.ts';

/** Compiled versions by content; a published one never changes. */
const compiled = new Map<string, CompiledRules>();

/** All published versions of a rule set, compiled, for decisions as of any two times. */
export async function publishedRules<Tables>(context: Context<Tables>, identifier: string): Promise<PublishedRules[]> {
  const own = context as unknown as Context<never>;
  const calendar = openCalendar(own.profile(calendarFile));
  const rows = await selectVersions(own).where('identifier', '=', identifier).where('state', 'in', ['published', 'retired']).execute();
  const dayStart = (day: string | null) => (day === null ? null : calendar.startOfDay(day));
  return rows.map((row) => ({
    rules: compiledOnce(row.digest, ruleSetOf(row)),
    validFrom: calendar.startOfDay(row.valid_from),
    validTo: dayStart(row.valid_to),
    publishedAt: row.published_at as Date,
    ...(row.ends_known_at !== null && { ended: { at: dayStart(row.ends_on) as Date, knownAt: row.ends_known_at } }),
  }));
}

/**
 * The rules that hold at a time, as far as known now.
 * @throws rulebook.noVersion
 */
export async function rulesAt<Tables>(context: Context<Tables>, identifier: string, validAt: Date = context.now): Promise<CompiledRules> {
  return versionAt(await publishedRules(context, identifier), validAt, context.now);
}

function compiledOnce(digest: string, set: RuleSet): CompiledRules {
  const key = `${digest} ${set.state}`;
  const known = compiled.get(key);
  if (known) return known;
  const rules = compileRuleSet(set);
  compiled.set(key, rules);
  return rules;
}
