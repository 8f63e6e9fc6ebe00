import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import fc from 'fast-check';

import { CsvReader } from './csv.ts';
import { Stage } from './stage.ts';

const dialect = { encoding: 'utf-8', delimiter: ';', quote: '"', newline: 'lf', headerLine: 0, firstLine: 1 } as const;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingest-csv-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const piece = fc.constantFrom('a;b', '"x;""y"";z";c', '"one\r\ntwo";d', 'e;f;g', '"open', '\r\n', '\n', '\r', '鉴', '"', ';', '\0');

test('the size of the pieces a file is read in changes nothing', async () => {
  const text = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => Buffer.from(pieces.join('')));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (bytes, size) => {
      assert.deepEqual(await readIn(bytes, size), await readIn(bytes, bytes.length));
    }),
    { numRuns: 300 },
  );
});

test('the text of any staged row is found again by its line, with and without line breaks in fields', () => {
  const plain = stageOf(Buffer.from(Array.from({ length: 90_000 }, (_, index) => `${index};${index * 7}`).join('\n')));
  const found = plain.reader();
  for (let line = 1; line <= 90_000; line += 997) assert.equal(found(line).toString(), `${line - 1};${(line - 1) * 7}`);
  plain.close();
  const bytes = Buffer.from(
    Array.from({ length: 40_000 }, (_, index) => (index % 3 === 0 ? `"n\n${index}";${'x'.repeat(index % 90)}` : `${index};y`)).join('\n'),
  );
  const stage = stageOf(bytes);
  const find = stage.reader();
  for (let index = 0; index < 40_000; index += 1111) {
    const line = index + 1 + Math.ceil(index / 3);
    assert.match(find(line).toString(), index % 3 === 0 ? new RegExp(`^"n\\n${index}";`) : new RegExp(`^${index};y$`));
  }
  stage.close();
});

function stageOf(bytes: Buffer): Stage {
  const stage = new Stage(join(folder, 'rows.csv'), dialect, () => {});
  const reader = new CsvReader({ path: '', dialect, columns: 2, recordBytes: 1000 }, stage, () => {});
  reader.push(bytes);
  reader.end();
  stage.finish();
  return stage;
}

async function readIn(bytes: Buffer, size: number) {
  const broken: string[] = [];
  const path = join(folder, 'stage.csv');
  const note = (line: number, fault: string, raw: Uint8Array) => broken.push(`${line} ${fault} ${Buffer.from(raw)}`);
  const stage = new Stage(path, dialect, note);
  const reader = new CsvReader({ path: '', dialect, columns: 2, recordBytes: 1000 }, stage, note);
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.end();
  stage.finish();
  stage.close();
  return { broken: broken.sort(), staged: await readFile(path, 'utf8'), records: stage.records, multiline: stage.multiline };
}
