import type { ServerResponse } from 'node:http';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, kernelErrors } from '../core/index.ts';
import { eventErrors, type LiveEvent, type LiveHub, rightsTopic } from '../events/index.ts';
import { createFanOut } from './live-fan-out.ts';
import { type AskedTopic, allowedTopics, askedTopics, rightsOf } from './live-rights.ts';
import { type LiveStream, openStream, refused } from './live-stream.ts';
import type { HttpOptions } from './options.ts';

const BEAT_MS = 20_000;
/** Rights are asked for again this often even if nobody said that they changed, such as when a role runs out. */
const RECHECK_MS = 60_000;
const LOOK_MS = 1_000;
/** Streams of one person at a time. */
const MOST_STREAMS = 100;

/** An open stream and whose it is. */
interface Followed {
  readonly stream: LiveStream;
  readonly request: FastifyRequest;
  readonly asked: readonly AskedTopic[];
  actorId: string;
  rights: string;
  checkAt: number;
}

/**
 * What changes, as server-sent events: `/api/live?topics=jobs,operations.case:7Q2M`. Ids only: whoever may see more asks for it. A
 * browser that comes back with Last-Event-ID (or `from=`) gets what it missed, each event once, or `resync` when that is no longer kept.
 * Topics that it may not follow are named in `refused`.
 */
export function mountLive(app: FastifyInstance, options: HttpOptions, hub: LiveHub): void {
  const fanOut = createFanOut(hub.head());
  const open = new Set<Followed>();
  const stopFollowing = hub.follow((events) => {
    fanOut.offer(events);
    const changed = new Set(events.flatMap(rightsChanged));
    if (changed.size > 0) for (const each of open) if (changed.has(rightsTopic(each.actorId))) recheck(each);
  });
  const recheck = (each: Followed, force = true) =>
    void checkAgain(options, each, force).catch((error: unknown) => {
      each.request.log.error(error);
      each.stream.end(); // who cannot be checked comes back and is checked then
    });
  const beating = setInterval(() => {
    for (const { stream } of open) stream.beat();
  }, BEAT_MS);
  const checking = setInterval(() => {
    for (const each of open) if (Date.now() >= each.checkAt) recheck(each, false);
  }, LOOK_MS);
  app.addHook('preClose', async () => {
    stopFollowing();
    clearInterval(beating);
    clearInterval(checking);
    for (const { stream } of open) stream.end(); // else stopping would wait for every open page
  });
  app.get('/api/live', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    const actor = await options.authenticate(request);
    if (actor.kind === 'anonymous') throw kernelErrors.signInFirst();
    const query = request.query as { topics?: unknown; from?: unknown };
    const asked = askedTopics(options.modules, query.topics);
    if (countOf(open, actor) >= MOST_STREAMS) throw kernelErrors.tooMany({ seconds: 60 });
    const topics = await allowedTopics(options, actor, asked);
    const left = asked.map(({ topic }) => topic).filter((topic) => !topics.has(topic));
    if (topics.size === 0) throw eventErrors.topicsRefused({ topics: left.join(', ') });
    const raw = hijack(reply);
    const stream = openStream({ raw, hub, fanOut, topics });
    const followed = { stream, request, asked, actorId: actor.id, rights: rightsOf(actor), checkAt: nextCheck() };
    open.add(followed);
    raw.once('close', () => open.delete(followed));
    if (left.length > 0) raw.write(refused(left));
    await stream.begin(positionOf(request.headers['last-event-id'] ?? query.from));
  });
}

/** Says with every answer of the interface where the order of changes was: whoever reads it can follow from there and misses nothing. */
export function sayPosition(app: FastifyInstance, hub: LiveHub): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/')) void reply.header('live-position', hub.head());
  });
}

/**
 * Asks anew who that is, without counting it as use of the session, and what they may follow.
 * @param force ask about the topics even if roles and permissions are as they were
 */
async function checkAgain(options: HttpOptions, each: Followed, force: boolean): Promise<void> {
  each.checkAt = nextCheck();
  const actor = await options.authenticate(each.request, { anew: true });
  const rights = rightsOf(actor);
  if (!force && rights === each.rights) return;
  each.rights = rights;
  each.stream.keepOnly(await allowedTopics(options, actor, each.asked));
}

/** Without length or chunks the answer ends with the connection: every write then is exactly the shared bytes. */
function hijack(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const { raw } = reply;
  raw.useChunkedEncodingByDefault = false;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  return raw;
}

/** Spread, so that all who came at the same moment are not asked about at the same moment for ever. */
function nextCheck(): number {
  return Date.now() + RECHECK_MS * (0.5 + Math.random() / 2);
}

function positionOf(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

function rightsChanged({ topics }: LiveEvent): readonly string[] {
  return topics.filter((topic) => topic.startsWith(rightsTopic('')));
}

function countOf(open: ReadonlySet<Followed>, { id }: Actor): number {
  let count = 0;
  for (const { actorId } of open) if (actorId === id) count += 1;
  return count;
}
