import type { FieldAct, NewItem, OutboxItem, Receipt } from './item.ts';
import { freshItem } from './item.ts';
import type { OutboxStore, Surroundings, Transport } from './send.ts';
import type { Answer } from './verdict.ts';

/** A store that forgets nothing when the sender dies, as a database does. */
export function memoryStore() {
  const items = new Map<number, OutboxItem>();
  const receipts: Receipt[] = [];
  let last = 0;
  const store: OutboxStore = {
    items: async () => [...items.values()],
    receipts: async () => [...receipts],
    put: async (item) => void (items.has(item.seq) && items.set(item.seq, item)),
    arrived: async (item, receipt, changed) => {
      items.delete(item.seq);
      receipts.push(receipt);
      for (const each of changed) items.set(each.seq, each);
    },
    photo: async (id) => new Blob([id]),
  };
  const add = (about: NewItem, key: string) => {
    last += 1;
    items.set(last, { ...freshItem(about, key), seq: last });
    return last;
  };
  return { ...store, add, all: () => [...items.values()], sent: receipts, discard: (seq: number) => items.delete(seq) };
}

/** Something done to a task; `words` tell one item from another. */
export function something(task: string, words: string, act: FieldAct = 'note', photos = 0): NewItem {
  return {
    task,
    code: `case-${task}`,
    title: task,
    act,
    input: { [act === 'done' ? 'result' : 'text']: words },
    base: 1,
    clientAt: '2026-11-23T02:00:00.000Z',
    photos: Array.from({ length: photos }, (_, at) => ({ id: `${words}-${at}`, name: 'p.jpg', type: 'image/jpeg', size: 9, fileId: null })),
  };
}

/** What may go wrong with one request. `lost` never arrives; `unheard` arrives and its answer does not. */
export type Fault = 'none' | 'lost' | 'unheard' | 'busy' | 'broken' | 'limited' | 'portal' | 'signed-out' | 'killed';

/** The sender's process ends here. */
export class Killed extends Error {}

/** A server as far as devices see it: keys remembered, revisions counted, a finished task not finished again. */
export function modelServer() {
  const answers = new Map<string, { words: string; answer: Answer }>();
  const files = new Set<string>();
  const uploaded: string[] = [];
  const cases = new Map<string, string[]>();
  const log: { task: string; words: string; files: number }[] = [];
  const perform = (item: OutboxItem): Answer => {
    const words = JSON.stringify([item.act, item.input, item.photos.map(({ fileId }) => fileId)]);
    const known = answers.get(item.key);
    if (known) return known.words === words ? known.answer : problem(422, 'kernel.keyReused');
    const lines = cases.get(item.code) ?? ['open'];
    const unknown = item.photos.some(({ fileId }) => !fileId || !files.has(fileId));
    if (unknown) return problem(404, 'files.notFound');
    if (item.act === 'done' && lines.includes('done')) return problem(409, 'operations.conflict', { head: lines.length });
    const others = lines.slice(item.base).map((_, at) => ({ rev: item.base + at + 1 }));
    cases.set(item.code, [...lines, item.act]);
    for (const { fileId } of item.photos) files.delete(String(fileId));
    log.push({ task: item.task, words: item.input['text'] ?? item.input['result'] ?? '', files: item.photos.length });
    const answer = { status: 200, body: { revision: lines.length + 1, others }, retryAfter: null };
    answers.set(item.key, { words, answer });
    return answer;
  };
  const upload = (id: string): Answer => {
    const name = `file-${id}-${files.size}-${log.length}`;
    files.add(name);
    uploaded.push(id);
    return { status: 201, body: { id: name }, retryAfter: null };
  };
  /** The server as one device reaches it, through these faults in turn, then none. */
  const through = (faults: Fault[]): Transport => ({
    upload: async ({ id }) => suffer(faults.shift() ?? 'none', () => upload(id)),
    act: async (item) => suffer(faults.shift() ?? 'none', () => perform(item)),
  });
  return { through, log, files, uploaded };
}

function suffer(fault: Fault, reach: () => Answer): Answer {
  const unreached = { status: 0, body: null, retryAfter: null };
  switch (fault) {
    case 'none':
      return reach();
    case 'unheard':
      reach();
      return unreached;
    case 'killed':
      reach();
      throw new Killed();
    case 'lost':
      return unreached;
    case 'portal':
      return { status: 200, body: null, retryAfter: null };
    case 'busy':
      return problem(503, 'kernel.unavailable');
    case 'limited':
      return { ...problem(429, 'kernel.tooMany'), retryAfter: 7 };
    case 'broken':
      return problem(500, 'kernel.unexpected');
    case 'signed-out':
      return problem(401, 'kernel.signInFirst');
  }
}

/** A refusal as the server words it. */
export function problem(status: number, code: string, details: object = {}): Answer {
  return { status, body: { type: `urn:maplebridge:${code}`, title: 'no', title_zh: '否', details }, retryAfter: null };
}

/** A clock that goes only when told to, and keys in order. */
export function world(): Surroundings & { time: number } {
  let keys = 0;
  const made = { time: 1_000_000, now: () => made.time, random: () => 0.5, newKey: () => `again-${++keys}` };
  return made;
}
