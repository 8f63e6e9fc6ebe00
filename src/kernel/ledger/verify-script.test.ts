import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import fc from 'fast-check';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';
import { createAppender, loadSigningKey, openSigner, type Signer, sequenceAll } from './index.ts';

const SCRIPT = fileURLToPath(new URL('../../../scripts/verify-ledger.mjs', import.meta.url));

let district: TestDistrict;
let folder: string;
let signer: Signer;
/** Lines of an export with 300 entries and three checkpoints, after 100, 200 and 300. */
let lines: string[];

before(async () => {
  district = await openTestDistrict();
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  signer = openSigner(await loadSigningKey(folder), district.district);
  for (let round = 0; round < 3; round++) await grow(100);
  lines = await exported();
});

after(async () => {
  await district.close();
  await rm(folder, { recursive: true });
});

async function grow(count: number): Promise<void> {
  const append = createAppender({ transact: district.look, now: () => district.clock.now });
  await Promise.all(
    Array.from({ length: count }, (_, n) => append({ kind: 'test.recorded', body: { n, 文: '枫桥', nested: { b: 1.5, a: null } } })),
  );
  district.clock.now = new Date(district.clock.now.getTime() + 60_000);
  await sequenceAll(district.look, signer, district.clock.now);
}

async function exported(): Promise<string[]> {
  const { status, text } = await district.as()('GET', '/api/ledger/export');
  assert.equal(status, 200);
  return text.trimEnd().split('\n');
}

/** Runs the script as an outsider would: a process of its own on a file. */
async function verify(content: readonly string[], ...options: string[]): Promise<{ code: number; said: string }> {
  const file = join(folder, 'ledger.ndjson');
  await writeFile(file, content.length === 0 ? '' : `${content.join('\n')}\n`);
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, file, ...options], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
}

const lineOf = (index: number) => 1 + index + Math.floor(index / 100);
const withKey = () => ['--key', signer.verifier];

test('a whole ledger is accepted, and a key from the file itself is remarked on', async () => {
  assert.match(
    (await verify(lines, ...withKey())).said,
    /^OK: 300 entries, 3 checkpoints, root .+, last signed 2026-11-23T02:03:00.000Z\n$/,
  );
  const { code, said } = await verify(lines);
  assert.deepEqual([code, /NOTE: the key came from the file/.test(said)], [0, true]);
});

test('any one line altered, removed, doubled or moved is found, and the first bad entry named', async () => {
  const faults: Record<string, (at: number) => string[]> = {
    altered: (at) => lines.with(lineOf(at), (lines[lineOf(at)] as string).replace('"n":', '"n":1')),
    removed: (at) => lines.toSpliced(lineOf(at), 1),
    doubled: (at) => lines.toSpliced(lineOf(at), 0, lines[lineOf(at)] as string),
    moved: (at) =>
      lines.with(lineOf(at), lines[lineOf((at + 1) % 300)] as string).with(lineOf((at + 1) % 300), lines[lineOf(at)] as string),
  };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(faults)), fc.integer({ min: 0, max: 298 }), async (name, at) => {
      const { code, said } = await verify((faults[name] as (at: number) => string[])(at), ...withKey());
      const first = name === 'doubled' ? at + 1 : at;
      assert.equal(code, 1, `${name} at ${at}: ${said}`);
      assert.match(
        said,
        first === 300 || (name !== 'altered' && first % 100 === 0) ? /FAULT/ : new RegExp(`^FAULT: entry ${first} `),
        `${name} at ${at}`,
      );
    }),
    { numRuns: 14, examples: Object.keys(faults).map((name) => [name, 150] as [string, number]) },
  );
});

test('an entry that was rewritten together with its hash does not lead to the signed root', async () => {
  const rewritten = (lines[lineOf(142)] as string).replace('"n":', '"n":1');
  const { said } = await verify(lines.with(lineOf(142), rewritten), ...withKey());
  const { hashLeaf } = await import('./hash.ts');
  const { leafBytes } = await import('./canonical.ts');
  const record = JSON.parse(rewritten);
  const forged = JSON.stringify({ ...record, hash: Buffer.from(hashLeaf(leafBytes(record.entry))).toString('base64') });
  assert.match(said, /entry 142 .* altered or moved/);
  assert.match((await verify(lines.with(lineOf(142), forged), ...withKey())).said, /entries 100 to 199 do not lead to the root/);
});

test('a file that was cut off is found: by its unsigned end, or against a checkpoint kept from later', async () => {
  const later = join(folder, 'later.txt');
  await writeFile(later, JSON.parse(lines.at(-1) as string).note);
  assert.match((await verify(lines.slice(0, 250), ...withKey())).said, /nothing signs the end after 200 of 247 entries: it was cut off/);
  const clean = lines.slice(0, lineOf(200));
  assert.equal((await verify(clean, ...withKey())).code, 0);
  assert.match((await verify(clean, ...withKey(), '--checkpoint', later)).said, /ends after 200 entries, but a checkpoint .* has 300/);
  assert.equal((await verify(lines, ...withKey(), '--checkpoint', later)).code, 0);
  assert.match((await verify([...lines.slice(0, 7), '{"type":"ent'], ...withKey())).said, /line 8 is cut off or not JSON/);
});

test('a later export contains every checkpoint that was signed before', async () => {
  const kept = join(folder, 'kept.txt');
  await writeFile(kept, JSON.parse(lines.at(-1) as string).note);
  await grow(37);
  assert.equal((await verify(await exported(), ...withKey(), '--checkpoint', kept)).code, 0);
});

test('another log’s key, a wrong signature and a file that is something else are refused', async () => {
  const other = openSigner(await loadSigningKey(join(folder, 'other')), district.district);
  assert.match((await verify(lines, '--key', other.verifier)).said, /not signed by the given key/);
  const bent = JSON.parse(lines.at(-1) as string);
  bent.note = bent.note.replace(/\u2014 (\S+) (.{20}).(.*)/u, '\u2014 $1 $2A$3').replace('\n300\n', '\n300\n');
  assert.equal((await verify(lines.with(-1, JSON.stringify(bent)), ...withKey())).code, 1);
  assert.equal((await verify([], ...withKey())).code, 1);
  assert.match((await verify(['{"a":1}'], ...withKey())).said, /not an exported ledger/);
  assert.equal((await verify(lines, '--key', 'nonsense')).code, 2);
  assert.equal((await verify(lines, '--nonsense')).code, 2);
});
