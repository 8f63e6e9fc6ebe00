import type { OutboxItem } from './item.ts';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** The server keeps keys for seven days; a little less, as clocks differ. */
const KEYS_KEPT_MS = 6.5 * 86_400_000;

/** The next item to send: the oldest whose own task has nothing older waiting, and whose time has come. */
export function nextItem(items: readonly OutboxItem[], now: number): OutboxItem | null {
  return heads(items).find(({ state, retryAt }) => state === 'waiting' && retryAt <= now) ?? null;
}

/** When the next try is due, in milliseconds since 1970; null when nothing waits for its time. */
export function wakeAt(items: readonly OutboxItem[]): number | null {
  const times = heads(items).flatMap(({ state, retryAt }) => (state === 'waiting' ? [retryAt] : []));
  return times.length === 0 ? null : Math.min(...times);
}

/** How long to wait after a try that failed: doubling, spread so that many devices do not come back at once, or as the server says. */
export function pauseAfter(tries: number, retryAfter: number | null, random: () => number): number {
  const doubled = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 20));
  return Math.max((retryAfter ?? 0) * 1000, doubled * (0.5 + random() / 2));
}

/** Whether the server may have forgotten the key of an item that may have arrived: sending it again could then count twice. */
export function tooOldToRepeat({ open, firstTriedAt }: OutboxItem, now: number): boolean {
  return open && firstTriedAt !== null && now - firstTriedAt > KEYS_KEPT_MS;
}

/** Later items of the case that stood on the same revision, now standing on the new one, so that one's own changes never meet each other. */
export function rebased(items: readonly OutboxItem[], sent: OutboxItem, revision: number): OutboxItem[] {
  return items
    .filter(({ seq, code, base }) => seq !== sent.seq && code === sent.code && base === sent.base)
    .map((item) => ({ ...item, base: revision }));
}

/** The oldest item of every task, oldest first. */
function heads(items: readonly OutboxItem[]): OutboxItem[] {
  const seen = new Set<string>();
  return items
    .toSorted((a, b) => a.seq - b.seq)
    .filter(({ task }) => {
      const first = !seen.has(task);
      seen.add(task);
      return first;
    });
}
