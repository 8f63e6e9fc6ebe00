import { mayTouch } from '#kernel';

import type { CaseContext, TaskState } from '../cases/tables.ts';
import type { DispatchContext } from '../dispatch/tables.ts';

/** What narrows a list of tasks. */
interface TaskQuery {
  readonly department?: string;
  readonly state?: TaskState;
  readonly codes?: string;
}

const MOST = 500;

/** Tasks of a department: those of one's own, unless one sees all. The most urgent come first. */
export async function listTasks({ db, actor, ...rest }: CaseContext, { department, state, codes }: TaskQuery) {
  const seesAll = mayTouch({ db, actor, ...rest } as never, 'operations:see', { department: null });
  const wanted = seesAll ? department : (actor.department ?? '');
  const rows = await db
    .selectFrom('operations_task as t')
    .innerJoin('operations_case as c', 'c.id', 't.case_id')
    .select(['t.id', 'c.code', 'c.revision', 't.title', 't.department', 't.state', 't.priority', 't.offered_at', 't.due_at'])
    .$if(wanted !== undefined, (query) => query.where('t.department', '=', wanted as string))
    .$if(state !== undefined, (query) => query.where('t.state', '=', state as TaskState))
    .$if(codes !== undefined, (query) => query.where('c.code', 'in', (codes as string).split(',')))
    .orderBy('t.due_at')
    .orderBy('t.id')
    .limit(MOST)
    .execute();
  return rows.map(({ offered_at, due_at, ...row }) => ({ ...row, offeredAt: offered_at, dueAt: due_at }));
}

/** Teams of a department that are not retired. */
export async function teamsOf({ db }: DispatchContext, department: string) {
  const rows = await db
    .selectFrom('operations_team')
    .select(['id', 'name_zh', 'name_en'])
    .where('department', '=', department)
    .where('retired_at', 'is', null)
    .orderBy('name_zh')
    .execute();
  return rows.map(({ id, name_zh, name_en }) => ({ id, title: { zh: name_zh, en: name_en } }));
}
