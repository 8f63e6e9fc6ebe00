import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { readTar, TAR_END, tarHeader, tarPadding } from './tar.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const LONG = `files/data-platform/datasets/${'d'.repeat(36)}/${'a'.repeat(64)}/part-0.parquet`;

function pack(files: readonly (readonly [string, Buffer])[]): Buffer {
  return Buffer.concat([
    ...files.flatMap(([name, bytes]) => [tarHeader(name, bytes.length, AT), bytes, tarPadding(bytes.length)]),
    TAR_END,
  ]);
}

async function unpack(archive: Buffer, cut: number): Promise<[string, Buffer][]> {
  const files: [string, Buffer][] = [];
  for await (const { name, body } of readTar(piecesOf(archive, cut))) {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(Buffer.from(chunk));
    files.push([name, Buffer.concat(chunks)]);
  }
  return files;
}

async function* piecesOf(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe('the archive format', () => {
  it('gives back every file, however the bytes arrive', async () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,60}(\/[a-z0-9.]{1,60}){0,2}$/);
    const file = fc.tuple(
      name,
      fc.uint8Array({ maxLength: 1_500 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 5 }), fc.integer({ min: 1, max: 3_000 }), async (files, cut) => {
        assert.deepEqual(await unpack(pack(files), cut), files);
      }),
      { numRuns: 60 },
    );
  });
  it('can be listed and opened by the tar of any system', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'mbtar-'));
    const file = path.join(folder, 'backup.tar');
    await writeFile(
      file,
      pack([
        ['manifest.json', Buffer.from('{}')],
        [LONG, Buffer.from('rows')],
      ]),
    );
    const list = execFileSync('tar', ['tf', file], { encoding: 'utf8' });
    const content = execFileSync('tar', ['xOf', file, LONG], { encoding: 'utf8' });
    await rm(folder, { recursive: true });
    assert.deepEqual(list.trim().split('\n'), ['manifest.json', LONG]);
    assert.equal(content, 'rows');
  });
  it('keeps the size of a file beyond 8 GiB', async () => {
    const header = tarHeader('big', 2 ** 40 + 1, AT);
    const { value } = await readTar(piecesOf(header, 512)).next();
    assert.equal(value?.size, 2 ** 40 + 1);
  });
  it('says so when the end is missing, a header is damaged or something follows', async () => {
    const whole = pack([['a', Buffer.from('b')]]);
    await assert.rejects(unpack(whole.subarray(0, -1), 512), /ends in the middle/);
    await assert.rejects(unpack(whole.subarray(0, 600), 512), /ends in the middle/);
    const damaged = Buffer.from(whole);
    damaged[0] = 0x62;
    await assert.rejects(unpack(damaged, 512), /header of an entry is damaged/);
    await assert.rejects(unpack(Buffer.concat([whole, Buffer.of(1)]), 512), /follows after the end/);
  });
  it('refuses a name that does not fit rather than cutting it', () => {
    assert.throws(() => tarHeader('x'.repeat(101), 0, AT), /too long/);
  });
});
