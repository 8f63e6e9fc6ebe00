import { randomUUIDv7 } from 'node:crypto';

import { attach, attachmentsOf, mayTouch } from '#kernel';

import { operationsErrors } from '../errors.ts';
import type { FileMark } from './scene.ts';
import type { CaseContext } from './tables.ts';

/** Most files that one case may have. */
const MOST = 20;

/** Ties files that were sent before to a case. @throws operations.tooManyFiles, files.notFound */
export async function attachFiles(context: CaseContext, caseId: string, ids: readonly string[]): Promise<FileMark[]> {
  if (ids.length === 0) return [];
  const record = `operations_case/${caseId}` as const;
  const there = await attachmentsOf(context, record);
  if (there.length + ids.length > MOST) throw operationsErrors.tooManyFiles({ most: MOST });
  const marks = [];
  for (const id of ids) {
    const { hash, name } = await attach(context, id, record);
    marks.push({ id, sha256: hash, name });
  }
  return marks;
}

/** Whether the actor sees the case that a file hangs on; each look leaves a line in the file's trail of custody. */
export async function lookAtAttachment(context: CaseContext, caseId: string): Promise<boolean> {
  const found = await context.db.selectFrom('operations_case').select('lead').where('id', '=', caseId).executeTakeFirst();
  if (!found) return false;
  const parts = await context.db.selectFrom('operations_task').select('department').where('case_id', '=', caseId).execute();
  const departments = [found.lead, ...parts.map(({ department }) => department)];
  const sees = departments.some((department) => mayTouch(context as never, 'operations:see', { department }));
  if (!sees) return false;
  const look = { id: randomUUIDv7(), case_id: caseId, department: context.actor.department, reader_id: context.actor.id, at: context.now };
  await context.db.insertInto('operations_custody').values(look).execute();
  return true;
}
