import { createHash } from 'node:crypto';

import { sql } from 'kysely';

import { type Context, districtFile } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import { titlesOf } from '../cases/titles.ts';
import type { DispatchTables } from '../dispatch/tables.ts';
import { policiesFile } from '../policies/facts.ts';
import type { RosterTables } from '../roster/tables.ts';
import { fieldFile } from './facts.ts';
import type { FieldFacts, FieldTask } from './shapes.ts';

/** Assignments name teams, and rosters say who belongs to them. */
export type FieldContext = Context<CaseTables & DispatchTables & RosterTables>;

/** More than anybody does in a shift. */
const MOST = 200;

/**
 * Accepted tasks assigned to the actor or to a team the actor belongs to, the most urgent first; with `department`, also those of the
 * department that nobody in particular has. The revision is a digest of all that is answered.
 */
export async function fieldTasks(context: FieldContext, department: boolean) {
  const rows = await tasksOf(context, department);
  const titles = titlesOf(context.profile);
  const items = rows.map((row) => ({ ...row, category: titles.category(row.category), level: titles.level(row.level) })) as FieldTask[];
  const facts = factsOf(context);
  return { revision: createHash('sha256').update(JSON.stringify({ items, facts })).digest('base64url').slice(0, 22), items, facts };
}

async function tasksOf({ db, actor }: FieldContext, department: boolean) {
  const teams = db.selectFrom('operations_member').select('team_id').where('person_id', '=', actor.id).where('left_at', 'is', null);
  const rows = await db
    .selectFrom('operations_task as t')
    .innerJoin('operations_case as c', 'c.id', 't.case_id')
    .leftJoin('operations_assignment as a', (join) => join.onRef('a.task_id', '=', 't.id').on('a.ended_at', 'is', null))
    .leftJoin('operations_team as m', (join) => join.on(sql<boolean>`m.id::text = a.assignee_id`).on('a.assignee_kind', '=', 'team'))
    .select([
      't.id',
      'c.code',
      'c.revision as caseRevision',
      't.title',
      'c.title as about',
      'c.category',
      'c.level',
      't.state',
      't.priority',
    ])
    .select(['c.place', 'c.lng', 'c.lat', 't.accepted_at as acceptedAt', 't.due_at as dueAt', 'c.paused'])
    .select(['a.assignee_kind as kind', 'm.name_zh as zh', 'm.name_en as en'])
    .where('t.state', '=', 'accepted')
    .where((is) =>
      is.or([
        is.and([is('a.assignee_kind', '=', 'person'), is('a.assignee_id', '=', actor.id)]),
        is.and([is('a.assignee_kind', '=', 'team'), is('m.id', 'in', teams)]),
        ...(department ? [is.and([is('a.id', 'is', null), is('t.department', '=', actor.department ?? '')])] : []),
      ]),
    )
    .orderBy(sql`t.due_at asc nulls last`)
    .orderBy('t.priority')
    .orderBy('t.id')
    .limit(MOST)
    .execute();
  return rows.map(({ kind, zh, en, ...row }) => ({ ...row, whose: kind ?? 'department', team: zh && en ? { zh, en } : null }));
}

/** What a device keeps to be able to write offline. */
function factsOf({ profile }: FieldContext): FieldFacts {
  const { stages, reasons } = profile(policiesFile);
  const named = (titles: typeof stages) => Object.entries(titles).map(([key, title]) => ({ key, title }));
  const { phrases } = profile(fieldFile);
  return { hotline: profile(districtFile).hotline, stages: named(stages), cannot: named(reasons.cannot), phrases };
}
