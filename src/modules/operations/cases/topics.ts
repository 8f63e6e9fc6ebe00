import { mayTouch } from '#kernel';

import type { CaseContext } from './tables.ts';

type Topic = { readonly name: string; may(context: CaseContext, id: string | null): boolean | Promise<boolean> };

/** What boards and pages follow live, and who may. A department's own work is seen by its people; all of it by those who see all. */
export const mayFollow: readonly Topic[] = [
  { name: 'operations.board', may: (context, id) => id === null && sees(context, null) },
  { name: 'operations.department', may: (context, id) => id !== null && sees(context, id) },
  { name: 'operations.area', may: (context, id) => id !== null && sees(context, null) },
  { name: 'operations.case', may: (context, id) => id !== null && seesCase(context, id) },
];

function sees(context: CaseContext, department: string | null): boolean {
  return mayTouch(context as never, 'operations:see', { department });
}

async function seesCase(context: CaseContext, code: string): Promise<boolean> {
  if (sees(context, null)) return true;
  const department = context.actor.department ?? '';
  if (!sees(context, department)) return false;
  const part = (table: 'operations_task') => context.db.selectFrom(table).select('case_id').where('department', '=', department);
  const row = await context.db
    .selectFrom('operations_case')
    .select('id')
    .where('code', '=', code)
    .where((is) => is.or([is('lead', '=', department), is('id', 'in', part('operations_task'))]))
    .executeTakeFirst();
  return row !== undefined;
}
