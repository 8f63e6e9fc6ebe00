/**
 * Signed notes, checkpoints and verifier keys as the C2SP specifications signed-note, tlog-checkpoint and tlog-cosignature write them.
 * Text only, no keys and no hashing, so that browsers and servers share it.
 */
import { base64Length, concat, fromBase64, fromHex, toBase64, toHex } from './bytes.ts';
import type { Hash } from './merkle.ts';

/** A tree head: which log, how many leaves, which root. */
export interface Checkpoint {
  /** The log's unique name, such as `maplebridge/yuecheng`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** First four bytes that tell keys of one name apart, in hexadecimal. */
  readonly keyId: string;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** A public Ed25519 key with its name. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** Signature types: over the note's text (signed-note), and over the text with the time of signing (tlog-cosignature). */
export const SIGNATURE_TYPE = { plain: 0x01, timestamped: 0x04 } as const;
export type SignatureType = keyof typeof SIGNATURE_TYPE;

const SEPARATOR = '\n\n';
const SIGNATURE_PREFIX = '\u2014 ';
const MAX_NOTE_LENGTH = 64 * 1024;

/** The text of a checkpoint that is signed: origin, size, root, each on its line. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads the text of a checkpoint; lines after the third are extensions and are passed over.
 * @throws SyntaxError
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = ''] = text.split('\n');
  if (!origin || !/^(0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) throw new SyntaxError('not a checkpoint');
  return { origin, size: Number(size), root: fromBase64(root, 32) };
}

/** Puts a text and its signatures together. */
export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  const lines = signatures.map(
    ({ name, keyId, signature }) => `${SIGNATURE_PREFIX}${name} ${toBase64(concat(fromHex(keyId), signature))}\n`,
  );
  return `${text}\n${lines.join('')}`;
}

/**
 * Takes a note apart into its text (with the final line end, as it is signed) and its signatures.
 * @throws SyntaxError
 */
export function parseNote(note: string): { text: string; signatures: NoteSignature[] } {
  const cut = note.lastIndexOf(SEPARATOR);
  if (note.length > MAX_NOTE_LENGTH || cut < 1 || !/^[^\p{Cc}]*\n$/u.test(note.replaceAll(/\n(?!$)/g, '')))
    throw new SyntaxError('not a signed note');
  const lines = note.slice(cut + SEPARATOR.length, -1).split('\n');
  return { text: note.slice(0, cut + 1), signatures: lines.map(parseSignature) };
}

/** Writes a public key as C2SP verifier key: name, key id and key joined by `+`. */
export function formatVerifier({ name, keyId, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${toBase64(concat(Uint8Array.of(SIGNATURE_TYPE.plain), publicKey))}`;
}

/**
 * Reads a C2SP verifier key of Ed25519. Whether the key id fits the key is for the caller to check, who can hash.
 * @throws SyntaxError
 */
export function parseVerifier(verifier: string): VerifierKey {
  const [, name = '', keyId = '', key = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(verifier.trim()) ?? [];
  const bytes = fromBase64(key, 33);
  if (bytes[0] !== SIGNATURE_TYPE.plain) throw new SyntaxError('not an Ed25519 verifier key');
  return { name, keyId, publicKey: bytes.slice(1) };
}

/** What a key id is the first four bytes of the SHA-256 of: name, line end, signature type, key. */
export function keyIdInput(name: string, type: SignatureType, publicKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(new TextEncoder().encode(`${name}\n`), Uint8Array.of(SIGNATURE_TYPE[type]), publicKey);
}

/** What a timestamped signature signs. */
export function timestampedText(text: string, seconds: bigint): string {
  return `cosignature/v1\ntime ${seconds}\n${text}`;
}

/** Joins the time in seconds since 1970 with the signature over it. */
export function joinTimestamp(seconds: bigint, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, seconds);
  return concat(time, signature);
}

/** Takes a timestamped signature apart. @throws RangeError when it is too short */
export function splitTimestamp(joined: Uint8Array<ArrayBuffer>): { seconds: bigint; signature: Uint8Array<ArrayBuffer> } {
  return { seconds: new DataView(joined.buffer, joined.byteOffset, 8).getBigUint64(0), signature: joined.slice(8) };
}

function parseSignature(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded, base64Length(encoded));
  if (bytes.length < 5) throw new SyntaxError('not a signature line');
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}
