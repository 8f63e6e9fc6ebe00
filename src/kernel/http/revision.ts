import { kernelErrors } from '../core/index.ts';

/**
 * The revision that a change is based on, from the header If-Match (`"7"`).
 * @throws kernel.revisionNeeded when the header is missing or is not a revision
 */
export function revisionFrom(headers: Readonly<Record<string, string | string[] | undefined>>): number {
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(String(headers['if-match'] ?? ''));
  if (!match) throw kernelErrors.revisionNeeded();
  return Number(match[1]);
}

/** The strong validator of something that has a revision: a number, or the digest of a whole list. Null for all else. */
export function etagOf(reply: unknown): string | null {
  if (typeof reply !== 'object' || reply === null || !('revision' in reply)) return null;
  const { revision } = reply;
  return typeof revision === 'number' || (typeof revision === 'string' && /^[\w-]+$/.test(revision)) ? `"${revision}"` : null;
}

/** Whether the validator stands for all that is answered. A number stands for what may be changed only: the rest may have moved on. */
export function isDigest(reply: unknown): boolean {
  return typeof reply === 'object' && reply !== null && 'revision' in reply && typeof reply.revision === 'string';
}
