import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import fc from 'fast-check';

import { fromHex, toHex } from './bytes.ts';
import { EMPTY_ROOT, hashLeaf, hashPair } from './hash.ts';
import { consistencySpans, type Frontier, grow, type Hash, inclusionSpans, rootOf, type Span, subtreesOf } from './merkle.ts';
import { verifyConsistency, verifyInclusion } from './verify.ts';

/** The eight inputs and roots that Certificate Transparency's implementations share (RFC 6962, `merkle_tree_test`). */
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const vectors = INPUTS.map((input) => hashLeaf(fromHex(input)));

/** The oracle: the recursive definitions of RFC 6962, section 2.1, word for word and without sharing. */
function treeHash(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return new Uint8Array(createHash('sha256').digest());
  if (leaves.length === 1) return leaves[0] as Hash;
  const k = split(leaves.length);
  const both = Buffer.concat([Buffer.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k))]);
  return new Uint8Array(createHash('sha256').update(both).digest());
}

function path(m: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  if (m < k) return [...path(m, leaves.slice(0, k)), treeHash(leaves.slice(k))];
  return [...path(m - k, leaves.slice(k)), treeHash(leaves.slice(0, k))];
}

function subproof(m: number, leaves: readonly Hash[], whole: boolean): Hash[] {
  if (m === leaves.length) return whole ? [] : [treeHash(leaves)];
  const k = split(leaves.length);
  if (m <= k) return [...subproof(m, leaves.slice(0, k), whole), treeHash(leaves.slice(k))];
  return [...subproof(m - k, leaves.slice(k), false), treeHash(leaves.slice(0, k))];
}

function split(n: number): number {
  return 2 ** (n.toString(2).length - (Number.isInteger(Math.log2(n)) ? 2 : 1));
}

/** The part under test: a tree grown leaf by leaf that keeps complete subtrees only. */
function growTree(leaves: readonly Hash[]) {
  const nodes = new Map(leaves.map((leaf, index) => [`0/${index}`, leaf]));
  const frontier: Frontier = { size: 0, peaks: [] };
  for (const leaf of leaves) grow(frontier, leaf, hashPair, ({ level, index }, hash) => nodes.set(`${level}/${index}`, hash));
  const rootsOf = (spans: readonly Span[]) =>
    spans.map((span) =>
      rootOf(
        subtreesOf(span).map(({ level, index }) => nodes.get(`${level}/${index}`) as Hash),
        hashPair,
      ),
    );
  return { frontier, rootsOf };
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, at) => hashLeaf(Buffer.from(`leaf ${at}`)));
const sizes = fc.integer({ min: 1, max: 300 });

test('the empty tree and the eight published trees have their published roots', () => {
  assert.equal(toHex(EMPTY_ROOT), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  for (const [at, root] of ROOTS.entries()) assert.equal(toHex(rootOf(growTree(vectors.slice(0, at + 1)).frontier.peaks, hashPair)), root);
});

test('the published inclusion proof of leaf 5 in 8 comes out hash for hash', () => {
  const proof = growTree(vectors).rootsOf(inclusionSpans(5, 8)).map(toHex);
  assert.deepEqual(proof, [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test('every inclusion proof is the one RFC 6962 defines, and is accepted', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (size, any) => {
      const [leaves, index] = [leavesOf(size), any % size];
      const proof = growTree(leaves).rootsOf(inclusionSpans(index, size));
      assert.deepEqual(proof, path(index, leaves));
      assert.ok(await verifyInclusion(leaves[index] as Hash, index, size, proof, treeHash(leaves)));
    }),
    { numRuns: 100 },
  );
});

test('every consistency proof is the one RFC 6962 defines, and is accepted', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (to, any) => {
      const [leaves, from] = [leavesOf(to), 1 + (any % to)];
      const proof = growTree(leaves).rootsOf(consistencySpans(from, to));
      assert.deepEqual(proof, subproof(from, leaves, true));
      const [earlier, later] = [
        { size: from, root: treeHash(leaves.slice(0, from)) },
        { size: to, root: treeHash(leaves) },
      ];
      assert.ok(await verifyConsistency(earlier, later, proof));
    }),
    { numRuns: 100 },
  );
});

test('a proof for another place, another size, another root or with one bit turned is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 64 }), fc.nat(), fc.nat(), async (size, any, bit) => {
      const [leaves, index] = [leavesOf(size), any % size];
      const [leaf, root] = [leaves[index] as Hash, treeHash(leaves)];
      const proof = path(index, leaves);
      assert.equal(await verifyInclusion(leaf, (index + 1) % size, size, proof, root), false);
      assert.equal(await verifyInclusion(leaf, index, size, proof, leaf), false);
      assert.equal(await verifyInclusion(leaf, index, size, [...proof, leaf], root), false);
      assert.equal(await verifyInclusion(leaf, index, size, proof.slice(1), root), false);
      const turned = proof.map((hash) => hash.slice());
      const target = turned[bit % turned.length] as Hash;
      target[bit % 32] = (target[bit % 32] ?? 0) ^ 1;
      assert.equal(await verifyInclusion(leaf, index, size, turned, root), false);
    }),
    { numRuns: 60 },
  );
});

test('a log that forked is not consistent with its earlier self', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 }), fc.nat(), async (from, more, any) => {
      const leaves = leavesOf(from + more);
      const forked = leaves.with(any % from, hashLeaf(Buffer.from('forged')));
      const earlier = { size: from, root: treeHash(leaves.slice(0, from)) };
      const later = { size: forked.length, root: treeHash(forked) };
      assert.equal(await verifyConsistency(earlier, later, subproof(from, forked, true)), false);
      assert.equal(await verifyConsistency(earlier, later, subproof(from, leaves, true)), false);
    }),
    { numRuns: 60 },
  );
});

test('places outside the tree and sizes in the wrong order are refused', async () => {
  assert.throws(() => inclusionSpans(3, 3), RangeError);
  assert.throws(() => inclusionSpans(-1, 3), RangeError);
  assert.throws(() => inclusionSpans(0.5, 3), RangeError);
  assert.throws(() => consistencySpans(0, 3), RangeError);
  assert.throws(() => consistencySpans(4, 3), RangeError);
  const head = { size: 4, root: treeHash(vectors.slice(0, 4)) };
  assert.equal(await verifyConsistency(head, { ...head, size: 3 }, []), false);
  assert.equal(await verifyConsistency(head, head, []), true);
});

test('proofs stay short in a tree of 2^40 leaves', () => {
  const size = 2 ** 40 + 12_345;
  assert.ok(inclusionSpans(size - 7, size).flatMap(subtreesOf).length <= 60);
  assert.ok(consistencySpans(size - 99, size).flatMap(subtreesOf).length <= 80);
});
