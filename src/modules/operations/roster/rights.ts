import { allow, type Context, mayTouch, purpose, requirePurpose } from '#kernel';

import type { RosterContext } from './tables.ts';

/** Why colleagues and supervisors read who is on duty. */
export const duty = purpose('operations:duty', { en: 'To plan duty and relieve each other', zh: '安排值班与交接班' });

/** Live topic of rosters, shifts, leave, swaps and handovers; its id is the department. */
export const ROSTER_TOPIC = 'operations.roster';

/** Stops whoever does not keep the rosters of the department. @throws kernel.forbidden, policy.outOfReach */
export function keeper(context: RosterContext, department: string): void {
  allow(context as unknown as Context<never>, 'operations:roster', { department });
}

/** Whether somebody keeps the rosters of the department. */
export function isKeeper(context: RosterContext, department: string): boolean {
  return mayTouch(context as unknown as Context<never>, 'operations:roster', { department });
}

/** A supervisor of the department. @throws kernel.forbidden, policy.outOfReach */
export function supervisor(context: RosterContext, department: string): void {
  allow(context as unknown as Context<never>, 'operations:supervise', { department });
}

/**
 * Writes a line for each other person whose duty is shown; they see it, with the reason.
 * @throws policy.purposeNotAllowed when none of the reader's roles may read for duty
 */
export async function recordDutyRead(context: RosterContext, people: Iterable<string>, fields: readonly string[]): Promise<void> {
  const others = new Set([...people].filter((id) => id !== context.actor.id));
  if (others.size === 0) return;
  requirePurpose(context as unknown as Context<never>, duty);
  for (const subjectId of others) {
    await context.recordRead({ subjectId, record: `operations_member/${subjectId}`, fields, purpose: duty });
  }
}
