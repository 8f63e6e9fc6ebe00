import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import iconv from 'iconv-lite';

import { type Field, type LoadRequest, load, type SniffResult, sniff } from './index.ts';
import { zipOf } from './zip-fixture.ts';

const NOW = '2026-01-01T00:00:00Z';
let folder: string;
let count = 0;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingest-hostile-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const look = async (content: string | Buffer, limits = {}): Promise<SniffResult> =>
  sniff({ source: { path: await file(content) }, scratch: folder, limits });
const fails = (content: string | Buffer, code: string, limits = {}) => assert.rejects(look(content, limits), { code: `ingest.${code}` });

test('an empty file, blank lines and a lone byte order mark are called empty', async () => {
  for (const content of ['', '\n\n \r\n', '\uFEFF']) await fails(content, 'emptyFile');
});

test('a binary file named .csv is named for what it is', async () => {
  await fails(Buffer.from('%PDF-1.7 …'), 'binaryFile');
  await fails(Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)), 'binaryFile');
  await assert.rejects(look(Buffer.from('d0cf11e0a1b11ae1'.padEnd(200, '0'), 'hex')), { message: /Excel 97/ });
});

test('archives that explode are stopped, whether they admit it or not', async () => {
  const zeros = Buffer.alloc(40 * 1024 * 1024, '0');
  await fails(gzipSync(zeros), 'zipBomb');
  await fails(zipOf({ 'a.csv': zeros }), 'zipBomb');
  await fails(gzipSync(Buffer.from('a,b\n1,2\n'.repeat(1000))), 'zipBomb', { expandedBytes: 1000 });
  await fails(zipOf({ 'a.csv': Buffer.from('a\n1\n'), 'b.csv': Buffer.from('a\n1\n') }), 'archiveOfMany');
  await fails(Buffer.concat([zipOf({ 'a.csv': Buffer.from('a\n1\n') }).subarray(0, 40), Buffer.alloc(50)]), 'badArchive');
});

test('a packed table is read like an open one', async () => {
  const packed = await look(gzipSync(Buffer.from('id,name\n1,a\n2,b\n')));
  assert.deepEqual([packed.packedAs, packed.columns.map(({ field }) => field.name)], ['gzip', ['id', 'name']]);
  const zipped = await look(zipOf({ 'a.csv': Buffer.from('id,name\n1,a\n') }));
  assert.deepEqual([zipped.packedAs, zipped.columns.length], ['zip', 2]);
});

test('a header without rows and a file of ten thousand columns are refused with their reason', async () => {
  await fails('id,name\n', 'headerOnly');
  await fails(`${Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',')}\n${'1,'.repeat(9_999)}1\n`, 'tooManyColumns');
});

test('encodings are told apart and broken bytes cost only their row', async () => {
  const table = '编号,名称,金额\n1,绍兴市鉴湖街道办事处,12.50\n2,越城区财政局,7.00\n';
  for (const [encoding, expected] of [
    ['utf8', 'utf-8'],
    ['gb18030', 'gb18030'],
    ['utf16le', 'utf-16le'],
    ['utf-16', 'utf-16le'],
  ] as const) {
    const { encoding: found, columns } = await look(iconv.encode(table, encoding));
    assert.deepEqual([encoding, found?.encoding, columns.map(({ field }) => field.name).join()], [encoding, expected, '编号,名称,金额']);
  }
  const latin = await look(iconv.encode('id,name\n1,Café Zoë\n2,Señor Müller\n', 'windows-1252'));
  assert.equal(latin.encoding?.encoding, 'windows-1252');
  const broken = Buffer.concat([Buffer.from(`${table}3,`), Buffer.from([0xc3, 0x28]), Buffer.from(',1\n4,d,2\n')]);
  const result = await loaded(broken);
  assert.deepEqual([result.manifest.rows.read, result.manifest.rows.rejected], [4, 1]);
});

test('title lines, double and empty names, other delimiters and quotes are understood', async () => {
  const { dialect, columns, renamedColumns } = await look(
    'Spending over 500\nPublished 2024\n\nDate;Amount;Amount;\n01/02/2024;1,5;2;x\n13/02/2024;2,5;3;y\n',
  );
  assert.deepEqual([dialect?.delimiter, dialect?.headerLine, dialect?.firstLine], [';', 4, 5]);
  assert.deepEqual(
    columns.map(({ field }) => field.name),
    ['Date', 'Amount', 'Amount_2', 'column_4'],
  );
  assert.equal(renamedColumns, 2);
  assert.deepEqual([columns[0]?.field.format, columns[0]?.ambiguous], ['DD/MM/YYYY', false]);
  assert.equal((await look("a\tb\n'x\ty'\t1\n'z'\t2\n")).columns.length, 2);
});

test('a wrong delimiter is refused by naming the columns that were looked for', async () => {
  const path = await file('id;name\n1;a\n');
  const dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', newline: 'lf', headerLine: 1, firstLine: 2 } as const;
  await assert.rejects(load(await request(path, [{ name: 'id', type: 'integer', required: true }], { dialect })), {
    code: 'ingest.missingColumns',
    message: /id;name/,
  });
});

test('ragged rows, NUL bytes, open quotes and endless lines go to the rejects, the rest is loaded', async () => {
  const rows = ['1,a,2', '2,b', '3,c,4,5', '4,\0,6', '5,d,8', `6,${'x'.repeat(5000)},9`, '7,"e"f,1', '8,g,2', '9,"open,7'];
  const { manifest, outcome } = await loaded(`id,name,n\n${rows.join('\n')}\n`, { recordBytes: 4000, rejectShare: 0.9 });
  assert.deepEqual([outcome, manifest.rows], ['loaded', { read: 9, accepted: 3, rejected: 6 }]);
});

test('formula cells are counted, kept as they are, and only disarmed on export', async () => {
  const { manifest } = await loaded('name,delta\n=HYPERLINK("x"),-1\n@SUM(A1),-2\nplain,+3\n-5.5,4\n');
  assert.equal(manifest.profile[0]?.formulas, 2);
  assert.ok(Object.hasOwn(manifest.profile[0]?.histogram ?? {}, '@SUM(A1)'));
});

test('JSON, NDJSON and workbooks are tables too', async () => {
  const objects = [
    { id: 1, at: { town: '柯桥' } },
    { id: 2, at: { town: 'b' }, more: [1, 2] },
  ];
  for (const content of [
    JSON.stringify(objects),
    objects.map((object) => JSON.stringify(object)).join('\n'),
    JSON.stringify(objects, null, 2),
  ]) {
    const { manifest } = await loaded(content);
    assert.deepEqual([manifest.rows.accepted, manifest.schema.map(({ name }) => name)], [2, ['id', 'at.town', 'more']]);
  }
  const damaged = await loaded('{"id":1}\n{"id":\n{"id":3}\n', { rejectShare: 0.5 });
  assert.deepEqual(damaged.manifest.rows, { read: 3, accepted: 2, rejected: 1 });
  await fails('[{"id":1},{"id":', 'badJson');
  const sheet =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="C1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>7</v></c><c r="B2" s="1"><v>45292</v></c><c r="C2" t="s"><v>1</v></c></row>';
  const book = zipOf({
    '[Content_Types].xml': Buffer.from('<Types/>'),
    'xl/workbook.xml': Buffer.from('<workbook><sheets><sheet name="s" r:id="r1"/></sheets></workbook>'),
    'xl/styles.xml': Buffer.from('<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'),
    'xl/sharedStrings.xml': Buffer.from('<sst><si><t>name</t></si><si><r><t>A&amp;</t></r><r><t>B</t></r></si></sst>'),
    'xl/worksheets/sheet1.xml': Buffer.from(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
  });
  assert.deepEqual((await look(book)).preview, [['7', '2024-01-01', 'A&B']]);
  assert.equal((await loaded(book)).manifest.rows.accepted, 1);
});

test('rules that cannot work are refused before anything is read', async () => {
  const path = await file('a,b\n1,2\n');
  const schema: Field[] = [
    { name: 'a', type: 'integer' },
    { name: 'b', type: 'text' },
  ];
  const bad = [
    { id: 'x', kind: 'expression', severity: 'warn', expression: 'a + b > 1' },
    { id: 'x', kind: 'expression', severity: 'warn', expression: 'a > 1); DROP TABLE x; --' },
    { id: 'x', kind: 'expression', severity: 'warn', expression: 'read_text(b) = b' },
    { id: 'x', kind: 'pattern', severity: 'reject', field: 'b', pattern: '(' },
    { id: 'x', kind: 'range', severity: 'reject', field: 'a', min: 'zero' },
    { id: 'x', kind: 'notNull', severity: 'reject', field: 'missing' },
  ] as const;
  for (const rule of bad)
    await assert.rejects(load({ ...(await request(path, schema)), rules: [rule] }), { code: 'ingest.badRule' }, JSON.stringify(rule));
});

test('a failed load leaves nothing behind', async () => {
  for (const name of await readdir(folder)) {
    if (name.startsWith('dataset-')) assert.ok((await readdir(join(folder, name))).every((entry) => /^[0-9a-f]{64}$/.test(entry)));
  }
});

async function loaded(content: string | Buffer, limits = {}) {
  const path = await file(content);
  const { columns, dialect } = await sniff({ source: { path }, scratch: folder });
  const result = await load({
    ...(await request(
      path,
      columns.map(({ field }) => field),
      dialect ? { dialect } : {},
    )),
    limits,
  });
  if (result.outcome !== 'loaded' && result.outcome !== 'held') throw new Error(result.outcome);
  return result;
}

async function request(path: string, schema: Field[], source = {}): Promise<LoadRequest> {
  const targetFolder = join(folder, `dataset-${++count}`);
  await mkdir(targetFolder);
  return { sources: [{ path, ...source }], schema, targetFolder, now: NOW };
}

async function file(content: string | Buffer): Promise<string> {
  const path = join(folder, `input-${++count}.csv`);
  await writeFile(path, content);
  return path;
}
