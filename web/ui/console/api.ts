import type { Bilingual } from '#kernel';

import { keepPosition } from './live.ts';

/** An answer of the server with what is needed to change it safely later. */
export interface Answer<Body> {
  readonly body: Body;
  /** Revision of the resource, for `ifMatch`; null when the server names none. */
  readonly etag: string | null;
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
  /** Where the server was in the order of changes when it was read; live events after it are news. Null when the server did not say. */
  readonly position: number | null;
}

/** A refusal or failure as the server words it (RFC 9457), or one that happened on the way. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** HTTP status, or 0 when the server was not reached. */
  readonly status: number;
  /** Stable code such as `kernel.forbidden`. */
  readonly code: string;
  readonly text: Bilingual;
  readonly details: Readonly<Record<string, unknown>>;
  /** Number under which the server wrote this down, to quote when asking for help. */
  readonly report: string | null;

  constructor(
    status: number,
    code: string,
    text: Bilingual,
    details: Readonly<Record<string, unknown>> = {},
    report: string | null = null,
  ) {
    super(`${code}: ${text.en}`);
    this.status = status;
    this.code = code;
    this.text = text;
    this.details = details;
    this.report = report;
  }
}

/** Query parameters; what is undefined, null or empty is left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What may go along with a request. */
export interface Ask {
  readonly query?: Query;
  /** Sent as JSON; a blob goes as the bytes it is, with its own type. */
  readonly body?: unknown;
  /** Names this act, so that sending it twice does it once. */
  readonly idempotencyKey?: string;
  /** The revision this changes. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

let csrfToken = '';
const signedOut = new EventTarget();

/** Keeps the token that goes with every change; it comes with the session. */
export function keepCsrf(token: string): void {
  csrfToken = token;
}

/** Calls back whenever the server says that nobody is signed in. @returns how to stop */
export function onSignedOut(listener: () => void): () => void {
  signedOut.addEventListener('signed-out', listener);
  return () => signedOut.removeEventListener('signed-out', listener);
}

/** Adds a query to a path. */
export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search ? `${path}${path.includes('?') ? '&' : '?'}${search}` : path;
}

/**
 * Sends one request to our own server.
 * @throws Problem with the server's words, or status 0 when it was not reached
 */
export async function ask<Body>(
  method: string,
  path: string,
  { query, body, idempotencyKey, ifMatch, signal }: Ask = {},
): Promise<Answer<Body>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken;
  if (body !== undefined) headers['content-type'] = body instanceof Blob ? body.type : 'application/json';
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  if (ifMatch) headers['if-match'] = ifMatch;
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: method === 'GET' ? 'no-cache' : 'no-store' };
  if (body !== undefined) init.body = body instanceof Blob ? body : JSON.stringify(body);
  if (signal) init.signal = signal;
  const response = await fetch(address(path, query), init).catch((cause: unknown) => {
    throw signal?.aborted ? cause : unreachable();
  });
  return read<Body>(response);
}

async function read<Body>(response: Response): Promise<Answer<Body>> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body: unknown = isJson ? await response.json().catch(() => null) : null;
  if (!response.ok) throw problemOf(response, body);
  const said = response.headers.get('live-position');
  const position = said === null ? null : Number(said);
  if (position !== null) keepPosition(position);
  return { body: body as Body, etag: response.headers.get('etag'), at: Date.now(), position };
}

function problemOf(response: Response, body: unknown): Problem {
  if (response.status === 401) signedOut.dispatchEvent(new Event('signed-out'));
  const said = (body ?? {}) as Readonly<Record<string, unknown>>;
  const word = (name: string) => (typeof said[name] === 'string' ? said[name] : null);
  const text = { en: word('title') ?? fallback.en, zh: word('title_zh') ?? word('title') ?? fallback.zh };
  const details = typeof said['details'] === 'object' && said['details'] ? (said['details'] as Record<string, unknown>) : {};
  const code = (word('code') ?? word('type') ?? 'unknown').replace(/^.*[/:#]/, '');
  return new Problem(response.status, code, text, details, response.headers.get('x-request-id'));
}

const fallback: Bilingual = { en: 'The server could not do this', zh: '服务器未能完成该操作' };

function unreachable(): Problem {
  return new Problem(0, 'unreachable', { en: 'The server cannot be reached', zh: '无法连接服务器' });
}
