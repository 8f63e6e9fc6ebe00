import type { OutboxItem, OutboxPhoto, Receipt } from './item.ts';
import { nextItem, pauseAfter, rebased, tooOldToRepeat, wakeAt } from './queue.ts';
import { type Answer, refusalOf, type Verdict, verdictOf } from './verdict.ts';

/** Where items lie; every call is durable when it returns. */
export interface OutboxStore {
  items(): Promise<readonly OutboxItem[]>;
  receipts(): Promise<readonly Receipt[]>;
  /** Replaces an item that is still there; one that was discarded meanwhile stays away. */
  put(item: OutboxItem): Promise<void>;
  /** Takes an item out with its pictures and leaves the receipt, together with changes of others, in one step. */
  arrived(item: OutboxItem, receipt: Receipt, changed: readonly OutboxItem[]): Promise<void>;
  photo(id: string): Promise<Blob | undefined>;
}

/** How the server is reached. */
export interface Transport {
  upload(photo: OutboxPhoto, bytes: Blob): Promise<Answer>;
  act(item: OutboxItem): Promise<Answer>;
}

/** What the sender needs to know about the world. */
export interface Surroundings {
  now(): number;
  random(): number;
  newKey(): string;
}

/** How sending ended: nothing more to do now, no connection, the server asks for a pause, or nobody is signed in. */
export interface Drained {
  readonly end: 'idle' | 'unreached' | 'later' | 'sign-in';
  readonly sent: number;
  /** When to try again, in milliseconds since 1970; null when nothing waits for its time. */
  readonly wakeAt: number | null;
}

/**
 * Sends what waits, one after another, oldest first and in order within each task. An item leaves the store only after the server has
 * taken it; whatever happens in between, it is sent again under the same key.
 */
export async function drain(store: OutboxStore, transport: Transport, world: Surroundings): Promise<Drained> {
  for (let sent = 0; ; ) {
    const items = await store.items();
    const item = nextItem(items, world.now());
    if (!item) return { end: 'idle', sent, wakeAt: wakeAt(items) };
    const verdict = await sendOne(store, transport, world, item);
    if (verdict === 'arrived') sent += 1;
    if (verdict === 'unreached' || verdict === 'sign-in') return { end: verdict, sent, wakeAt: null };
    if (verdict === 'later')
      return { end: verdict, sent, wakeAt: (await store.items()).find(({ seq }) => seq === item.seq)?.retryAt ?? null };
  }
}

async function sendOne(store: OutboxStore, transport: Transport, world: Surroundings, item: OutboxItem): Promise<Verdict> {
  if (tooOldToRepeat(item, world.now())) {
    await store.put({ ...item, state: 'unsure' });
    return 'stumbled';
  }
  const photos = await sendPhotos(store, transport, item);
  if ('answer' in photos) return settle(store, world, photos.item, photos.answer, 'id');
  const trying = { ...photos.item, open: true, firstTriedAt: item.firstTriedAt ?? world.now() };
  await store.put(trying);
  return settle(store, world, trying, await transport.act(trying), 'revision');
}

type Photos = { readonly item: OutboxItem } | { readonly item: OutboxItem; readonly answer: Answer };

/** Pictures go first, and what has arrived is not sent again. */
async function sendPhotos(store: OutboxStore, transport: Transport, item: OutboxItem): Promise<Photos> {
  let current = item;
  for (const photo of item.photos) {
    if (photo.fileId !== null) continue;
    const bytes = await store.photo(photo.id);
    if (!bytes) return { item: current, answer: lostPhoto(photo) };
    const answer = await transport.upload(photo, bytes);
    if (verdictOf(answer, 'id') !== 'arrived') return { item: current, answer };
    const fileId = String(answer.body?.['id']);
    current = { ...current, photos: current.photos.map((each) => (each.id === photo.id ? { ...each, fileId } : each)) };
    await store.put(current);
  }
  return { item: current };
}

/** Should never be; if the browser has thrown a picture away, the worker hears of it instead of the item going without. */
function lostPhoto({ name }: OutboxPhoto): Answer {
  const words = { title: `The picture ${name} is no longer on this device`, title_zh: `本设备上已找不到图片 ${name}` };
  return { status: 410, body: { type: 'urn:maplebridge:field.photoLost', ...words }, retryAfter: null };
}

async function settle(
  store: OutboxStore,
  world: Surroundings,
  item: OutboxItem,
  answer: Answer,
  names: 'id' | 'revision',
): Promise<Verdict> {
  const verdict = verdictOf(answer, names);
  if (verdict === 'arrived') await arrive(store, world, item, answer);
  else await store.put(afterRefusal(world, item, answer, verdict, names));
  return verdict;
}

/** Others' lines since the base make it "merged"; this device's own, which the receipts know, do not. */
async function arrive(store: OutboxStore, world: Surroundings, item: OutboxItem, { body }: Answer): Promise<void> {
  const revision = Number(body?.['revision']);
  const lines = (Array.isArray(body?.['others']) ? body['others'] : []) as readonly { readonly rev: number }[];
  const [items, receipts] = await Promise.all([store.items(), store.receipts()]);
  const own = new Set(receipts.filter(({ code }) => code === item.code).map((receipt) => receipt.revision));
  const merged = lines.some(({ rev }) => !own.has(rev));
  const { key, task, code, title, act } = item;
  await store.arrived(
    item,
    { key, task, code, title, act, at: world.now(), revision, merged },
    merged ? [] : rebased(items, item, revision),
  );
}

/** The item as it waits on. An answer to the act itself says that it has not counted under this key; before that nothing is certain. */
function afterRefusal(world: Surroundings, item: OutboxItem, answer: Answer, verdict: Verdict, names: 'id' | 'revision'): OutboxItem {
  const tries = item.tries + 1;
  const certain =
    names === 'revision' && (verdict === 'conflict' || verdict === 'photos-gone' || (verdict === 'refused' && answer.status !== 403));
  const open = certain ? false : item.open;
  switch (verdict) {
    case 'conflict':
    case 'refused':
      return { ...item, open, tries, state: verdict, refusal: refusalOf(answer) };
    case 'photos-gone':
      return {
        ...item,
        open,
        tries,
        key: world.newKey(),
        firstTriedAt: null,
        photos: item.photos.map((photo) => ({ ...photo, fileId: null })),
        ...pausing(world, tries, answer),
      };
    case 'sign-in':
    case 'unreached':
      return { ...item, open };
    default:
      return { ...item, open, tries, ...pausing(world, tries, answer) };
  }
}

function pausing(world: Surroundings, tries: number, { retryAfter }: Answer): Pick<OutboxItem, 'retryAt'> {
  return { retryAt: world.now() + pauseAfter(tries, retryAfter, world.random) };
}
