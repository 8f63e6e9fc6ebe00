import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto';

import { type Static, Type } from 'typebox';

import { type Actor, type Context, closed, Instant, mayTouch, nullable, text, Uuid } from '#kernel';

import { feedErrors } from './errors.ts';
import { feedFile } from './facts.ts';
import type { CalendarFeedTables, FeedScope } from './tables.ts';

export type FeedContext = Context<CalendarFeedTables>;

const Scope = Type.Enum(['mine', 'department', 'district']);
export const NewFeed = closed({ label: text(60), scope: Scope });

/** A feed without its address, which is shown only when it is made. */
export const Feed = closed({
  id: Uuid,
  label: Type.String(),
  scope: Scope,
  createdAt: Instant,
  lastReadAt: nullable(Instant),
});

const SEE = 'operations:see';

/** The actor's own feeds. */
export async function listFeeds({ db, actor }: FeedContext): Promise<Static<typeof Feed>[]> {
  const rows = await db
    .selectFrom('operations_calendar_feed')
    .select(['id', 'label', 'scope', 'created_at', 'last_read_at'])
    .where('person_id', '=', actor.id)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id, label, scope, created_at, last_read_at }) => ({
    id,
    label,
    scope,
    createdAt: created_at,
    lastReadAt: last_read_at,
  }));
}

/**
 * Makes an address for a calendar program.
 * @returns the path with the secret, which is nowhere kept
 * @throws calendar.tooWide, calendar.noDepartment, calendar.tooMany
 */
export async function makeFeed(context: FeedContext, { label, scope }: Static<typeof NewFeed>): Promise<{ id: string; path: string }> {
  const { db, actor, now } = context;
  if (scope === 'department' && !actor.department) throw feedErrors.noDepartment();
  if (!maySee(context, actor, scope)) throw feedErrors.tooWide();
  const most = context.profile(feedFile).feedsAtMost;
  if ((await listFeeds(context)).length >= most) throw feedErrors.tooMany({ most });
  const secret = randomBytes(32).toString('base64url');
  const id = randomUUIDv7();
  await db
    .insertInto('operations_calendar_feed')
    .values({
      id,
      person_id: actor.id,
      scope,
      label,
      secret_digest: digestOf(secret),
      created_at: now,
      last_read_at: null,
      revoked_at: null,
    })
    .execute();
  await context.record({ kind: 'operations.calendar_feed_made', body: { id, scope } });
  return { id, path: `/calendar/${secret}.ics` };
}

/** Makes an address void at once. @throws calendar.noFeed also when it is somebody else's */
export async function revokeFeed({ db, actor, now, record }: FeedContext, id: string): Promise<void> {
  const revoked = await db
    .updateTable('operations_calendar_feed')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('person_id', '=', actor.id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) throw feedErrors.noFeed();
  await record({ kind: 'operations.calendar_feed_revoked', body: { id } });
}

/** The feed of an address, in use. @throws calendar.noFeed */
export async function feedOf({ db, now }: FeedContext, secret: string): Promise<{ personId: string; scope: FeedScope }> {
  const feed = await db
    .selectFrom('operations_calendar_feed')
    .select(['id', 'person_id', 'scope', 'last_read_at'])
    .where('secret_digest', '=', digestOf(secret))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!feed) throw feedErrors.noFeed();
  const noted = feed.last_read_at && now.getTime() - feed.last_read_at.getTime() < NOTED_EVERY_MS;
  if (!noted) await db.updateTable('operations_calendar_feed').set({ last_read_at: now }).where('id', '=', feed.id).execute();
  return { personId: feed.person_id, scope: feed.scope };
}

/** Programs look every few minutes; that somebody still looks need not be written so often. */
const NOTED_EVERY_MS = 3_600_000;

/** Whether the person may see so much today. */
export function maySee(context: Pick<FeedContext, 'profile'>, actor: Actor, scope: FeedScope): boolean {
  const as = { ...context, actor } as unknown as Context<never>;
  if (scope === 'district') return mayTouch(as, SEE, { department: null });
  return mayTouch(as, SEE, { department: actor.department, ownerId: actor.id });
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
