import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';

import type { FieldDetail, FieldFacts, FieldTask } from '../api.ts';
import type { FieldAct, NewItem, OutboxItem, Receipt } from '../outbox/item.ts';
import { freshItem } from '../outbox/item.ts';
import type { OutboxStore } from '../outbox/send.ts';

/** A form as it stands, kept with its pictures so that a phone that closes the app loses nothing. */
export interface Draft {
  /** `task/act`. */
  readonly id: string;
  readonly words: string;
  /** Step or reason. */
  readonly choice: string;
  readonly photos: readonly { readonly id: string; readonly name: string; readonly type: string; readonly size: number }[];
}

/** When the tasks were last known to be so. */
export interface Snapshot {
  readonly at: number;
  readonly etag: string | null;
  readonly facts: FieldFacts;
  /** Ids in the order of the server. */
  readonly order: readonly string[];
}

interface Schema extends DBSchema {
  items: { key: number; value: OutboxItem };
  photos: { key: string; value: { id: string; bytes: Blob } };
  receipts: { key: string; value: Receipt };
  tasks: { key: string; value: FieldTask };
  details: { key: string; value: FieldDetail };
  drafts: { key: string; value: Draft };
  meta: { key: string; value: Snapshot };
}

const ALL = ['items', 'photos', 'receipts', 'tasks', 'details', 'drafts', 'meta'] as const;
const RECEIPTS_KEPT_MS = 7 * 86_400_000;

const nameFor = (person: string) => `maplebridge-field-${person}`;

/** What this device keeps for one person. */
export type Device = Awaited<ReturnType<typeof openDevice>>;

/** Opens one person's own database; nobody else's is touched. */
export async function openDevice(person: string) {
  const db = await openDB<Schema>(nameFor(person), 1, {
    upgrade: create,
    // a newer version of the app, or a sign-out in another tab, must not wait for this one
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  return { ...outboxOf(db), ...snapshotOf(db), ...draftsOf(db), person, close: () => db.close() };
}

/** Forgets all that this device keeps for a person. */
export async function forgetDevice(person: string): Promise<void> {
  await deleteDB(nameFor(person));
}

function create(db: IDBPDatabase<Schema>): void {
  db.createObjectStore('items', { keyPath: 'seq', autoIncrement: true });
  for (const name of ['photos', 'tasks', 'details', 'drafts'] as const) db.createObjectStore(name, { keyPath: 'id' });
  db.createObjectStore('receipts', { keyPath: 'key' });
  db.createObjectStore('meta');
}

function outboxOf(db: IDBPDatabase<Schema>) {
  const store: OutboxStore = {
    items: () => db.getAll('items'),
    receipts: () => db.getAll('receipts'),
    put: async (item) => {
      const tx = db.transaction('items', 'readwrite', { durability: 'strict' });
      if (await tx.store.getKey(item.seq)) await tx.store.put(item);
      await tx.done;
    },
    arrived: async (item, receipt, changed) => {
      const tx = db.transaction(['items', 'photos', 'receipts'], 'readwrite', { durability: 'strict' });
      await tx.objectStore('items').delete(item.seq);
      for (const { id } of item.photos) await tx.objectStore('photos').delete(id);
      for (const each of changed) if (await tx.objectStore('items').getKey(each.seq)) await tx.objectStore('items').put(each);
      await tx.objectStore('receipts').put(receipt);
      await tx.done;
    },
    photo: async (id) => (await db.get('photos', id))?.bytes,
  };
  return {
    ...store,
    /** Puts an act at the end of the queue and takes its draft away, in one step. */
    add: async (about: NewItem, key: string, draft: string) => {
      const tx = db.transaction(['items', 'drafts'], 'readwrite', { durability: 'strict' });
      await tx.objectStore('items').add(freshItem(about, key) as OutboxItem);
      await tx.objectStore('drafts').delete(draft);
      await tx.done;
    },
    /** Throws an item away because its writer said so. */
    discard: async ({ seq, photos }: OutboxItem) => {
      const tx = db.transaction(['items', 'photos'], 'readwrite', { durability: 'strict' });
      await tx.objectStore('items').delete(seq);
      for (const { id } of photos) await tx.objectStore('photos').delete(id);
      await tx.done;
    },
  };
}

function snapshotOf(db: IDBPDatabase<Schema>) {
  return {
    snapshot: () => db.get('meta', 'snapshot'),
    tasks: () => db.getAll('tasks'),
    details: () => db.getAll('details'),
    keepDetail: async (detail: FieldDetail) => void (await db.put('details', detail)),
    stillTrue: async (at: number) => {
      const known = await db.get('meta', 'snapshot');
      if (known) await db.put('meta', { ...known, at }, 'snapshot');
    },
    /** Replaces the tasks; details stay for those, and for what is still in the outbox. */
    keepTasks: async (snapshot: Snapshot, tasks: readonly FieldTask[]) => {
      const tx = db.transaction(ALL, 'readwrite');
      const needed = new Set([...snapshot.order, ...(await tx.objectStore('items').getAll()).map(({ task }) => task)]);
      await tx.objectStore('tasks').clear();
      for (const task of tasks) await tx.objectStore('tasks').put(task);
      for (const id of await tx.objectStore('details').getAllKeys()) if (!needed.has(id)) await tx.objectStore('details').delete(id);
      for (const { key, at } of await tx.objectStore('receipts').getAll())
        if (snapshot.at - at > RECEIPTS_KEPT_MS) await tx.objectStore('receipts').delete(key);
      await tx.objectStore('meta').put(snapshot, 'snapshot');
      await tx.done;
    },
    /** Takes away what was read about others, and keeps what was not sent. */
    forgetSnapshot: async () => {
      const tx = db.transaction(ALL, 'readwrite');
      for (const name of ['tasks', 'details', 'receipts', 'meta'] as const) await tx.objectStore(name).clear();
      await tx.done;
    },
  };
}

function draftsOf(db: IDBPDatabase<Schema>) {
  return {
    draft: (task: string, act: FieldAct) => db.get('drafts', `${task}/${act}`),
    keepDraft: async (draft: Draft) => void (await db.put('drafts', draft)),
    keepPhoto: async (id: string, bytes: Blob) => void (await db.put('photos', { id, bytes })),
    dropPhoto: (id: string) => db.delete('photos', id),
  };
}
