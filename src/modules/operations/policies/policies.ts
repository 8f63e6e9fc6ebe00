import { type Bilingual, type Calendar, calendarFile, DomainError, departmentsFile, openCalendar, type ReadProfile } from '#kernel';

import { operationsErrors } from '../errors.ts';
import { categoriesOf } from '../signals/categories.ts';
import { type Duration, type Policy, type PolicyFile, policiesFile } from './facts.ts';

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

/** Categories without a policy, and names that the other profile files do not know. */
export function policyFaults(profile: ReadProfile): Bilingual[] {
  const file = profile(policiesFile);
  const departments = new Set(profile(departmentsFile).departments.map(({ key }) => key));
  const calendars = new Set(file.policies.flatMap(({ clocks }) => Object.values(clocks).map(({ calendar }) => calendar)));
  const strange = departments.has(file.dutyDepartment)
    ? []
    : [operationsErrors.unknownDepartment({ department: file.dutyDepartment }).text];
  return [
    ...strange,
    ...[...categoriesOf(profile).values()].flatMap(({ key, group }) =>
      Object.keys(file.levels).flatMap((level) => faultOf(() => policyFor(file, [key, group], level))),
    ),
    ...[...calendars].flatMap((name) => faultOf(() => openCalendar(profile(calendarFile), name))),
    ...[...categoriesOf(profile).values()].flatMap(({ department }) =>
      departments.has(department) ? [] : [operationsErrors.unknownDepartment({ department }).text],
    ),
  ];
}

function faultOf(check: () => unknown): Bilingual[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof DomainError) return [error.text];
    throw error;
  }
}

function fits(wanted: readonly string[], held: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((one) => held.includes(one));
}
