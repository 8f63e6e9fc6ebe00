import type { ServerResponse } from 'node:http';

import type { FastifyInstance } from 'fastify';

import { kernelErrors } from '../core/index.ts';
import type { LiveEvent, LiveHub } from '../events/index.ts';
import type { HttpOptions } from './options.ts';

const BEAT_MS = 20_000;
/** A browser that reads too slowly is let go rather than fill our memory; it comes back and says where it was. */
const MAX_UNSENT_BYTES = 1024 * 1024;
const MAX_TOPICS = 20;

/**
 * What changes, as server-sent events: `/api/live?topics=jobs,notifications`. Ids only: whoever may see more asks for it. A browser that
 * comes back with Last-Event-ID gets what it missed, or `resync` when that is no longer kept.
 */
export function mountLive(app: FastifyInstance, options: HttpOptions, hub: LiveHub): void {
  const followed = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const raw of followed) raw.end(); // else stopping would wait for every open page
  });
  app.get('/api/live', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    const actor = await options.authenticate(request);
    if (actor.kind === 'anonymous') throw kernelErrors.signInFirst();
    const topics = new Set(
      String((request.query as { topics?: unknown }).topics ?? '')
        .split(',')
        .filter(Boolean),
    );
    if (topics.size === 0 || topics.size > MAX_TOPICS) throw kernelErrors.invalid({ query: 'topics' });
    reply.hijack();
    const { raw } = reply;
    followed.add(raw);
    raw.once('close', () => followed.delete(raw));
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    await begin(raw, hub, topics, Number(request.headers['last-event-id'] ?? Number.NaN));
  });
}

async function begin(raw: ServerResponse, hub: LiveHub, topics: ReadonlySet<string>, last: number): Promise<void> {
  const waiting: LiveEvent[] = [];
  let sent = Number.isInteger(last) ? last : hub.head();
  let caughtUp = false;
  const send = (events: readonly LiveEvent[]) => {
    for (const event of events) {
      if (event.position <= sent) continue;
      sent = event.position;
      if (topics.has(event.topic))
        raw.write(`id: ${event.position}\nevent: change\ndata: ${JSON.stringify({ topic: event.topic, ...event.data })}\n\n`);
    }
    if (raw.writableLength > MAX_UNSENT_BYTES) raw.destroy();
  };
  const stop = hub.follow((events) => (caughtUp ? send(events) : waiting.push(...events)));
  const beat = setInterval(() => raw.write(`event: beat\ndata: {}\n\n`), BEAT_MS);
  raw.once('close', () => {
    stop();
    clearInterval(beat);
  });
  raw.write(`id: ${sent}\nevent: beat\ndata: {}\n\n`);
  const missed = Number.isInteger(last) ? await hub.since(last) : [];
  if (missed === null) {
    sent = hub.head();
    raw.write(`id: ${sent}\nevent: resync\ndata: {}\n\n`);
  } else send(missed);
  caughtUp = true;
  send(waiting);
}
