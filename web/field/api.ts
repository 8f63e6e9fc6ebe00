import type { Bilingual } from '#kernel';
import type { OutboxItem, OutboxPhoto } from './outbox/item.ts';
import type { Transport } from './outbox/send.ts';
import type { Answer } from './outbox/verdict.ts';

/** Something with a key and a name in both languages. */
export interface Named {
  readonly key: string;
  readonly title: Bilingual;
}

/** A task in the list of `GET /api/field/tasks`. */
export interface FieldTask {
  readonly id: string;
  readonly code: string;
  readonly caseRevision: number;
  readonly title: string;
  readonly about: string;
  readonly category: Named;
  readonly level: Named;
  readonly state: string;
  readonly priority: number;
  readonly place: string | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly acceptedAt: string | null;
  readonly dueAt: string | null;
  readonly paused: boolean;
  readonly whose: 'person' | 'team' | 'department';
  readonly team: Bilingual | null;
}

/** What a device needs to be able to write offline. */
export interface FieldFacts {
  readonly hotline: string;
  readonly stages: readonly Named[];
  readonly cannot: readonly Named[];
  readonly phrases: Readonly<Record<'progress' | 'note' | 'done' | 'cannot', readonly Bilingual[]>>;
}

/** One line of a case's story. */
export interface FieldLine {
  readonly rev: number;
  readonly at: string;
  readonly title: Bilingual;
  readonly department: Bilingual | null;
  readonly mine: boolean;
  readonly words: string | null;
  readonly files: number;
}

/** One task of `GET /api/field/tasks/{id}`. */
export interface FieldDetail {
  readonly id: string;
  readonly revision: number;
  readonly code: string;
  readonly caseState: string;
  readonly title: string;
  readonly about: string;
  readonly text: string;
  readonly place: string | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly lead: Bilingual;
  readonly state: string;
  readonly result: string | null;
  readonly acts: readonly string[];
  readonly story: readonly FieldLine[];
  readonly files: readonly { readonly id: string; readonly name: string; readonly type: string; readonly size: number }[];
}

/** Who is signed in, as `GET /api/identity/session` says. */
export interface Session {
  readonly signedIn: boolean;
  readonly id: string;
  readonly name: string;
  readonly department: Named | null;
  readonly csrf: string;
}

const PATIENCE_MS = 30_000;
const UPLOAD_PATIENCE_MS = 180_000;
const UNREACHED: Answer & { readonly etag: null } = { status: 0, body: null, retryAfter: null, etag: null };

/** Who is signed in; null when the server was not reached. */
export async function readSession(): Promise<Session | null> {
  const { status, body } = await read('/api/identity/session');
  return status === 200 && body !== null && 'csrf' in body ? (body as unknown as Session) : null;
}

/** Reads from the server, past every cache: what is personal stays in the person's own database only. */
export function read(path: string, etag: string | null = null): Promise<Answer & { readonly etag: string | null }> {
  return request(path, { headers: { accept: 'application/json', ...(etag && { 'if-none-match': etag }) } }, PATIENCE_MS);
}

/** Ends the session. @returns whether the server took it */
export async function signOut(csrf: string): Promise<boolean> {
  const { status } = await request('/api/identity/sign-out', { method: 'POST', headers: json(csrf), body: '{}' }, PATIENCE_MS);
  return status >= 200 && status < 300;
}

/** The way to the server for what waits on this device. */
export function transportWith(csrf: string): Transport {
  return {
    upload: ({ name, type }: OutboxPhoto, bytes) =>
      request(
        `/api/files/?name=${encodeURIComponent(name)}`,
        {
          method: 'POST',
          headers: { 'x-csrf-token': csrf, 'content-type': 'application/octet-stream' },
          body: new Blob([bytes], { type }),
        },
        UPLOAD_PATIENCE_MS,
      ),
    act: (item) =>
      request(
        addressOf(item),
        {
          method: 'POST',
          headers: { ...json(csrf), 'idempotency-key': item.key, 'if-match': `"${item.base}"` },
          body: JSON.stringify(bodyOf(item)),
        },
        PATIENCE_MS,
      ),
  };
}

function addressOf({ act, code, task }: OutboxItem): string {
  return act === 'note' ? `/api/cases/${code}/acts/note` : `/api/tasks/${task}/${act}`;
}

function bodyOf({ act, input, task, clientAt, photos }: OutboxItem): object {
  const files = photos.flatMap(({ fileId }) => fileId ?? []);
  return { ...input, clientAt, ...(act === 'note' && { task }), ...(files.length > 0 && { files }) };
}

function json(csrf: string): Record<string, string> {
  return { 'x-csrf-token': csrf, 'content-type': 'application/json', accept: 'application/json' };
}

/** A redirect is somebody else's answer: a wireless network that wants one to sign in. */
async function request(path: string, init: RequestInit, patience: number): Promise<Answer & { readonly etag: string | null }> {
  const asked: RequestInit = {
    ...init,
    cache: 'no-store',
    credentials: 'same-origin',
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
  };
  try {
    const response = await fetch(path, asked);
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const body = isJson ? ((await response.json()) as Answer['body']) : null;
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    return { status: response.status, body, retryAfter: Number.isFinite(wait) ? wait : null, etag: response.headers.get('etag') };
  } catch {
    return UNREACHED;
  }
}
