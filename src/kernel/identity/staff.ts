import { type Context, kernelDb, type Purpose } from '../core/index.ts';
import { requirePurpose } from '../policy/index.ts';

/** Somebody who works in a department. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
}

/**
 * Who works in a department, by name. Everybody listed can see that they were, and why.
 * @throws policy.purposeNotAllowed
 */
export async function staffOf<Tables>(context: Context<Tables>, department: string, purpose: Purpose): Promise<StaffMember[]> {
  requirePurpose(context as unknown as Context<never>, purpose);
  const rows = await kernelDb(context)
    .selectFrom('kernel_person')
    .select(['id', 'display_name'])
    .where('department', '=', department)
    .where('disabled_at', 'is', null)
    .orderBy('display_name')
    .execute();
  for (const { id } of rows) {
    if (id !== context.actor.id)
      await context.recordRead({ subjectId: id, record: `kernel_person/${id}`, fields: ['display_name'], purpose });
  }
  return rows.map(({ id, display_name }) => ({ id, name: display_name }));
}
