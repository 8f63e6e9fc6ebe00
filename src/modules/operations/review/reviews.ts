import { randomUUIDv7 } from 'node:crypto';

import { type ExpressionBuilder, sql } from 'kysely';
import type { Static } from 'typebox';

import { departmentName, departmentsFile, districtFile, kernelErrors, localDate, may, type PageOf, pageOf, readCursor } from '#kernel';

import { readCode } from '../cases/code.ts';
import { operationsErrors } from '../errors.ts';
import { reviewErrors } from './errors.ts';
import type { NewItem, NewReview, Review, ReviewChange, ReviewSummary } from './shapes.ts';
import type { ReviewContext } from './tables.ts';

const SUPERVISE = 'operations:supervise';

/** What narrows the list of reviews. */
export interface ReviewQuery {
  readonly state?: 'open' | 'closed';
  /** Only those in which this department still has something to do. */
  readonly owner?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Today by the district's own clock. */
function todayOf({ now, profile }: ReviewContext): string {
  return localDate(profile(districtFile).timeZone, now);
}

/** Opens a review of a case or a day. @returns its id @throws operations-reviews.aboutOne, future, operations.noCase, unknownDepartment */
export async function openReview(context: ReviewContext, asked: Static<typeof NewReview>): Promise<string> {
  const { db, now, actor } = context;
  if ((asked.case === undefined) === (asked.day === undefined)) throw reviewErrors.aboutOne();
  if (asked.day !== undefined && asked.day > todayOf(context)) throw reviewErrors.future();
  const id = randomUUIDv7();
  const { title, summary } = asked;
  const about = { case_id: asked.case === undefined ? null : await caseId(context, asked.case), day: asked.day ?? null };
  await db
    .insertInto('operations_review')
    .values({ id, revision: 1, ...about, title, summary, state: 'open', opened_by: actor.id, opened_at: now, closed_at: null })
    .execute();
  if (asked.items.length > 0) await addItems(context, id, asked.items);
  return id;
}

async function caseId({ db }: ReviewContext, written: string): Promise<string> {
  const row = await db.selectFrom('operations_case').select('id').where('code', '=', readCode(written)).executeTakeFirst();
  if (!row) throw operationsErrors.noCase();
  return row.id;
}

async function addItems({ db, now, profile }: ReviewContext, review_id: string, items: readonly Static<typeof NewItem>[]): Promise<void> {
  const departments = new Set(profile(departmentsFile).departments.map(({ key }) => key));
  for (const { owner } of items) if (!departments.has(owner)) throw operationsErrors.unknownDepartment({ department: owner });
  await db
    .insertInto('operations_aar_item')
    .values(
      items.map(({ finding, action, owner, dueOn }) => ({
        id: randomUUIDv7(),
        review_id,
        finding,
        action,
        owner,
        due_on: dueOn,
        done_at: null,
        outcome: null,
        added_at: now,
      })),
    )
    .execute();
}

/** Puts title or summary right. @throws kernel.revisionChanged, operations-reviews.noReview, closed */
export async function changeReview(context: ReviewContext, id: string, base: number, change: Static<typeof ReviewChange>): Promise<void> {
  await touched(context, id, base);
  if (Object.keys(change).length > 0) await context.db.updateTable('operations_review').set(change).where('id', '=', id).execute();
}

/** Adds a finding. @throws as changeReview, operations.unknownDepartment */
export async function addItem(context: ReviewContext, id: string, base: number, item: Static<typeof NewItem>): Promise<void> {
  await touched(context, id, base);
  await addItems(context, id, [item]);
}

/** The owner's department, or a supervisor, says what came of a finding. @throws as changeReview, operations-reviews.noItem, notOwner, doneAlready */
export async function endItem(context: ReviewContext, id: string, base: number, itemId: string, outcome: string): Promise<void> {
  const { db, actor, now } = context;
  await touched(context, id, base);
  const item = await db
    .selectFrom('operations_aar_item')
    .select(['owner', 'done_at'])
    .where('id', '=', itemId)
    .where('review_id', '=', id)
    .executeTakeFirst();
  if (!item) throw reviewErrors.noItem();
  if (item.done_at) throw reviewErrors.doneAlready();
  if (!mayEnd(context, item.owner))
    throw reviewErrors.notOwner({ owner: departmentName(context.profile(departmentsFile), item.owner).zh, actor: actor.department });
  await db.updateTable('operations_aar_item').set({ done_at: now, outcome }).where('id', '=', itemId).execute();
}

/** Takes back that a finding is done. @throws as endItem */
export async function reopenItem(context: ReviewContext, id: string, base: number, itemId: string): Promise<void> {
  await touched(context, id, base);
  const owner = await context.db
    .selectFrom('operations_aar_item')
    .select('owner')
    .where('id', '=', itemId)
    .where('review_id', '=', id)
    .executeTakeFirst();
  if (!owner) throw reviewErrors.noItem();
  if (!mayEnd(context, owner.owner))
    throw reviewErrors.notOwner({ owner: departmentName(context.profile(departmentsFile), owner.owner).zh });
  await context.db.updateTable('operations_aar_item').set({ done_at: null, outcome: null }).where('id', '=', itemId).execute();
}

/** Ends a review once everything that was found is done. @throws as changeReview, operations-reviews.openItems */
export async function closeReview(context: ReviewContext, id: string, base: number): Promise<void> {
  await touched(context, id, base);
  await context.db
    .updateTable('operations_review')
    .set({ state: 'closed', closed_at: context.now })
    .where('id', '=', id)
    .execute()
    .catch((error: { constraint?: string }) => {
      throw error.constraint === 'operations_review_nothing_open' ? reviewErrors.openItems() : error;
    });
}

/** Holds an open review at the revision that was read, and counts it up. */
async function touched({ db }: ReviewContext, id: string, base: number): Promise<void> {
  const changed = await db
    .updateTable('operations_review')
    .set({ revision: sql`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', base)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  if (changed) return;
  const row = await db.selectFrom('operations_review').select('state').where('id', '=', id).executeTakeFirst();
  if (!row) throw reviewErrors.noReview();
  throw row.state === 'closed' ? reviewErrors.closed() : kernelErrors.revisionChanged();
}

function mayEnd({ actor }: ReviewContext, owner: string): boolean {
  return may(actor, SUPERVISE) || (may(actor, 'operations:handle') && actor.department === owner);
}

/** Reviews, newest first. */
export async function listReviews(context: ReviewContext, query: ReviewQuery): Promise<PageOf<ReviewSummary>> {
  const { limit = 50 } = query;
  const after = readCursor(query.cursor, 2);
  const rows = await reviews(context)
    .$if(query.state !== undefined, (select) => select.where('r.state', '=', query.state as 'open'))
    .$if(query.owner !== undefined, (select) => select.where((is) => hasOpenItem(is as never, query.owner as string)))
    .$if(after !== null, (select) => select.where(sql<boolean>`(r.opened_at, r.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .orderBy('r.opened_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows.map(summaryOf), limit, ({ openedAt, id }) => [openedAt.toISOString(), id]);
}

function hasOpenItem(
  is: ExpressionBuilder<{ r: { id: string }; operations_aar_item: { review_id: string; owner: string; done_at: Date | null } }, 'r'>,
  owner: string,
) {
  return is.exists(
    is
      .selectFrom('operations_aar_item')
      .select('review_id')
      .whereRef('review_id', '=', 'r.id')
      .where('owner', '=', owner)
      .where('done_at', 'is', null),
  );
}

function reviews(context: ReviewContext) {
  const today = todayOf(context);
  const items = (where: ReturnType<typeof sql>) =>
    sql<number>`(select count(*)::integer from operations_aar_item i where i.review_id = r.id and ${where})`;
  return context.db
    .selectFrom('operations_review as r')
    .leftJoin('operations_case as c', 'c.id', 'r.case_id')
    .select([
      'r.id',
      'r.revision',
      'r.title',
      'r.summary',
      'r.state',
      'r.opened_at as openedAt',
      'r.closed_at as closedAt',
      'c.code',
      'c.title as caseTitle',
    ])
    .select([
      sql<string | null>`r.day::text`.as('day'),
      items(sql`true`).as('items'),
      items(sql`i.done_at is not null`).as('done'),
      items(sql`i.done_at is null and i.due_on < ${today}::date`).as('overdue'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof reviews>['execute']>>[number];

function summaryOf({ code, caseTitle, summary: _, closedAt: __, ...row }: Row): ReviewSummary {
  return { ...row, case: code === null ? null : { code, title: caseTitle ?? '' } };
}

/** One review with its findings, those with the nearest date first. @throws operations-reviews.noReview */
export async function readReview(context: ReviewContext, id: string): Promise<Review> {
  const row = await reviews(context).where('r.id', '=', id).executeTakeFirst();
  if (!row) throw reviewErrors.noReview();
  const today = todayOf(context);
  const items = await context.db
    .selectFrom('operations_aar_item')
    .select(['id', 'finding', 'action', 'owner', 'done_at as doneAt', 'outcome', sql<string>`due_on::text`.as('dueOn')])
    .where('review_id', '=', id)
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  const open = row.state === 'open';
  return {
    ...summaryOf(row),
    summary: row.summary,
    closedAt: row.closedAt,
    mayEdit: open && may(context.actor, SUPERVISE),
    findings: items.map(({ owner, ...item }) => ({
      ...item,
      owner: { key: owner, title: departmentName(context.profile(departmentsFile), owner) },
      overdue: item.doneAt === null && item.dueOn < today,
      mayEnd: open && mayEnd(context, owner),
    })),
  };
}
