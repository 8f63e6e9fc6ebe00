import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import { Type } from 'typebox';

import { type Context, closed, defineRoutes, personNow, route, Uuid, workRoute } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import { readDeadlines } from './deadlines.ts';
import { feedErrors } from './errors.ts';
import { feedFile } from './facts.ts';
import { Feed, feedOf, listFeeds, makeFeed, maySee, NewFeed, revokeFeed } from './feeds.ts';
import { writeCalendar } from './ical.ts';
import type { CalendarFeedTables } from './tables.ts';

type Tables = CaseTables & CalendarFeedTables;

const OWN = '/api/calendar-feeds';

/** A calendar program reads by the secret address; people make and revoke such addresses. */
export const feedRoutes = defineRoutes<Tables>([
  workRoute({
    method: 'GET',
    path: '/calendar/:file',
    absolute: true,
    summary: 'Deadlines for a calendar program (iCalendar, RFC 5545); the address is the secret',
    permission: 'public',
    params: closed({ file: Type.String({ pattern: '^[A-Za-z0-9_-]{43}\\.ics$' }) }),
    reply: 'file',
    work: async (work, { params, publicUrl, headers }) => {
      const base = publicUrl ?? `http://${String(headers['host'] ?? 'localhost')}`;
      const body = Buffer.from(await work.transaction((context) => readCalendar(context, params.file.slice(0, -4), base)));
      const etag = createHash('sha256').update(body).digest('base64url');
      return { stream: Readable.from([body]), type: 'text/calendar; charset=utf-8', size: body.length, etag };
    },
  }),
  route({
    method: 'GET',
    path: OWN,
    absolute: true,
    summary: 'My calendar addresses, without their secrets',
    permission: 'operations:see',
    reply: closed({ items: Type.Array(Feed) }),
    handle: async (context) => ({ items: await listFeeds(context) }),
  }),
  // not a plain route: their answers are kept for repeated requests, and this one holds the secret
  workRoute({
    method: 'POST',
    path: OWN,
    absolute: true,
    summary: 'Make an address for a calendar program; it is shown only now',
    permission: 'operations:see',
    body: NewFeed,
    reply: closed({ id: Uuid, path: Type.String() }),
    status: 201,
    work: (work, { body }) => work.transaction((context) => makeFeed(context, body)),
  }),
  route({
    method: 'DELETE',
    path: `${OWN}/:id`,
    absolute: true,
    summary: 'Make a calendar address void at once',
    permission: 'operations:see',
    params: closed({ id: Uuid }),
    reply: closed({}),
    handle: async (context, { params }) => {
      await revokeFeed(context, params.id);
      return {};
    },
  }),
]);

/** Whoever lost their rights, or their place in the department, sees no more than they may today. @throws calendar.noFeed */
async function readCalendar(context: Context<Tables>, secret: string, base: string): Promise<string> {
  const { personId, scope } = await feedOf(context, secret);
  const person = await personNow(context, personId);
  if (!person || !maySee(context, person, scope)) throw feedErrors.noFeed();
  const { title, refreshMinutes } = context.profile(feedFile);
  return writeCalendar({ name: title.zh, refreshMinutes }, await readDeadlines(context, person, scope, base));
}
