import type { Calendar } from '#kernel';

import { operationsErrors } from '../errors.ts';
import type { Duration, Policy, PolicyFile } from './facts.ts';

/**
 * The deadline policy of a case: the first that fits. There is no silent fallback.
 * @param groups the category's leaf and the groups above it
 * @throws operations.unknownLevel, operations.noPolicy with the list of policies
 */
export function policyFor(file: PolicyFile, groups: readonly string[], level: string): Policy {
  if (!(level in file.levels)) throw operationsErrors.unknownLevel({ level, known: Object.keys(file.levels) });
  const found = file.policies.find(({ match }) => fits(match.levels, [level]) && fits(match.categories, groups));
  if (!found) throw operationsErrors.noPolicy({ category: groups[0], level, known: file.policies.map(({ key }) => key) });
  return found;
}

/** Open seconds of a span in a calendar. */
export function secondsOf(duration: Duration, calendar: Calendar): number {
  if ('minutes' in duration) return duration.minutes * 60;
  if ('hours' in duration) return Math.round(duration.hours * 3600);
  return calendar.secondsOf(duration.workingDays);
}

function fits(wanted: readonly string[], held: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((one) => held.includes(one));
}
