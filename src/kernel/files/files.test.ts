import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, it } from 'node:test';

import { defineModule } from '../core/index.ts';
import { openTestDistrict, person } from '../testing/index.ts';
import { placeOf } from './disk.ts';
import { attach, attachmentsOf, filesFile, findOrphans, receiveFile, removeAttachment, sweepFiles } from './index.ts';

const TEXT = Buffer.from('A letter about the market street. 关于集市街的信。');
const HOUR_MS = 3_600_000;
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A module with one kind of record, whose files only a mediator may read besides the sender. */
const cases = defineModule<{ test_case: object }>({
  name: 'test-cases',
  title: { en: 'Cases', zh: '案件' },
  purpose: 'Own records with files in tests.',
  dependsOn: [],
  migrations: null,
  tables: { test_case: { purpose: 'Cases', personal: [], retentionDays: 'forever' } },
  profiles: [],
  permissions: {},
  purposes: [],
  publishes: [],
  consumes: [],
  ports: [],
  jobs: [],
  routes: [],
  portal: [],
  console: [],
  contributes: {},
  mayReadAttachment: async ({ actor }, { id }) => id === '1' && actor.roles.includes('mediator'),
});

describe('attachments', async () => {
  const district = await openTestDistrict({ modules: [cases] });
  after(() => district.close());
  const [sender, other, mediator] = [person(), person(), person({ roles: ['mediator'] })];
  const send = (actor: typeof sender, name = 'letter.txt', bytes: Buffer = TEXT) =>
    district.as(actor)('POST', `/api/files/?name=${encodeURIComponent(name)}`, bytes);
  const onDisk = async () => {
    const { strays } = await findOrphansNow();
    const all = await readdir(path.join(district.storage, 'files'), { recursive: true, withFileTypes: true });
    return { strays, files: all.filter((entry) => entry.isFile()).map(({ name }) => name) };
  };
  const findOrphansNow = () => district.look((tx) => findOrphans(tx, district.storage));

  it('come back byte for byte, under their hash on disk', async () => {
    const { status, body } = await send(sender);
    assert.equal(status, 201);
    assert.deepEqual([body.type, body.size, body.hash, body.metadata], ['text/plain', TEXT.length, sha(TEXT), 'none']);
    assert.ok(existsSync(placeOf(district.storage, body.hash)));
    const back = await district.as(sender)('GET', `/api/files/${body.id}`);
    assert.deepEqual(back.raw, TEXT);
    assert.match(String(back.headers['content-disposition']), /attachment/);
    assert.equal(back.headers['x-content-type-options'], 'nosniff');
  });
  it('of equal content lie on disk once', async () => {
    const [one, two] = [await send(sender, 'a.txt'), await send(other, 'b.txt')];
    assert.equal(one.body.hash, two.body.hash);
    assert.notEqual(one.body.id, two.body.id);
    const { files } = await onDisk();
    assert.equal(files.filter((name) => name === one.body.hash).length, 1);
  });
  it('of one sender cannot be read or attached by another, nor by somebody who has not signed in', async () => {
    const { body } = await send(sender);
    assert.equal((await district.as(other)('GET', `/api/files/${body.id}`)).status, 404);
    assert.equal((await district.as()('GET', `/api/files/${body.id}`)).status, 401);
    assert.equal((await district.as()('POST', '/api/files/?name=x', TEXT)).status, 401);
    await assert.rejects(
      district.act((context) => attach(context, body.id, 'test_case/1'), other),
      { code: 'files.notFound' },
    );
  });
  it('of a record are read by whom the record’s module lets in', async () => {
    const { body } = await send(sender);
    await district.act((context) => attach(context, body.id, 'test_case/1'), sender);
    assert.equal((await district.as(mediator)('GET', `/api/files/${body.id}`)).status, 200);
    assert.equal((await district.as(other)('GET', `/api/files/${body.id}`)).status, 404);
    const second = (await send(sender)).body;
    await district.act((context) => attach(context, second.id, 'test_case/2'), sender);
    assert.equal((await district.as(mediator)('GET', `/api/files/${second.id}`)).status, 404);
    const list = await district.act((context) => attachmentsOf(context, 'test_case/1'));
    assert.deepEqual(
      list.map(({ id }) => id),
      [body.id],
    );
    await assert.rejects(
      district.act((context) => attach(context, body.id, 'test_case/2'), sender),
      { code: 'files.alreadyAttached' },
    );
  });
  it('too large, empty or of a kind not wanted are refused in words, and leave nothing behind', async () => {
    const before = (await onDisk()).files.length;
    const { maxBytes } = district.profile(filesFile);
    const large = Readable.from(
      (function* () {
        for (let sent = 0; sent <= maxBytes; sent += 1 << 20) yield Buffer.alloc(1 << 20, 'a');
      })(),
    );
    await assert.rejects(receiveFile(district.work(sender), { name: 'x', stream: large }), { code: 'files.tooLarge' });
    assert.equal((await send(sender, 'x', Buffer.alloc(0))).status, 400);
    const page = await send(sender, 'photo.jpg', Buffer.from('<html><script>alert(1)</script>'));
    assert.equal(page.status, 415);
    assert.match(page.body.title_zh, /不接受此类文件/);
    const { files, strays } = await onDisk();
    assert.deepEqual([files.length, strays], [before, []]);
  });
  it('are named as people named them, without a path', async () => {
    const { body } = await send(sender, '../../etc/密码"\r\n.txt');
    assert.equal(body.name, '密码.txt');
    const back = await district.as(sender)('GET', `/api/files/${body.id}`);
    assert.equal(back.status, 200);
    assert.throws(() => placeOf(district.storage, '../../../etc/passwd'), RangeError);
  });
  it('lose the place where a picture was taken, unless the sender wants it kept', async () => {
    const png = Buffer.from(PNG, 'base64');
    const withPlace = Buffer.concat([png.subarray(0, 33), comment('GPS 30.0N'), png.subarray(33)]);
    const stripped = (await send(sender, 'street.png', withPlace)).body;
    assert.equal(stripped.metadata, 'stripped');
    assert.deepEqual((await district.as(sender)('GET', `/api/files/${stripped.id}`)).raw, png);
    const kept = (await district.as(sender)('POST', '/api/files/?name=street.png&keepMetadata=true', withPlace)).body;
    assert.deepEqual([kept.metadata, kept.hash], ['kept', sha(withPlace)]);
    const row = await district.look((tx) =>
      tx.selectFrom('kernel_attachment').selectAll().where('id', '=', stripped.id).executeTakeFirstOrThrow(),
    );
    assert.equal(row.sent_hash, sha(withPlace), 'what was sent can still be proven');
  });
  it('that nobody attached in time go, with their bytes; attached ones and new ones stay', async () => {
    const lone = (await send(sender, 'lone.txt', Buffer.from('nobody wants this'))).body;
    const used = (await send(sender, 'used.txt', Buffer.from('this one is used'))).body;
    await district.act((context) => attach(context, used.id, 'test_case/9'), sender);
    await sweepFiles(district.work());
    assert.ok(existsSync(placeOf(district.storage, lone.hash)), 'not before its time');
    const start = district.clock.now;
    district.clock.now = new Date(start.getTime() + 25 * HOUR_MS);
    await sweepFiles(district.work());
    assert.ok(!existsSync(placeOf(district.storage, lone.hash)));
    assert.ok(existsSync(placeOf(district.storage, used.hash)));
    await district.act((context) => removeAttachment(context, used.id));
    await sweepFiles(district.work());
    assert.ok(!existsSync(placeOf(district.storage, used.hash)));
    district.clock.now = start;
  });
  it('and bytes that lost each other are found, and stray bytes are swept', async () => {
    const lost = (await send(sender, 'lost.txt', Buffer.from('about to be lost'))).body;
    await rm(placeOf(district.storage, lost.hash));
    const stray = placeOf(district.storage, 'e'.repeat(64));
    const draft = path.join(district.storage, 'files', '.incoming', 'broken-off');
    for (const file of [stray, draft]) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, 'x');
      const old = new Date(district.clock.now.getTime() - 48 * HOUR_MS);
      await utimes(file, old, old);
    }
    const { missing, strays } = await findOrphansNow();
    assert.deepEqual(missing, [lost.hash]);
    assert.deepEqual([...strays].sort(), [draft, stray].sort());
    await sweepFiles(district.work());
    assert.deepEqual((await findOrphansNow()).strays, []);
  });
  it('sent many times at once while the sweep runs are never lost', async () => {
    const bytes = Buffer.from('everybody sends this');
    await Promise.all(
      Array.from({ length: 12 }, async (_, at) => {
        if (at % 3 === 2) return sweepFiles(district.work());
        const { body } = await send(sender, `${at}.txt`, bytes);
        assert.equal((await district.as(sender)('GET', `/api/files/${body.id}`)).status, 200);
      }),
    );
    const { missing } = await findOrphansNow();
    assert.ok(!missing.includes(sha(bytes)));
  });
});

/** One grey pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

/** A PNG text chunk; its checksum does not matter to us. */
function comment(words: string): Buffer {
  const body = Buffer.from(`Comment\0${words}`);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from('tEXt'), body, Buffer.alloc(4)]);
}
