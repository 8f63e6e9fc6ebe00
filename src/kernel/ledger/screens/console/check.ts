import { equal, fromBase64 } from '../../bytes.ts';
import type { Hash } from '../../merkle.ts';
import type { CheckpointItem, EntryView } from '../../schema.ts';
import { inclusionSteps, leafHashOf, openCheckpoint, type ProofStep, verifyConsistency } from '../../verify.ts';

/** A checkpoint as the server sends it. */
export type SignedHead = Omit<CheckpointItem, 'signedAt'>;

/** What this browser found when it followed an entry up to the signature. */
export interface EntryCheck {
  readonly leaf: Hash;
  /** Whether the entry's text has the hash that the ledger holds for it. */
  readonly leafHolds: boolean;
  readonly steps: readonly ProofStep[];
  /** The root that the steps lead to. */
  readonly root: Hash;
  readonly rootHolds: boolean;
  readonly signature: SignatureCheck;
}

/** Whether one of the keys signed the checkpoint, and when it did so. */
export interface SignatureCheck {
  readonly holds: boolean;
  readonly signedAt: Date | null;
}

/** Whether this page may compute hashes and signatures: browsers allow it on https and on the machine itself. */
export const canCheck = typeof crypto !== 'undefined' && crypto.subtle !== undefined;

/** Computes everything anew from the entry's text; nothing the server says about the result is used. */
export async function checkEntry(
  entry: EntryView,
  proof: readonly string[],
  head: SignedHead,
  keys: readonly string[],
): Promise<EntryCheck> {
  const leaf = await leafHashOf(entry);
  const steps = await inclusionSteps(leaf, entry.index ?? 0, head.size, proof.map(hashOf));
  const root = steps.at(-1)?.result ?? leaf;
  return {
    leaf,
    leafHolds: entry.leafHash !== null && equal(leaf, hashOf(entry.leafHash)),
    steps,
    root,
    rootHolds: equal(root, hashOf(head.root)),
    signature: await checkSignature(head, keys),
  };
}

/** Checks the note's signatures and that it says what the server says it does. */
export async function checkSignature({ note, size, root }: SignedHead, keys: readonly string[]): Promise<SignatureCheck> {
  for (const key of keys) {
    const opened = await openCheckpoint(note, key).catch(() => null);
    if (opened && opened.size === size && equal(opened.root, hashOf(root))) return { holds: true, signedAt: opened.signedAt };
  }
  return { holds: false, signedAt: null };
}

/** The same entry with one letter of its text changed, to see the proof fail. */
export function withOneLetterChanged(entry: EntryView): EntryView {
  const text = JSON.stringify(entry.body);
  const at = text.search(/[0-9a-z](?="[,}])/);
  if (at < 0) return { ...entry, body: { ...entry.body, changed: true } };
  const letter = text[at] === 'a' ? 'b' : 'a';
  return { ...entry, body: JSON.parse(text.slice(0, at) + letter + text.slice(at + 1)) as EntryView['body'] };
}

/** Whether the ledger still contains the one this browser saw before. */
export type Growth = { readonly kind: 'first' } | { readonly kind: 'grown' | 'rewritten'; readonly since: number };

/**
 * Compares the checkpoint with the one this browser kept from its last visit, and keeps the new one when it holds. A ledger that was
 * rewritten between two visits cannot hide it from whoever looked before.
 */
export async function checkGrowth(
  head: SignedHead,
  proofOf: (from: number, to: number) => Promise<readonly string[]>,
  memory: Pick<Storage, 'getItem' | 'setItem'>,
): Promise<Growth> {
  const slot = `ledger-seen:${head.note.split('\n')[0]}`;
  const kept = seen(memory.getItem(slot));
  const keep = () => memory.setItem(slot, JSON.stringify({ size: head.size, root: head.root }));
  if (!kept) {
    keep();
    return { kind: 'first' };
  }
  const holds = kept.size <= head.size && (await isGrown(kept, head, proofOf));
  if (holds) keep();
  return { kind: holds ? 'grown' : 'rewritten', since: kept.size };
}

type Seen = Pick<SignedHead, 'size' | 'root'>;

async function isGrown(kept: Seen, head: Seen, proofOf: (from: number, to: number) => Promise<readonly string[]>): Promise<boolean> {
  const proof = kept.size === head.size ? [] : await proofOf(kept.size, head.size);
  const [earlier, later] = [kept, head].map(({ size, root }) => ({ size, root: hashOf(root) }));
  return earlier !== undefined && later !== undefined && verifyConsistency(earlier, later, proof.map(hashOf));
}

function seen(text: string | null): Seen | null {
  try {
    const { size, root } = JSON.parse(text ?? '') as Seen;
    return Number.isSafeInteger(size) && hashOf(root) ? { size, root } : null;
  } catch {
    return null;
  }
}

function hashOf(base64: string): Hash {
  return fromBase64(base64, 32);
}
