import { sql } from 'kysely';
import type { Static } from 'typebox';

import { announce, type Context } from '#kernel';

import type { CaseRecord } from '../cases/fold.ts';
import type { CaseContext } from '../cases/tables.ts';
import { seenCase } from '../cases/view.ts';
import { boardErrors } from './errors.ts';
import { boardFile } from './facts.ts';
import { seatOf } from './seats.ts';
import type { Claim } from './shapes.ts';
import type { BoardContext, BoardTables } from './tables.ts';

type Row = BoardTables['operations_claim'];

/**
 * Says that the actor is at a case, for the length of a lease; every board shows it. One's own claim is made longer.
 * @throws operations.noCase, operations.nothingToDo, operations.claimed with the desk and until when
 */
export async function claim(context: BoardContext, code: string): Promise<Static<typeof Claim>> {
  const { record } = await seenCase(context as unknown as CaseContext, { code });
  if (record.fields.state === 'closed' || record.fields.state === 'merged') throw boardErrors.nothingToDo();
  const { actor, now } = context;
  const values = {
    holder_id: actor.id,
    department: actor.department,
    seat: await seatOf(context),
    claimed_at: now,
    until: leaseEnd(context),
  };
  const taken = await context.db
    .insertInto('operations_claim')
    .values({ case_id: record.id, ...values })
    .onConflict((held) =>
      held
        .column('case_id')
        .doUpdateSet(values)
        .where((is) => is.or([is('operations_claim.until', '<=', now), is('operations_claim.holder_id', '=', actor.id)])),
    )
    .returningAll()
    .executeTakeFirst();
  if (!taken) throw boardErrors.claimed(await heldBy(context, record.id));
  await tell(context, record);
  return shownClaim(context, taken);
}

/** Makes one's own lease longer while it holds. @throws operations.notClaimed */
export async function renewClaim(context: BoardContext, code: string): Promise<Static<typeof Claim>> {
  const { db, actor, now } = context;
  const row = await db
    .updateTable('operations_claim')
    .set({ until: leaseEnd(context) })
    .where('case_id', '=', db.selectFrom('operations_case').select('id').where('code', '=', code))
    .where('holder_id', '=', actor.id)
    .where('until', '>', now)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw boardErrors.notClaimed();
  await tell(context, (await seenCase(context as unknown as CaseContext, { code })).record);
  return shownClaim(context, row);
}

/** Lets go of a case; nothing happens when the lease had ended. */
export async function releaseClaim(context: BoardContext, code: string): Promise<void> {
  const { record } = await seenCase(context as unknown as CaseContext, { code });
  const { numDeletedRows } = await context.db
    .deleteFrom('operations_claim')
    .where('case_id', '=', record.id)
    .where('holder_id', '=', context.actor.id)
    .executeTakeFirst();
  if (numDeletedRows > 0n) await tell(context, record);
}

/** Claims that hold now, by case. */
export async function claimsOf(context: BoardContext, caseIds: readonly string[]): Promise<Map<string, Static<typeof Claim>>> {
  const rows = await context.db
    .selectFrom('operations_claim')
    .selectAll()
    .where('until', '>', context.now)
    .where(sql<boolean>`case_id = any(${caseIds}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.case_id, shownClaim(context, row)]));
}

function shownClaim({ actor }: Pick<Context<never>, 'actor'>, { seat, department, claimed_at, until, holder_id }: Row) {
  return { seat, department, since: claimed_at, until, mine: holder_id === actor.id };
}

async function heldBy({ db, now }: BoardContext, caseId: string) {
  const row = await db.selectFrom('operations_claim').selectAll().where('case_id', '=', caseId).executeTakeFirst();
  return { seat: row?.seat ?? 0, department: row?.department ?? null, until: (row?.until ?? now).toISOString() };
}

function leaseEnd({ profile, now }: BoardContext): Date {
  return new Date(now.getTime() + profile(boardFile).claimSeconds * 1000);
}

async function tell(context: BoardContext, { fields, tasks, revision }: CaseRecord): Promise<void> {
  const departments = new Set([fields.lead, ...Object.values(tasks).map(({ department }) => department)]);
  const topics = ['operations.board', `operations.case:${fields.code}`, ...[...departments].map((key) => `operations.department:${key}`)];
  await announce(context, topics, { ids: [fields.code], state: fields.state, revision });
}
