import type { LiveEvent } from '../events/index.ts';
import { createPace } from './live-pace.ts';

/** Somebody who follows topics. */
export interface Follower {
  readonly topics: ReadonlySet<string>;
  /** They have all events up to this position. */
  readonly since: number;
  /** Takes bytes that are shared with others. */
  send(bytes: Buffer): void;
}

/** Hands each event to those who follow its topics. */
export interface FanOut {
  /** Takes events in order. */
  offer(events: readonly LiveEvent[]): void;
  /** Lets somebody in who has all events up to `position()`. @returns how they leave */
  join(follower: Follower): () => void;
  /** Up to where events were offered. */
  position(): number;
  /** Sends what has been gathered. */
  flush(): void;
}

/** All who follow the same topics: they get the same bytes. */
interface Channel {
  readonly topics: ReadonlySet<string>;
  readonly followers: Set<Follower>;
  pending: { readonly position: number; readonly frame: string }[];
}

/** Fans events out: one buffer for all who follow the same topics, and one write for each of them, at a pace that follows the load. */
export function createFanOut(start: number, now: () => number = () => performance.now()): FanOut {
  const channels = new Map<string, Channel>();
  const ofTopic = new Map<string, Set<Channel>>();
  const full = new Set<Channel>();
  const pace = createPace(now);
  let position = start;
  let flushedAt = now();
  let timer: NodeJS.Timeout | null = null;

  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    flushedAt = now();
    const filled = [...full];
    full.clear();
    for (const channel of filled) sendAll(channel);
  };
  const gather = (event: LiveEvent) => {
    const reached = new Set(event.topics.flatMap((topic) => [...(ofTopic.get(topic) ?? [])]));
    for (const channel of reached) {
      channel.pending.push({ position: event.position, frame: frameOf(event, channel.topics) });
      full.add(channel);
      pace.count(channel.followers.size);
    }
  };
  const openChannel = (key: string, topics: ReadonlySet<string>): Channel => {
    const channel = { topics, followers: new Set<Follower>(), pending: [] };
    channels.set(key, channel);
    for (const topic of topics) ofTopic.set(topic, (ofTopic.get(topic) ?? new Set()).add(channel));
    return channel;
  };
  const closeChannel = (key: string, channel: Channel) => {
    channels.delete(key);
    full.delete(channel);
    for (const topic of channel.topics) {
      const left = ofTopic.get(topic);
      left?.delete(channel);
      if (left?.size === 0) ofTopic.delete(topic);
    }
  };

  return {
    offer: (events) => {
      for (const event of events) gather(event);
      position = events.at(-1)?.position ?? position;
      const gatherMs = pace.gatherMs();
      if (gatherMs === 0) flush();
      else timer ??= setTimeout(flush, Math.max(0, flushedAt + gatherMs - now()));
    },
    join: (follower) => {
      const key = [...follower.topics].sort().join(',');
      const channel = channels.get(key) ?? openChannel(key, follower.topics);
      channel.followers.add(follower);
      return () => {
        if (channel.followers.delete(follower) && channel.followers.size === 0) closeChannel(key, channel);
      };
    },
    position: () => position,
    flush,
  };
}

/** Who joined while events were being gathered has the first of them already. */
function sendAll(channel: Channel): void {
  const { pending } = channel;
  channel.pending = [];
  const [first] = pending;
  if (!first) return;
  const all = Buffer.from(pending.map(({ frame }) => frame).join(''));
  for (const follower of channel.followers) {
    if (follower.since < first.position) follower.send(all);
    else sendRest(follower, pending);
  }
}

function sendRest(follower: Follower, pending: Channel['pending']): void {
  const rest = pending.filter(({ position }) => position > follower.since).map(({ frame }) => frame);
  if (rest.length > 0) follower.send(Buffer.from(rest.join('')));
}

/** One event as it travels, naming only those of its topics that the reader follows. */
export function frameOf({ position, topics, data }: LiveEvent, followed: ReadonlySet<string>): string {
  const shown = topics.filter((topic) => followed.has(topic));
  return `id: ${position}\nevent: change\ndata: ${JSON.stringify({ topics: shown, ...data })}\n\n`;
}
