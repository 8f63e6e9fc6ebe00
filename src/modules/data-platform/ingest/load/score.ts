import type { Dimension, RuleResult, Scorecard } from '../model.ts';

const DIMENSIONS: readonly Dimension[] = ['completeness', 'validity', 'uniqueness', 'consistency', 'timeliness'];

/** Scores rule results: the weighted share of passed checks, in all and by dimension. */
export function scorecardOf(rules: readonly RuleResult[]): Scorecard {
  const dimensions = DIMENSIONS.map((dimension) => [dimension, scoreOf(rules.filter((rule) => rule.dimension === dimension))]);
  return { score: scoreOf(rules), dimensions: Object.fromEntries(dimensions), rules };
}

function scoreOf(rules: readonly RuleResult[]): number | null {
  const counted = rules.filter(({ checked, weight }) => checked > 0 && weight > 0);
  const all = counted.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return null;
  return counted.reduce((sum, { weight, checked, failed }) => sum + (weight * (checked - failed)) / checked, 0) / all;
}
