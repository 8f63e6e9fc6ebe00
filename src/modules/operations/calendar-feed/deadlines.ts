import type { Actor, Context } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import { policiesFile } from '../policies/facts.ts';
import { feedFile } from './facts.ts';
import type { Deadline } from './ical.ts';
import type { CalendarFeedTables, FeedScope } from './tables.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The deadlines a feed shows: those that run, those that pause, and for some days those that are over. While a clock pauses its deadline
 * is open, so calendars take it out, and put it back with the next sequence when it runs again.
 */
export async function readDeadlines(
  context: Context<CaseTables & CalendarFeedTables>,
  person: Actor,
  scope: FeedScope,
  base: string,
): Promise<Deadline[]> {
  const { keepDays, entriesAtMost } = context.profile(feedFile);
  const kinds = bindingKinds(context);
  const rows = await context.db
    .selectFrom('operations_clock as clock')
    .innerJoin('operations_case as matter', 'matter.id', 'clock.case_id')
    .leftJoin('operations_task as task', 'task.id', 'clock.task_id')
    .select(['clock.id', 'clock.state', 'clock.due_at', 'clock.started_at', 'clock.stopped_at'])
    .select(['matter.code', 'matter.revision', 'matter.changed_at'])
    .where((is) =>
      is.or([is('clock.state', '<>', 'stopped'), is('clock.stopped_at', '>', new Date(context.now.getTime() - keepDays * DAY_MS))]),
    )
    .where('matter.state', '<>', 'merged')
    .where('clock.kind', 'in', kinds)
    .$if(scope === 'department', (all) =>
      all.where((is) => is(is.fn.coalesce('task.department', 'matter.lead'), '=', person.department ?? '')),
    )
    .$if(scope === 'mine', (all) =>
      all.where((is) =>
        is(
          'clock.task_id',
          'in',
          is
            .selectFrom('operations_assignment')
            .select('task_id')
            .where('assignee_kind', '=', 'person')
            .where('assignee_id', '=', person.id)
            .where('ended_at', 'is', null),
        ),
      ),
    )
    .orderBy((is) => is('clock.state', '=', 'stopped'))
    .orderBy('clock.due_at')
    .orderBy('clock.id')
    .limit(entriesAtMost)
    .execute();
  return rows.map((row) => ({
    uid: `${row.id}@${context.district}.maplebridge`,
    sequence: row.revision,
    changedAt: row.changed_at,
    at: row.due_at ?? row.stopped_at ?? row.started_at,
    cancelled: row.state !== 'running' || row.due_at === null,
    code: row.code,
    url: `${base}/console/cases/${row.code}`,
  }));
}

/** Kinds of clocks that bind the administration; the days in which a reporter may answer are nobody's deadline. */
function bindingKinds({ profile }: Pick<Context<never>, 'profile'>): string[] {
  const clocks = profile(policiesFile).policies.flatMap((policy) => Object.entries(policy.clocks));
  return [...new Set(clocks.filter(([, { binding }]) => binding).map(([kind]) => kind))];
}
