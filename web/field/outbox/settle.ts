import type { FieldAct, OutboxItem } from './item.ts';

/** Fields in which a worker's change and somebody else's can meet. */
export type MetName = 'state' | 'result' | 'who' | 'case';

/** One field with both versions; what is null was not said. */
export interface Met {
  readonly name: MetName;
  readonly mine: string | null;
  readonly theirs: string | null;
}

/** What the device knows about the task now. */
export interface TaskNow {
  readonly revision: number;
  readonly caseState: string;
  readonly state: string;
  readonly result: string | null;
  /** Acts that the worker may do. */
  readonly acts: readonly string[];
}

/** The words of an item, whatever its act calls them. */
export function wordsOf({ act, input }: Pick<OutboxItem, 'act' | 'input'>): string {
  return input[wordsField(act)] ?? '';
}

/** The same item in other words. */
export function reworded<Item extends Pick<OutboxItem, 'act' | 'input'>>(item: Item, words: string): Item {
  return { ...item, input: { ...item.input, [wordsField(item.act)]: words } };
}

/** The two versions side by side: from the server's answer, and from the task as it was read since. */
export function metFields(item: OutboxItem, now: TaskNow | null): Met[] {
  const details = item.refusal?.details ?? {};
  const theirs = (details['theirs'] ?? {}) as Readonly<Record<string, unknown>>;
  const about = (field: string) => theirs[`tasks.${item.task}.${field}`];
  const words = (value: unknown) => (typeof value === 'string' ? value : null);
  const state = words(about('state')) ?? now?.state ?? null;
  const result = words(about('result')) ?? now?.result ?? null;
  const met: Met[] = [];
  if (item.act === 'done' || item.act === 'amend' || state !== 'accepted')
    met.push({ name: 'state', mine: stateAfter(item.act), theirs: state });
  if (item.act === 'done' || item.act === 'amend') met.push({ name: 'result', mine: wordsOf(item), theirs: result });
  const given = Object.keys(theirs).some((field) => field.startsWith('assignments.'));
  if (given && state === 'accepted') met.push({ name: 'who', mine: null, theirs: 'other' });
  if (met.length === 0) met.push({ name: 'case', mine: item.act, theirs: words(details['state']) ?? now?.caseState ?? null });
  return met;
}

/**
 * What becomes of an item in conflict when the worker's words shall stand: the same act on what stands now where that is still possible,
 * else a correction of the result, else a note, so that the words are in the case in any event. It keeps its place in the queue.
 * @param inFull what was meant, with the act and any reason in words
 */
export function standing(item: OutboxItem, now: TaskNow, key: string, inFull: string): OutboxItem {
  const act = actFor(item.act, now.acts);
  if (act === 'note' && item.act !== 'note') return asNote(item, now.revision, key, inFull);
  const input = act === item.act ? item.input : { [wordsField(act)]: wordsOf(item) };
  return again({ ...item, act, input, base: now.revision }, key);
}

/**
 * The words and pictures of an item as a note on the case, which touches nothing of what others wrote.
 * @param inFull what was meant, with the act and any reason in words
 */
export function asNote(item: OutboxItem, revision: number, key: string, inFull: string): OutboxItem {
  return again({ ...item, act: 'note', input: { text: inFull }, base: revision }, key);
}

/** An item that waits to be sent again, under a key of its own as it is no longer the same. */
export function again(item: OutboxItem, key: string): OutboxItem {
  return { ...item, key, state: 'waiting', tries: 0, retryAt: 0, firstTriedAt: null, open: false, refusal: null };
}

function wordsField(act: FieldAct): 'result' | 'text' {
  return act === 'done' || act === 'amend' ? 'result' : 'text';
}

function stateAfter(act: FieldAct): string | null {
  return { done: 'done', amend: 'done', cannot: 'cannot', progress: null, note: null }[act];
}

function actFor(act: FieldAct, possible: readonly string[]): FieldAct {
  if (possible.includes(act)) return act;
  return act === 'done' && possible.includes('amend') ? 'amend' : 'note';
}
