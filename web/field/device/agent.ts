import { type FieldDetail, type FieldTask, readSession, type Session, signOut } from '../api.ts';
import type { FieldAct, NewItem, OutboxItem, Receipt } from '../outbox/item.ts';
import { pauseAfter } from '../outbox/queue.ts';
import { type Device, type Draft, openDevice, type Snapshot } from './database.ts';
import { newId } from './identifiers.ts';
import { forgetPerson, keepPerson, lastPerson, type Person } from './people.ts';
import { type Pulled, pull } from './reader.ts';
import { onChange, sendWaiting, tellWindows } from './sender.ts';

/** All that the screens show. */
export interface View {
  readonly ready: boolean;
  readonly person: Person | null;
  /** False when the server says that the session has ended; null while it was not asked. */
  readonly signedIn: boolean | null;
  /** Since when the server is not reached, in milliseconds since 1970; null while it is. */
  readonly offlineSince: number | null;
  readonly pulled: Pulled | null;
  readonly items: readonly OutboxItem[];
  readonly receipts: readonly Receipt[];
  readonly tasks: readonly FieldTask[];
  readonly details: ReadonlyMap<string, FieldDetail>;
  readonly snapshot: Snapshot | null;
}

const PULL_MS = 30_000;
const EMPTY = { items: [], receipts: [], tasks: [], details: new Map(), snapshot: null } as const;

let view: View = { ready: false, person: null, signedIn: null, offlineSince: null, pulled: null, ...EMPTY };
let device: Device | null = null;
let session: Session | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let running = false;
let again = false;
const listeners = new Set<() => void>();

/** The view as it stands, and how to hear of a new one. */
export const views = {
  get: () => view,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Starts the app: first with what the device holds, then with the server. */
export async function start(): Promise<void> {
  const person = lastPerson();
  if (person) await workAs(person);
  show({ ready: true });
  onChange(() => void reload());
  addEventListener('online', () => void sync());
  addEventListener('offline', () => show({ offlineSince: view.offlineSince ?? Date.now() }));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void sync());
  await sync();
}

/** Sends what waits and reads what is new; calls while it runs make it run once more. */
export async function sync(): Promise<void> {
  again = true;
  if (running) return;
  running = true;
  try {
    while (again) {
      again = false;
      schedule(await round());
    }
  } finally {
    running = false;
  }
}

/** @returns milliseconds until the next round */
async function round(): Promise<number> {
  session = await readSession();
  if (!session) return unreached();
  if (!session.signedIn) {
    reached({ signedIn: false });
    return PULL_MS;
  }
  if (session.id !== device?.person) await workAs(await keepPerson(session));
  const own = device;
  if (!own) return PULL_MS;
  const drained = await sendWaiting(own, session);
  await reload();
  if (drained?.end === 'unreached') return unreached();
  const pulled = await pull(own);
  await reload();
  if (pulled === 'unreached') return unreached();
  reached({ signedIn: pulled !== 'sign-in' && drained?.end !== 'sign-in', pulled });
  return Math.max(1_000, Math.min(PULL_MS, (drained?.wakeAt ?? Number.POSITIVE_INFINITY) - Date.now()));
}

/** Puts an act into the queue and tries at once to send it. @throws QuotaExceededError when the device is full */
export async function perform(about: NewItem, draft: string): Promise<void> {
  await open().add(about, newId(), draft);
  if ('storage' in navigator) void navigator.storage.persist(); // asks the browser not to clear it when space is short
  await afterChange();
}

/** Puts another wording in the place of an item. */
export async function replace(item: OutboxItem): Promise<void> {
  await open().put(item);
  await afterChange();
}

/** Throws an item away, because its writer said so. */
export async function discard(item: OutboxItem): Promise<void> {
  await open().discard(item);
  await afterChange();
}

/** Ends the session and forgets all that this device kept for the person. */
export async function leave(): Promise<void> {
  const person = view.person;
  if (session?.signedIn) await signOut(session.csrf);
  device?.close();
  device = null;
  if (person) await forgetPerson(person.id);
  show({ person: null, signedIn: false, ...EMPTY });
  tellWindows();
}

/** Forms and their pictures as they stand. */
export const drafts = {
  read: (task: string, act: FieldAct) => open().draft(task, act),
  keep: (draft: Draft) => open().keepDraft(draft),
  keepPhoto: (id: string, bytes: Blob) => open().keepPhoto(id, bytes),
  dropPhoto: (id: string) => open().dropPhoto(id),
  photo: (id: string) => open().photo(id),
};

function open(): Device {
  if (!device) throw new Error('nobody works on this device');
  return device;
}

async function workAs(person: Person): Promise<void> {
  device?.close();
  device = await openDevice(person.id);
  show({ person });
  await reload();
}

async function afterChange(): Promise<void> {
  await reload();
  tellWindows();
  await askForSync();
  void sync();
}

async function reload(): Promise<void> {
  if (!device) return;
  const [items, receipts, tasks, details, snapshot] = await Promise.all([
    device.items(),
    device.receipts(),
    device.tasks(),
    device.details(),
    device.snapshot(),
  ]);
  const place = new Map(snapshot?.order.map((id, at) => [id, at]));
  show({
    items,
    receipts: receipts.toSorted((a, b) => b.at - a.at),
    tasks: tasks.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
    details: new Map(details.map((detail) => [detail.id, detail])),
    snapshot: snapshot ?? null,
  });
}

function reached(change: Partial<View>): void {
  failures = 0;
  show({ offlineSince: null, ...change });
}

function unreached(): number {
  failures += 1;
  show({ offlineSince: view.offlineSince ?? Date.now() });
  return Math.min(PULL_MS, pauseAfter(failures, null, Math.random));
}

function schedule(pause: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void (document.visibilityState === 'visible' && sync()), pause);
}

function show(change: Partial<View>): void {
  view = { ...view, ...change };
  for (const listener of listeners) listener();
}

/** Where the browser can, it sends what waits even after the app is closed. */
async function askForSync(): Promise<void> {
  if (!('serviceWorker' in navigator) || view.items.length === 0) return;
  const registration = (await navigator.serviceWorker.getRegistration()) as unknown as
    | { readonly sync?: { register(tag: string): Promise<void> } }
    | undefined;
  await registration?.sync?.register('outbox').catch(() => undefined);
}
