import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

import type { LiveHub } from '../events/index.ts';
import { type FanOut, type Follower, frameOf } from './live-fan-out.ts';

/** One open page that follows topics. */
export interface LiveStream {
  /** Tells what it missed and goes on with what comes; `from` is the last position it has, null for a new one. */
  begin(from: number | null): Promise<void>;
  /** Leaves it these topics only, says which are gone, and ends when none is left. */
  keepOnly(topics: ReadonlySet<string>): void;
  /** Says that the line lives, and how far it is, so that coming back never means reading what other topics brought. */
  beat(): void;
  end(): void;
}

/** A browser that reads too slowly is let go rather than fill our memory; it comes back and says where it was. */
const MOST_UNSENT_BYTES = 1024 * 1024;
const PATIENCE_MS = 30_000;
/** How long browsers wait before they come back, more or less: after a restart not all at the same moment. */
const RETRY_MS = 2_000;
/** Events told again at a time, so that who missed much is not let go for it. */
const PAGE = 500;

interface StreamOptions {
  readonly raw: ServerResponse;
  readonly hub: LiveHub;
  readonly fanOut: FanOut;
  readonly topics: ReadonlySet<string>;
}

/** Carries events to one browser; the answer has begun. */
export function openStream({ raw, hub, fanOut, topics: asked }: StreamOptions): LiveStream {
  let topics = asked;
  let leave = () => {};
  let caughtUp = false;
  const gone = new AbortController();
  raw.once('close', () => {
    gone.abort();
    leave();
  });
  const follow = (since: number) => {
    leave();
    const follower: Follower = { topics, since, send };
    leave = fanOut.join(follower);
  };
  const send = (bytes: Buffer | string) => {
    if (raw.writableEnded || raw.destroyed) return;
    raw.write(bytes);
    if (raw.writableLength > MOST_UNSENT_BYTES) endWith(say('resync', fanOut.position()));
  };
  const endWith = (last: string) => {
    leave();
    raw.end(last);
    setTimeout(() => raw.destroy(), PATIENCE_MS).unref();
  };
  const roomToWrite = async () => {
    if (raw.writableNeedDrain) await once(raw, 'drain', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(PATIENCE_MS)]) });
  };
  /** Reads until nothing more was offered than what it has. */
  const catchUp = async (from: number): Promise<number> => {
    let at = from;
    while (at < fanOut.position() && !gone.signal.aborted && !raw.writableEnded) {
      const until = fanOut.position();
      const missed = await hub.read({ after: at, until, topics: [...topics], limit: PAGE });
      if (missed.length > 0) raw.write(missed.map((event) => frameOf(event, topics)).join('')); // then waits, so it is never too much
      at = missed.length === PAGE ? (missed.at(-1)?.position ?? until) : until;
      await roomToWrite();
    }
    return at;
  };

  return {
    begin: async (from) => {
      const kept = from !== null && (await hub.keeps(from));
      const start = kept ? from : fanOut.position();
      send(`retry: ${Math.round(RETRY_MS * (0.5 + Math.random()))}\n${say(from === null || kept ? 'beat' : 'resync', start)}`);
      const at = await catchUp(start).catch(() => raw.destroy());
      if (typeof at !== 'number' || raw.destroyed || raw.writableEnded) return;
      caughtUp = true;
      follow(at);
    },
    keepOnly: (allowed) => {
      const lost = [...topics].filter((topic) => !allowed.has(topic));
      if (lost.length === 0) return;
      fanOut.flush();
      topics = new Set([...topics].filter((topic) => allowed.has(topic)));
      const refusal = refused(lost);
      if (topics.size === 0) return endWith(refusal);
      send(refusal);
      if (caughtUp) follow(fanOut.position());
    },
    beat: () => {
      if (!caughtUp) return;
      fanOut.flush();
      send(say('beat', fanOut.position()));
    },
    end: () => raw.end(),
  };
}

/** Topics that are not, or no longer, told here. */
export function refused(topics: readonly string[]): string {
  return `event: refused\ndata: ${JSON.stringify({ topics })}\n\n`;
}

function say(event: 'beat' | 'resync', position: number): string {
  return `id: ${position}\nevent: ${event}\ndata: {}\n\n`;
}
