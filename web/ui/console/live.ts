import { useEffect, useSyncExternalStore } from 'react';

/** How fresh the live line is: `late` when nothing was heard for twice its beat, `cut` when the line is down. */
export type Liveness = 'fresh' | 'late' | 'cut';

/** One thing that changed on the server. Ids only: whoever may see more asks for it. */
export interface LiveEvent {
  readonly topic: string;
  readonly ids?: readonly string[];
}

/** The live line as people see it: its state, and when the server was last heard, in milliseconds since 1970. */
export interface LiveStatus {
  readonly liveness: Liveness;
  readonly heardAt: number;
}

/** How often the server says that it is there. */
const BEAT_MS = 20_000;
const RETRY_MS = 5000;

type Listener = (event: LiveEvent) => void;

/** One stream for the whole page, open while anybody watches a topic. */
class LiveLine {
  private readonly watchers = new Map<string, Set<Listener>>();
  private readonly readers = new Set<() => void>();
  private source: EventSource | null = null;
  private openFor = '';
  private reopening = 0;
  private missed = false;
  private status: LiveStatus = { liveness: 'cut', heardAt: 0 };

  watch(topic: string, listener: Listener): () => void {
    const known = this.watchers.get(topic) ?? new Set();
    this.watchers.set(topic, known.add(listener));
    this.reopenSoon();
    return () => {
      known.delete(listener);
      if (known.size === 0) this.watchers.delete(topic);
      this.reopenSoon();
    };
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
  private reopenSoon(): void {
    clearTimeout(this.reopening);
    this.reopening = window.setTimeout(() => this.reopen(), 60);
  }

  private reopen(): void {
    const topics = [...this.watchers.keys()].sort().join(',');
    if (topics === this.openFor) return;
    this.openFor = topics;
    this.source?.close();
    this.source = topics ? new EventSource(`/api/live?topics=${encodeURIComponent(topics)}`) : null;
    if (!this.source) return;
    this.source.onopen = () => this.rise();
    this.source.onerror = () => this.fall();
    this.source.addEventListener('change', (message) => this.hear(message));
    this.source.addEventListener('resync', () => this.hearAll());
    this.source.addEventListener('beat', () => this.set('fresh', Date.now()));
  }

  /** A browser tries again by itself after a lost line, but not after a refusal such as an ended session. */
  private fall(): void {
    this.set('cut', this.status.heardAt);
    if (this.source?.readyState !== EventSource.CLOSED) return;
    this.openFor = '';
    this.missed = true;
    clearTimeout(this.reopening);
    this.reopening = window.setTimeout(() => this.reopen(), RETRY_MS);
  }

  private rise(): void {
    this.set('fresh', Date.now());
    if (this.missed) this.hearAll();
    this.missed = false;
  }

  private hear(message: MessageEvent<string>): void {
    this.set('fresh', Date.now());
    const event = JSON.parse(message.data) as LiveEvent;
    for (const listener of this.watchers.get(event.topic) ?? []) listener(event);
  }

  /** The server no longer knows what we missed: every watcher reads again. */
  private hearAll(): void {
    for (const [topic, listeners] of this.watchers) for (const listener of listeners) listener({ topic });
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

/** The state of the live line. */
export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(line.subscribe, line.read);
}

/** Calls back when something of these topics changes, while the component is on the page. */
export function useLive(topics: readonly string[], listener: Listener): void {
  const key = topics.join(',');
  useEffect(() => {
    const stops = key ? key.split(',').map((topic) => line.watch(topic, listener)) : [];
    return () => {
      for (const stop of stops) stop();
    };
  }, [key, listener]);
}
