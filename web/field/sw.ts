import { readSession } from './api.ts';
import { openDevice } from './device/database.ts';
import { sendWaiting, tellWindows } from './device/sender.ts';

/** Parts of the app and their digest; the build writes them in. */
declare const __SHELL__: readonly string[];
declare const __VERSION__: string;

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Syncing extends Waiting {
  readonly tag: string;
}
interface Worker {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'sync', listener: (event: Syncing) => void): void;
}

const worker = globalThis as unknown as Worker;
const CACHE = `maplebridge-field-${__VERSION__}`;
const PAGE = worker.registration.scope;

// The whole app is kept before it is used; a version is complete or not there at all.
worker.addEventListener('install', (event) => {
  const parts = [PAGE, ...__SHELL__.map((part) => new URL(part, PAGE).href)].map((url) => new Request(url, { cache: 'reload' }));
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(parts))
      .then(() => worker.skipWaiting()),
  );
});

// An open window has all its parts in memory already, so the older version may go.
worker.addEventListener('activate', (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith('maplebridge-field-') && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(tidy());
});

// Only the app itself is answered from here; what the server says is never kept.
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(PAGE)) return;
  event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.mode === 'navigate' ? PAGE : request, { ignoreVary: true });
  return kept ?? fetch(request);
}

// The browser wakes us when there is a network, also when the app is closed. What is left makes it try again later.
worker.addEventListener('sync', (event) => {
  if (event.tag === 'outbox') event.waitUntil(sendAll());
});

async function sendAll(): Promise<void> {
  const session = await readSession();
  if (!session) throw new Error('the server was not reached');
  if (!session.signedIn) return; // the app asks for that when it is opened
  const device = await openDevice(session.id);
  try {
    const outcome = await sendWaiting(device, session);
    if (outcome?.end === 'unreached' || outcome?.end === 'later') throw new Error(`sending ended: ${outcome.end}`);
  } finally {
    device.close();
    tellWindows();
  }
}
