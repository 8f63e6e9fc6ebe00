import { useEffect, useRef, useSyncExternalStore } from 'react';

/** How fresh the live line is: `late` when nothing was heard for twice its beat, `cut` when the line is down. */
export type Liveness = 'fresh' | 'late' | 'cut';

/** One thing that changed on the server. Whoever may see more asks for it. Without ids: anything may have changed. */
export interface LiveEvent {
  /** Its place in the order of all that changed. */
  readonly position: number;
  /** Those of its topics that this page follows. */
  readonly topics: readonly string[];
  readonly ids?: readonly string[];
  readonly state?: string;
  readonly due?: string | null;
  readonly revision?: number;
}

/** The live line as people see it: its state, and when the server was last heard, in milliseconds since 1970. */
export interface LiveStatus {
  readonly liveness: Liveness;
  readonly heardAt: number;
}

/** How often the server says that it is there. */
const BEAT_MS = 20_000;
const RETRY_MS = 5000;
/** A page that nobody looks at lets go of its line after so long: a browser opens only six to a server. */
const HIDDEN_MS = 60_000;

type Listener = (event: LiveEvent) => void;

/** Somebody on the page who watches topics; they know all that changed up to `since`. */
interface Watcher {
  readonly topics: readonly string[];
  readonly listener: Listener;
  since: number | null;
}

/** One stream for the whole page, open while anybody watches a topic. Every watcher hears each event once, also after a break. */
class LiveLine {
  private readonly watchers = new Set<Watcher>();
  private readonly readers = new Set<() => void>();
  private readonly recovering = new Set<() => void>();
  private source: EventSource | null = null;
  private openFor = '';
  private opened: readonly Watcher[] = [];
  private reopening = 0;
  private hiding = 0;
  /** The server's position as last seen in an answer or heard here, and as last heard here. */
  private position: number | null = null;
  private heard = -1;
  private status: LiveStatus = { liveness: 'cut', heardAt: 0 };

  constructor() {
    globalThis.document?.addEventListener('visibilitychange', () => this.look());
  }

  watch(topics: readonly string[], listener: Listener, since: number | null): () => void {
    const watcher = { topics, listener, since: since ?? this.position };
    this.watchers.add(watcher);
    this.reopenSoon();
    return () => {
      this.watchers.delete(watcher);
      this.reopenSoon();
    };
  }

  /** An answer was read when the server was at this position. */
  readAt(position: number): void {
    this.position = Math.max(this.position ?? 0, position);
  }

  recover(listener: () => void): () => void {
    this.recovering.add(listener);
    return () => this.recovering.delete(listener);
  }

  read = (): LiveStatus => this.status;

  subscribe = (reader: () => void): (() => void) => {
    const beat = setInterval(() => this.grow(), BEAT_MS / 4);
    this.readers.add(reader);
    return () => {
      clearInterval(beat);
      this.readers.delete(reader);
    };
  };

  /** Screens mount and unmount in bursts; the stream changes once they are done. */
  private reopenSoon(wait = 60): void {
    clearTimeout(this.reopening);
    this.reopening = window.setTimeout(() => this.reopen(), wait);
  }

  private reopen(): void {
    const watchers = [...this.watchers];
    const topics = [...new Set(watchers.flatMap((watcher) => watcher.topics))].sort().join(',');
    const isBehind = watchers.some(({ since }) => since !== null && since < this.heard);
    if (topics !== this.openFor || isBehind) this.close();
    this.opened = watchers;
    if (topics === this.openFor) return;
    this.openFor = topics;
    const known = watchers.map(({ since }) => since).filter((since) => since !== null);
    const from = known.length > 0 ? `&from=${Math.min(...known)}` : '';
    const source = new EventSource(`/api/live?topics=${encodeURIComponent(topics)}${from}`);
    this.source = source;
    source.onopen = () => this.rise();
    source.onerror = () => this.fall();
    source.addEventListener('change', (message) => this.hear(message));
    source.addEventListener('resync', (message) => this.hearAll(message));
    source.addEventListener('beat', (message) => this.advance(message));
  }

  private close(): void {
    this.source?.close();
    this.source = null;
    this.openFor = '';
    this.opened = [];
  }

  /** A browser tries again by itself after a lost line, but not after a refusal such as an ended session. */
  private fall(): void {
    this.set('cut', this.status.heardAt);
    if (this.source?.readyState !== EventSource.CLOSED) return;
    this.close();
    this.reopenSoon(RETRY_MS);
  }

  private rise(): void {
    const wasCut = this.status.liveness === 'cut' && this.status.heardAt > 0;
    this.set('fresh', Date.now());
    if (wasCut) for (const listener of this.recovering) listener();
  }

  /** Hidden for long: what happens meanwhile is told when somebody looks again. */
  private look(): void {
    clearTimeout(this.hiding);
    if (document.hidden) this.hiding = window.setTimeout(() => this.close(), HIDDEN_MS);
    else this.reopen();
  }

  private hear(message: MessageEvent<string>): void {
    const event = { ...JSON.parse(message.data), position: Number(message.lastEventId) } as LiveEvent;
    const concerned = this.opened.filter(
      ({ topics, since }) => event.position > (since ?? -1) && topics.some((topic) => event.topics.includes(topic)),
    );
    this.advance(message);
    for (const { listener } of concerned) listener(event);
  }

  /** The server no longer knows what we missed: every watcher reads again. */
  private hearAll(message: MessageEvent<string>): void {
    this.position = null; // it may have begun anew
    for (const watcher of this.opened) watcher.since = null;
    this.advance(message);
    for (const { topics, listener } of this.opened) listener({ topics, position: this.heard });
  }

  /** Those for whom the stream was opened know all up to here; who came since waits for the next one. */
  private advance({ lastEventId }: MessageEvent<string>): void {
    this.heard = Number(lastEventId);
    this.readAt(this.heard);
    for (const watcher of this.opened) watcher.since = Math.max(watcher.since ?? 0, this.heard);
    this.set('fresh', Date.now());
  }

  private grow(): void {
    if (this.status.liveness === 'fresh' && Date.now() - this.status.heardAt > 2 * BEAT_MS) this.set('late', this.status.heardAt);
  }

  private set(liveness: Liveness, heardAt: number): void {
    this.status = { liveness, heardAt };
    for (const reader of this.readers) reader();
  }
}

const line = new LiveLine();

/** Keeps the position at which an answer of the server was read. */
export function keepPosition(position: number): void {
  line.readAt(position);
}

/** The state of the live line. */
export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(line.subscribe, line.read);
}

/**
 * Calls back when something of these topics changes, while the component is on the page.
 * @param since position at which what is shown was read; what changed after it is heard, even from before the component came
 */
export function useLive(topics: readonly string[], listener: Listener, since: number | null = null): void {
  const key = topics.join(',');
  const from = useRef(since);
  from.current = since;
  useEffect(() => (key ? line.watch(key.split(','), listener, from.current) : undefined), [key, listener]);
}

/** Calls back when the line is there again after a break: whatever could not be read meanwhile can be now. */
export function useRecovery(listener: () => void): void {
  useEffect(() => line.recover(listener), [listener]);
}
