import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { District } from '../core/index.ts';
import { toHex } from './bytes.ts';
import {
  type Checkpoint,
  checkpointText,
  formatNote,
  formatVerifier,
  joinTimestamp,
  keyIdInput,
  type SignatureType,
  timestampedText,
} from './note.ts';

const KEY_FILE = 'ledger-signing-key.pem';

/** Signs the checkpoints of one district. */
export interface Signer {
  /** Name of the log, such as `maplebridge/yuecheng`. */
  readonly origin: string;
  /** The public key in C2SP verifier key format. */
  readonly verifier: string;
  /** Signs a head as a note with two signatures: over its text, and over its text with the time (whole seconds). */
  sign(head: Pick<Checkpoint, 'size' | 'root'>, at: Date): string;
}

/** The unique name of a district's log. */
export function originOf(district: District): string {
  return `maplebridge/${district}`;
}

/**
 * Reads the Ed25519 key that signs checkpoints (PKCS #8, PEM); makes it on first use, readable by its owner only.
 * Several processes that start at once agree on one key. Keep a copy: who loses it has to publish a new public key.
 */
export async function loadSigningKey(folder: string): Promise<KeyObject> {
  const file = join(folder, KEY_FILE);
  const pem = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return createKey(folder, file);
    throw error;
  });
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} is not an Ed25519 private key`);
  return key;
}

/** Prepares a key for signing a district's checkpoints. */
export function openSigner(privateKey: KeyObject, district: District): Signer {
  const origin = originOf(district);
  const publicKey = rawPublicKey(privateKey);
  const keyIdOf = (type: SignatureType) =>
    toHex(
      createHash('sha256')
        .update(keyIdInput(origin, type, publicKey))
        .digest()
        .subarray(0, 4),
    );
  const [plain, timestamped] = [keyIdOf('plain'), keyIdOf('timestamped')];
  const signText = (text: string) => new Uint8Array(sign(null, Buffer.from(text), privateKey));
  return {
    origin,
    verifier: formatVerifier({ name: origin, keyId: plain, publicKey }),
    sign: ({ size, root }, at) => {
      const text = checkpointText({ origin, size, root });
      const seconds = BigInt(Math.floor(at.getTime() / 1000));
      return formatNote(text, [
        { name: origin, keyId: plain, signature: signText(text) },
        { name: origin, keyId: timestamped, signature: joinTimestamp(seconds, signText(timestampedText(text, seconds))) },
      ]);
    },
  };
}

/** The 32 bytes of an Ed25519 public key (RFC 8032). */
function rawPublicKey(privateKey: KeyObject): Uint8Array<ArrayBuffer> {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return new Uint8Array(Buffer.from(String(x), 'base64url'));
}

/** Writes the whole file under another name first; `link` then fails for all but the first, and nobody reads half a key. */
async function createKey(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(draft, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flush: true });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return readFile(file, 'utf8');
}
