import type { Bilingual } from '#kernel';
import type { Refusal } from './item.ts';

/** An answer as it came; status 0 when the server was not reached. */
export interface Answer {
  readonly status: number;
  /** The body as JSON; null when it was something else, as from the sign-in page of a wireless network. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** What Retry-After says, in seconds. */
  readonly retryAfter: number | null;
}

/** What an answer means for an item. `stumbled` is about this item alone, `later` about all that would follow. */
export type Verdict = 'arrived' | 'conflict' | 'refused' | 'sign-in' | 'photos-gone' | 'stumbled' | 'later' | 'unreached';

/** Codes of 409 that mean "at this very moment", not "somebody was faster". */
const MOMENTARY = new Set(['kernel.stillRunning', 'kernel.conflict']);
const PHOTOS_GONE = new Set(['files.notFound', 'files.alreadyAttached']);
const LATER = new Set([408, 425, 429, 502, 503, 504]);

/**
 * Judges the answer to an item. Only an answer that names what was asked for counts as arrived, so that no proxy and no captive portal
 * makes an item vanish.
 */
export function verdictOf(answer: Answer, names: 'revision' | 'id'): Verdict {
  const { status, body } = answer;
  if (status === 0 || (status < 400 && !(status >= 200 && status < 300 && body !== null && names in body))) return 'unreached';
  if (status < 300) return 'arrived';
  if (status === 401) return 'sign-in';
  if (LATER.has(status)) return 'later';
  if (status >= 500) return 'stumbled';
  if (body === null) return 'unreached';
  const code = codeOf(body);
  if (code === 'kernel.crossSite') return 'stumbled'; // the token of the page is older than the session
  if (MOMENTARY.has(code)) return 'stumbled';
  if (PHOTOS_GONE.has(code)) return 'photos-gone';
  return status === 409 || status === 412 ? 'conflict' : 'refused';
}

/** The server's words for a refusal (RFC 9457, in both languages). */
export function refusalOf({ status, body }: Answer): Refusal {
  const said = body ?? {};
  const word = (name: string) => (typeof said[name] === 'string' ? (said[name] as string) : null);
  const text: Bilingual = { en: word('title') ?? `HTTP ${status}`, zh: word('title_zh') ?? word('title') ?? `HTTP ${status}` };
  const details = typeof said['details'] === 'object' && said['details'] ? (said['details'] as Refusal['details']) : {};
  return { status, code: codeOf(said), text, details };
}

function codeOf(body: Readonly<Record<string, unknown>>): string {
  return String(body['type'] ?? '').replace(/^.*:/, '');
}
