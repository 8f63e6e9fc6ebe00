import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { hashLeaf } from './hash.ts';
import { checkpointText, formatNote, parseCheckpoint, parseNote, parseVerifier } from './note.ts';
import { loadSigningKey, openSigner, type Signer } from './signing.ts';
import { openCheckpoint, openNote } from './verify.ts';

/** The example of Go's golang.org/x/mod/sumdb/note, which the C2SP specification grew from. */
const GO_VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_NOTE = `${GO_TEXT}\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const head = { size: 7, root: hashLeaf(Buffer.from('root')) };
const at = new Date('2026-07-01T08:00:00Z');
let folder: string;
let signer: Signer;
let note: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-key-'));
  signer = openSigner(await loadSigningKey(join(folder, 'secrets')), 'yuecheng');
  note = signer.sign(head, at);
});

after(() => rm(folder, { recursive: true }));

test('the note that Go publishes as an example opens with its key, and not with one letter changed', async () => {
  assert.equal(await openNote(GO_NOTE, GO_VERIFIER), GO_TEXT);
  assert.equal(await openNote(GO_NOTE.replace('answer', 'Answer'), GO_VERIFIER), null);
});

test('the public key of Go’s checksum database has the key id that its name says', async () => {
  const verifier = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
  assert.equal(parseVerifier(verifier).name, 'sum.golang.org');
  assert.equal(await openNote(GO_NOTE, verifier), null);
  await assert.rejects(openNote(GO_NOTE, verifier.replace('033de0ae', '033de0af')), SyntaxError);
});

test('the example checkpoint of the C2SP specification is read', () => {
  const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  const checkpoint = parseCheckpoint(text);
  assert.equal(checkpoint.size, 20852163);
  assert.equal(checkpointText(checkpoint), text);
});

test('a checkpoint opens with its key and says when it was signed', async () => {
  assert.deepEqual(await openCheckpoint(note, signer.verifier), { origin: 'maplebridge/yuecheng', ...head, signedAt: at });
});

test('a checkpoint with another size, time, key or log is refused', async () => {
  const other = openSigner(await loadSigningKey(join(folder, 'other')), 'yuecheng');
  const sibling = openSigner(await loadSigningKey(join(folder, 'secrets')), 'keqiao');
  assert.equal(await openCheckpoint(note.replace('\n7\n', '\n8\n'), signer.verifier), null);
  assert.equal(await openCheckpoint(note, other.verifier), null);
  assert.equal(await openCheckpoint(note, sibling.verifier), null);
  const { text, signatures } = parseNote(note);
  const [plain, timed] = signatures;
  assert.ok(plain && timed);
  const later = timed.signature.slice();
  later[7] = (later[7] ?? 0) + 1;
  assert.equal(await openCheckpoint(formatNote(text, [plain, { ...timed, signature: later }]), signer.verifier), null);
  assert.equal((await openCheckpoint(formatNote(text, [plain]), signer.verifier))?.signedAt, null);
});

test('a key that signed another log’s head does not vouch for ours', async () => {
  const text = checkpointText({ origin: 'maplebridge/elsewhere', ...head });
  const { name, keyId } = parseVerifier(signer.verifier);
  const signature = new Uint8Array(sign(null, Buffer.from(text), await loadSigningKey(join(folder, 'secrets'))));
  const foreign = formatNote(text, [{ name, keyId, signature }]);
  assert.equal(await openNote(foreign, signer.verifier), text);
  assert.equal(await openCheckpoint(foreign, signer.verifier), null);
});

test('what is not a note, a checkpoint or a key is refused and never half read', () => {
  for (const bad of [
    '',
    'text',
    'text\n',
    'text\n\n',
    'a\u0007b\n\n\u2014 n AAAAAAA=\n',
    'text\n\n- n AAAAAAA=\n',
    'text\n\n\u2014 n AAAA\n',
  ]) {
    assert.throws(() => parseNote(bad), SyntaxError, JSON.stringify(bad));
  }
  for (const bad of ['', 'x\n07\nAAAA\n', 'x\n-1\nAAAA\n', 'x\n9007199254740993\nAAAA\n', 'x\n7\nAAAA\n']) {
    assert.throws(() => parseCheckpoint(bad), SyntaxError, JSON.stringify(bad));
  }
  for (const bad of ['', 'a+b', 'a b+00000000+AA==', `a+00000000+${'A'.repeat(44)}`])
    assert.throws(() => parseVerifier(bad), SyntaxError, bad);
});

test('the signing key is made once, readable by its owner only, by however many start at once', async () => {
  const shared = join(folder, 'shared');
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadSigningKey(shared)));
  assert.equal(new Set(keys.map((key) => openSigner(key, 'yuecheng').verifier)).size, 1);
  const file = join(shared, 'ledger-signing-key.pem');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.match(await readFile(file, 'utf8'), /^-----BEGIN PRIVATE KEY-----/);
  await writeFile(file, 'nonsense');
  await assert.rejects(loadSigningKey(shared));
});
