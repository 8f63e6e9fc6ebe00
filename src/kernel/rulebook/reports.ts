import { sql } from 'kysely';

import type { Context } from '../core/index.ts';
import { packColumns } from './engine/columns.ts';
import { type CompiledRules, compileRuleSet } from './engine/compile.ts';
import type { RuleSet, Subject } from './engine/rule-set.ts';
import { whatIf } from './engine/what-if.ts';
import { readPopulation } from './population.ts';
import type { SampledReport } from './schema.ts';
import { bySemver, ruleSetOf, selectVersions } from './versions.ts';

/** What a what-if request may say. */
export interface Asked {
  /** Version to compare with; the published one just before when absent. */
  readonly against?: string | undefined;
  /** Output whose change counts; the first when absent. */
  readonly output?: string | undefined;
  /** Text column to count by. */
  readonly groupBy?: string | undefined;
  readonly seed?: number | undefined;
  readonly subjects?: readonly Subject[] | undefined;
}

/**
 * What would change if a rule set replaced the published version before it, on the subjects sent along, else on those that a module
 * keeps, else on its own examples.
 * @throws rulebook.noOutput, rulebook.noColumn, rulebook.wrongInput, rulebook.moreThanOneHit
 */
export async function report(context: Context<never>, set: RuleSet, asked: Asked = {}): Promise<SampledReport> {
  const after = compileRuleSet(set);
  const before = await versionBefore(context, set, asked.against);
  const { basis, takenAt, names, columns } = await basisOf(context, [...set.inputs, ...(before?.set.inputs ?? [])], set, asked.subjects);
  const found = whatIf({
    before: before ?? after,
    after,
    columns,
    output: asked.output ?? (set.outputs[0]?.field as string),
    groupBy: asked.groupBy,
    seed: asked.seed ?? 1,
    nameOf: (i) => names[i] ?? String(i + 1),
  });
  const groupable = Object.keys(columns.byField).filter((field) => columns.byField[field]?.type === 'string');
  return { basis, takenAt, against: before?.set.version ?? null, groupable, ...found } as SampledReport;
}

async function basisOf(context: Context<never>, inputs: RuleSet['inputs'], set: RuleSet, sent: Asked['subjects']) {
  const distinct = inputs.filter(({ field }, at) => inputs.findIndex((other) => other.field === field) === at);
  const packed = (subjects: readonly Subject[]) => packColumns(distinct, subjects);
  if (sent) return { basis: 'sent' as const, takenAt: context.now, names: [] as readonly string[], columns: packed(sent) };
  const population = await readPopulation(context, set.identifier);
  if (population) return { basis: 'population' as const, ...population };
  const examples = set.examples ?? [];
  return {
    basis: 'examples' as const,
    takenAt: context.now,
    names: examples.map(({ title }) => title.zh),
    columns: packed(examples.map(({ subject }) => subject)),
  };
}

async function versionBefore(
  context: Context<never>,
  { identifier, version }: RuleSet,
  against: string | undefined,
): Promise<CompiledRules | null> {
  const published = selectVersions(context).where('identifier', '=', identifier).where('state', 'in', ['published', 'retired']);
  const row = await (against === undefined
    ? published.where(bySemver, '<', sql<number[]>`string_to_array(${version}, '.')::int[]`).orderBy(bySemver, 'desc')
    : published.where('version', '=', against)
  ).executeTakeFirst();
  return row ? compileRuleSet(ruleSetOf(row)) : null;
}
