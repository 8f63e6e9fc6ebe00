import { createHash, hash as digestOf } from 'node:crypto';

import type { Hash } from './merkle.ts';

const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

/** Root of the tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Hash = bytes(digestOf('sha256', '', 'buffer'));

/** Hash of a leaf: SHA-256(0x00 || data) (RFC 9162, 2.1.1). */
export function hashLeaf(data: Uint8Array): Hash {
  return bytes(createHash('sha256').update(LEAF).update(data).digest());
}

/** Hash of an inner node: SHA-256(0x01 || left || right) (RFC 9162, 2.1.1). */
export function hashPair(left: Hash, right: Hash): Hash {
  return bytes(createHash('sha256').update(NODE).update(left).update(right).digest());
}

/** Whether two hashes are the same. */
export function sameHash(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

function bytes(digest: Buffer): Hash {
  return new Uint8Array(digest);
}
