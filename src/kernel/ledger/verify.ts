/**
 * Checks what a ledger claims, with nothing but WebCrypto: the same code runs in a resident's browser, in tests and on the server.
 */
import { concat, equal, toHex } from './bytes.ts';
import { leafBytes, type PublicEntry } from './canonical.ts';
import { consistencySpans, type Hash, inclusionSpans, type Span } from './merkle.ts';
import {
  type Checkpoint,
  keyIdInput,
  parseCheckpoint,
  parseNote,
  parseVerifier,
  type SignatureType,
  splitTimestamp,
  timestampedText,
  type VerifierKey,
} from './note.ts';

/** One step from a leaf up to the root: the neighbour, on which side it stands, and the hash over both. */
export interface ProofStep {
  readonly side: 'left' | 'right';
  /** The leaves the neighbour covers. */
  readonly covers: Span;
  readonly neighbour: Hash;
  readonly result: Hash;
}

/** Hash of an entry's leaf: SHA-256(0x00 || canonical JSON). */
export function leafHashOf(entry: PublicEntry): Promise<Hash> {
  return sha256(Uint8Array.of(0x00), leafBytes(entry));
}

/**
 * Climbs from a leaf to the root, step by step; the last result (or the leaf's own hash, without steps) is the root that the
 * proof leads to. Comparing it with a signed root is the caller's part.
 * @throws RangeError when the proof is not as long as this place in this tree needs
 */
export async function inclusionSteps(leaf: Hash, index: number, size: number, proof: readonly Hash[]): Promise<ProofStep[]> {
  const spans = inclusionSpans(index, size);
  if (spans.length !== proof.length) throw new RangeError(`the proof has ${proof.length} hashes and needs ${spans.length}`);
  const steps: ProofStep[] = [];
  let hash = leaf;
  for (const [at, covers] of spans.entries()) {
    const neighbour = proof[at] as Hash;
    const side = covers.end <= index ? 'left' : 'right';
    hash = side === 'left' ? await hashPair(neighbour, hash) : await hashPair(hash, neighbour);
    steps.push({ side, covers, neighbour, result: hash });
  }
  return steps;
}

/** Whether the proof shows that the leaf is at `index` of the tree with this root. Any malformed proof is simply false. */
export async function verifyInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): Promise<boolean> {
  const steps = await inclusionSteps(leaf, index, size, proof).catch(() => null);
  return steps !== null && equal(steps.at(-1)?.result ?? leaf, root);
}

/** A tree head as far as proofs need it. */
export type Head = Pick<Checkpoint, 'size' | 'root'>;

/** Whether the proof shows that the later tree only adds leaves to the earlier one. Any malformed proof is simply false. */
export async function verifyConsistency(earlier: Head, later: Head, proof: readonly Hash[]): Promise<boolean> {
  const spans = consistencySpansOrNone(earlier.size, later.size);
  if (spans === null) return false;
  if (spans.length !== proof.length) return false;
  // When the earlier tree is one complete subtree of the later one, its root is where the climb begins and is not sent again.
  const whole = (spans[0]?.start ?? earlier.size) >= earlier.size;
  const start = whole ? earlier.root : (proof[0] as Hash);
  let [old, grown] = [start, start];
  for (let at = whole ? 0 : 1; at < spans.length; at++) {
    const neighbour = proof[at] as Hash;
    const shared = (spans[at] as Span).end <= earlier.size;
    if (shared) old = await hashPair(neighbour, old);
    grown = shared ? await hashPair(neighbour, grown) : await hashPair(grown, neighbour);
  }
  return equal(old, earlier.root) && equal(grown, later.root);
}

/** A checkpoint whose signature holds, and when it was signed, if that was signed with it. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly signedAt: Date | null;
}

/**
 * Opens a checkpoint signed by the key; null when the signature is missing or wrong, or the checkpoint is another log's.
 * @throws SyntaxError when the note or the key cannot be read
 */
export async function openCheckpoint(note: string, verifier: string): Promise<OpenedCheckpoint | null> {
  const key = parseVerifier(verifier);
  const text = await openNote(note, verifier);
  if (text === null) return null;
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== key.name) return null;
  const signedAt = await signingTime(note, key);
  return signedAt === 'wrong' ? null : { ...checkpoint, signedAt };
}

/**
 * Opens a note signed by the key; null when the signature is missing or wrong. Every signature that claims to be by the key must hold.
 * @returns the signed text
 * @throws SyntaxError when the note or the key cannot be read
 */
export async function openNote(note: string, verifier: string): Promise<string | null> {
  const key = parseVerifier(verifier);
  if ((await keyIdOf(key, 'plain')) !== key.keyId) throw new SyntaxError('the key id does not belong to the key');
  const { text, signatures } = parseNote(note);
  const ours = signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
  for (const { signature } of ours) if (!(await isSigned(key, text, signature))) return null;
  return ours.length > 0 ? text : null;
}

/** The time in the key's timestamped signature, or null without one. */
async function signingTime(note: string, key: VerifierKey): Promise<Date | null | 'wrong'> {
  const { text, signatures } = parseNote(note);
  const id = await keyIdOf(key, 'timestamped');
  const found = signatures.find(({ name, keyId }) => name === key.name && keyId === id);
  if (!found) return null;
  if (found.signature.length !== 72) return 'wrong';
  const { seconds, signature } = splitTimestamp(found.signature);
  return (await isSigned(key, timestampedText(text, seconds), signature)) ? new Date(Number(seconds) * 1000) : 'wrong';
}

async function isSigned({ publicKey }: VerifierKey, text: string, signature: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, signature, new TextEncoder().encode(text));
}

async function keyIdOf({ name, publicKey }: VerifierKey, type: SignatureType): Promise<string> {
  return toHex((await sha256(keyIdInput(name, type, publicKey))).subarray(0, 4));
}

function consistencySpansOrNone(from: number, to: number): Span[] | null {
  try {
    return consistencySpans(from, to);
  } catch {
    return null;
  }
}

function hashPair(left: Hash, right: Hash): Promise<Hash> {
  return sha256(Uint8Array.of(0x01), left, right);
}

async function sha256(...parts: readonly Uint8Array[]): Promise<Hash> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts)));
}
