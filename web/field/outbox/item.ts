import type { Bilingual } from '#kernel';

/** What a worker can do to a task from outside. */
export type FieldAct = 'progress' | 'note' | 'done' | 'cannot' | 'amend';

/** A picture that goes with an item; its bytes lie apart until the item has arrived. */
export interface OutboxPhoto {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Id that the server gave it; null until it was sent. */
  readonly fileId: string | null;
}

/** Why the server did not take something, in its own words. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly text: Bilingual;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * One act that has not arrived for certain. `waiting` is sent as soon as possible; `conflict`, `refused` and `unsure` (too old to be sent
 * again without asking) wait for a person.
 */
export interface OutboxItem {
  /** Order in which things were done on this device. */
  readonly seq: number;
  /** Idempotency key; another wording gets another. */
  readonly key: string;
  readonly task: string;
  readonly code: string;
  readonly title: string;
  readonly act: FieldAct;
  readonly input: Readonly<Record<string, string>>;
  /** Revision of the case that the worker saw. */
  readonly base: number;
  /** When it was done by the clock of this device, ISO 8601; the server's clock is the one that counts. */
  readonly clientAt: string;
  readonly photos: readonly OutboxPhoto[];
  readonly state: 'waiting' | 'conflict' | 'refused' | 'unsure';
  readonly tries: number;
  /** Milliseconds since 1970 before which it is not tried again. */
  readonly retryAt: number;
  readonly firstTriedAt: number | null;
  /** True while a try has had no answer: it may have arrived. */
  readonly open: boolean;
  readonly refusal: Refusal | null;
}

/** What remains of an item that arrived. */
export interface Receipt {
  readonly key: string;
  readonly task: string;
  readonly code: string;
  readonly title: string;
  readonly act: FieldAct;
  /** Milliseconds since 1970 by this device. */
  readonly at: number;
  readonly revision: number;
  /** True where others had changed something else meanwhile, and both stand. */
  readonly merged: boolean;
}

/** What somebody has just done, before it has a place in the queue. */
export type NewItem = Pick<OutboxItem, 'task' | 'code' | 'title' | 'act' | 'input' | 'base' | 'clientAt' | 'photos'>;

/** An item as it enters the queue. */
export function freshItem(about: NewItem, key: string): Omit<OutboxItem, 'seq'> {
  return { ...about, key, state: 'waiting', tries: 0, retryAt: 0, firstTriedAt: null, open: false, refusal: null };
}
