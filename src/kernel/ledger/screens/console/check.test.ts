import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';

import { toBase64 } from '../../bytes.ts';
import { leafBytes } from '../../canonical.ts';
import { hashLeaf, hashPair } from '../../hash.ts';
import { consistencySpans, type Hash, inclusionSpans, type Span } from '../../merkle.ts';
import type { EntryView } from '../../schema.ts';
import { openSigner } from '../../signing.ts';
import { checkEntry, checkGrowth, type SignedHead, withOneLetterChanged } from './check.ts';

const signer = openSigner(generateKeyPairSync('ed25519').privateKey, 'yuecheng');
const entries = Array.from({ length: 13 }, (_, index) => entryAt(index));
const leaves = entries.map((entry) => hashLeaf(leafBytes(entry)));

function entryAt(index: number): EntryView {
  const id = `0198f0a0-0000-7000-8000-${String(index).padStart(12, '0')}`;
  const entry = { id, kind: 'test.recorded', recordedAt: '2026-07-01T08:00:00.000Z', body: { digest: 'ab12', n: index } };
  return { ...entry, index, leafHash: toBase64(hashLeaf(leafBytes(entry))) };
}

/** Root of a span by the definition, without anything that is stored. */
function rootOfSpan(all: readonly Hash[], { start, end }: Span): Hash {
  if (end - start === 1) return all[start] as Hash;
  const half = 2 ** Math.floor(Math.log2(end - start - 1));
  return hashPair(rootOfSpan(all, { start, end: start + half }), rootOfSpan(all, { start: start + half, end }));
}

function headAt(size: number, all = leaves): SignedHead {
  const root = rootOfSpan(all, { start: 0, end: size });
  return { size, root: toBase64(root), note: signer.sign({ size, root }, new Date('2026-07-01T08:00:10Z')) };
}

const proofOf = (index: number, size: number) => inclusionSpans(index, size).map((span) => toBase64(rootOfSpan(leaves, span)));
const growthOf = (from: number, to: number) =>
  Promise.resolve(consistencySpans(from, to).map((span) => toBase64(rootOfSpan(leaves, span))));

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
}

test('every entry is followed to the signed root, and with one letter changed it is not', async () => {
  for (const entry of entries) {
    const proof = proofOf(entry.index ?? 0, 13);
    const good = await checkEntry(entry, proof, headAt(13), [signer.verifier]);
    assert.deepEqual([good.leafHolds, good.rootHolds, good.signature.holds], [true, true, true]);
    const bad = await checkEntry(withOneLetterChanged(entry), proof, headAt(13), [signer.verifier]);
    assert.deepEqual([bad.leafHolds, bad.rootHolds], [false, false]);
  }
});

test('a checkpoint that says another size than its signed note is not believed', async () => {
  const { signature } = await checkEntry(entries[3] as EntryView, proofOf(3, 13), { ...headAt(13), note: headAt(12).note }, [
    signer.verifier,
  ]);
  assert.equal(signature.holds, false);
});

test('this browser notices when the ledger it saw before was rewritten or cut', async () => {
  const seen = memory();
  assert.deepEqual(await checkGrowth(headAt(5), growthOf, seen), { kind: 'first' });
  assert.deepEqual(await checkGrowth(headAt(5), growthOf, seen), { kind: 'grown', since: 5 });
  assert.deepEqual(await checkGrowth(headAt(11), growthOf, seen), { kind: 'grown', since: 5 });
  assert.deepEqual(await checkGrowth(headAt(8), growthOf, seen), { kind: 'rewritten', since: 11 });
  const forged = headAt(13, leaves.with(2, leaves[3] as Hash));
  assert.deepEqual(await checkGrowth(forged, growthOf, seen), { kind: 'rewritten', since: 11 });
  assert.deepEqual(await checkGrowth(headAt(13), growthOf, seen), { kind: 'grown', since: 11 });
});

test('what somebody put into this browser’s memory by hand does no harm', async () => {
  const seen = { getItem: () => '{"size":"x"}', setItem: () => undefined };
  assert.deepEqual(await checkGrowth(headAt(5), growthOf, seen), { kind: 'first' });
});
