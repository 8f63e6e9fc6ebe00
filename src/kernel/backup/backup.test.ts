import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';

import { sql } from 'kysely';

import { Type } from 'typebox';

import { dataPlatform, dataPorts, runLoadIn, suggestFields } from '#module/data-platform';

import { eventType } from '../core/index.ts';
import { inDistrict, openDatabase } from '../database/index.ts';
import { loadSigningKey, openSigner, sequenceAll, verifyLedger } from '../ledger/index.ts';
import { openTestDistrict } from '../testing/index.ts';
import { type backupErrors, makeBackup, restoreBackup, verifyArchive } from './index.ts';
import { TAR_END, tarHeader, tarPadding } from './tar.ts';

const happened = eventType('test.happened', Type.Object({ n: Type.Integer() }));
const CSV = Array.from({ length: 500 }, (_, at) => `${at},"stall, ${at}",${(at * 7) % 90}`).join('\n');

describe('a backup', async () => {
  const district = await openTestDistrict({ modules: [dataPlatform] });
  const folder = await mkdtemp(path.join(tmpdir(), 'mbb-'));
  const secrets = path.join(folder, 'secrets');
  const file = path.join(folder, 'district.mbk');
  const places = { storage: district.storage, secrets };
  const about = { database: { ...district, close: async () => undefined }, district: district.district };
  after(async () => {
    await district.close();
    await rm(folder, { recursive: true, force: true });
  });
  await fill();
  const { manifest, bytes } = await makeBackup({ ...about, ...places, file, withSecrets: true });

  /** Something of everything: a dataset, ledger lines, decisions, an event, awkward text, an undelivered event. */
  async function fill(): Promise<void> {
    const csv = path.join(folder, 'stalls.csv');
    await writeFile(csv, `id,name,metres\n${CSV}\n`);
    const { fields } = await suggestFields(district.work(), csv, 'stalls.csv');
    await district.act((context) => context.call(dataPorts.registerDataset, { ...DESCRIPTION, fields: [...fields] }));
    const loadId = await district.act((context) =>
      context.call(dataPorts.createLoad, { key: 'stalls', sources: [{ name: 'stalls.csv', path: csv }] }),
    );
    await runLoadIn(district.work(), loadId, () => undefined);
    await district.act(async (context) => {
      for (let n = 0; n < 50; n++) await context.record({ kind: 'test.noted', body: { n, text: 'tab\t, 换行\n, \\N' } });
      await context.publish(happened, { n: 1 });
    });
    await mkdir(path.join(district.storage, '.exports'), { recursive: true });
    await writeFile(path.join(district.storage, '.exports', 'again'), 'can be made again');
    await sequenceAll(district.look, openSigner(await loadSigningKey(secrets), district.district), district.clock.now);
  }

  /** A new database and folder, restored to by `work`. */
  async function elsewhere<Result>(work: (target: Parameters<typeof restoreBackup>[0]) => Promise<Result>): Promise<Result> {
    const name = `restore_${randomBytes(5).toString('hex')}`;
    await sql`create database ${sql.id(name)}`.execute(district.db);
    const database = await openDatabase(district.dsn.replace('/postgres?', `/${name}?`), { max: 5 });
    const place = await mkdtemp(path.join(folder, 'to-'));
    try {
      return await work({
        database,
        district: district.district,
        storage: path.join(place, 'district'),
        secrets: path.join(place, 'secrets'),
        modules: district.modules,
        file,
      });
    } finally {
      await database.close();
      await sql`drop database ${sql.id(name)}`.execute(district.db);
    }
  }

  const countsOf = async (db: typeof district.db) => {
    const tables = await inDistrict(db, district.district, (tx) =>
      sql<{ name: string }>`select relname as name from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r' order by 1`.execute(tx),
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables.rows) {
      const { rows } = await inDistrict(db, district.district, (tx) =>
        sql<{ n: string }>`select count(*) as n from ${sql.id(name)}`.execute(tx),
      );
      counts[name] = Number(rows[0]?.n);
    }
    return counts;
  };

  it('comes back elsewhere with the same rows, the same ledger root and readable datasets', async () => {
    const before = await verifyLedger(district.look);
    await elsewhere(async (target) => {
      await restoreBackup(target);
      assert.deepEqual(await countsOf(target.database.db), await countsOf(district.db));
      const after = await verifyLedger((work) => inDistrict(target.database.db, district.district, work));
      assert.equal(after.ok, true);
      assert.equal(after.root, before.root);
      assert.ok(after.size > 50 && after.checkpoints > 0);
      const [dataset] = await readdir(path.join(target.storage, 'data-platform', 'datasets'));
      const version = path.join('data-platform', 'datasets', String(dataset));
      for (const name of await readdir(path.join(district.storage, version), { recursive: true })) {
        const original = path.join(district.storage, version, name);
        if ((await stat(original)).isDirectory()) continue;
        assert.deepEqual(await readFile(path.join(target.storage, version, name)), await readFile(original), name);
      }
      assert.deepEqual((await readdir(target.secrets)).sort(), (await readdir(secrets)).sort());
    });
  });
  it('goes on where it stood: identity columns give no number twice, and guards stand again', async () => {
    await elsewhere(async (target) => {
      await restoreBackup(target);
      const { db } = target.database;
      const inside = <Result>(work: (tx: typeof db) => Promise<Result>) => inDistrict(db, district.district, work);
      const last = await inside((tx) =>
        tx.selectFrom('kernel_outbox').select('position').orderBy('position', 'desc').executeTakeFirstOrThrow(),
      );
      const row = { id: crypto.randomUUID(), name: 'a.b', aggregate: 'c', payload: '{}', occurred_at: new Date() };
      const next = await inside((tx) => tx.insertInto('kernel_outbox').values(row).returning('position').executeTakeFirstOrThrow());
      assert.equal(Number(next.position), Number(last.position) + 1);
      await assert.rejects(inside((tx) => tx.deleteFrom('kernel_ledger_entry').execute()));
      const guards =
        'select contype::text as kind, count(*)::int as n from pg_constraint where connamespace = $1::regnamespace group by 1 order by 1';
      const [ours, theirs] = await Promise.all([district.pool, target.database.pool].map((pool) => pool.query(guards, [district.schema])));
      assert.deepEqual(theirs?.rows, ours?.rows);
      const off = await target.database.pool.query("select from pg_trigger where tgenabled <> 'O' and not tgisinternal");
      assert.equal(off.rowCount, 0);
    });
  });
  it('is small, private to its owner, and holds no temporary files', async () => {
    const { mode, size } = await stat(file);
    assert.equal(mode & 0o777, 0o600);
    assert.equal(size, bytes);
    assert.ok(manifest.files.length > 0);
    assert.ok(manifest.files.every(({ name }) => !name.includes('/.')));
  });
  it('holds keys only when they are asked for', async () => {
    const without = path.join(folder, 'without.mbk');
    const outcome = await makeBackup({ ...about, ...places, file: without });
    assert.deepEqual(outcome.manifest.secrets, []);
    assert.deepEqual(
      (await verifyArchive(file)).secrets.map(({ name }) => name),
      ['secrets/ledger-signing-key.pem'],
    );
  });
  it('shows one moment, although others write meanwhile', async () => {
    let on = true;
    const writing = (async () => {
      for (let n = 0; on; n++) await district.act((context) => context.record({ kind: 'test.noted', body: { n } }));
    })();
    const busy = path.join(folder, 'busy.mbk');
    const outcome = await makeBackup({ ...about, ...places, file: busy }).finally(() => {
      on = false;
    });
    await writing;
    await elsewhere((target) => restoreBackup({ ...target, file: busy }));
    const rows = (name: string) => outcome.manifest.tables.find((table) => table.name === name)?.rows ?? 0;
    assert.equal(rows('kernel_ledger_entry'), rows('kernel_ledger_leaf') + rows('kernel_ledger_queue'));
  });
  it('never overwrites a file and leaves nothing half made', async () => {
    await assert.rejects(makeBackup({ ...about, ...places, file }), { code: 'backup.exists' });
    const nowhere = path.join(folder, 'no-folder', 'x.mbk');
    await assert.rejects(makeBackup({ ...about, ...places, file: nowhere }), { code: 'ENOENT' });
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.part')),
      [],
    );
  });
  it('is not restored over data, nor as another district', async () => {
    const here = { ...about, ...places, modules: district.modules, file };
    await assert.rejects(restoreBackup(here), { code: 'backup.notEmpty' });
    await elsewhere(async (target) => {
      await assert.rejects(restoreBackup({ ...target, district: 'other' }), { code: 'backup.otherDistrict' });
      await restoreBackup(target);
      await assert.rejects(restoreBackup(target), { code: 'backup.notEmpty' });
    });
  });

  describe('that is damaged is refused by name, before anything is written', () => {
    const refuse = async (content: Buffer, expected: RegExp) => {
      const damaged = path.join(folder, `${randomBytes(4).toString('hex')}.mbk`);
      await writeFile(damaged, content);
      await elsewhere(async (target) => {
        await assert.rejects(restoreBackup({ ...target, file: damaged }), (error: ReturnType<typeof backupErrors.damaged>) => {
          assert.equal(error.code, 'backup.damaged');
          assert.match(error.text.en, expected);
          assert.ok(error.text.zh.includes(path.basename(damaged)));
          return true;
        });
        const { rows } = await target.database.pool.query('select from pg_namespace where nspname = $1', [district.schema]);
        assert.equal(rows.length, 0);
      });
    };
    it('cut off', async () => refuse((await readFile(file)).subarray(0, -5_000), /damaged/));
    it('one bit flipped', async () => {
      const content = await readFile(file);
      content.writeUInt8((content[Math.floor(content.length / 2)] ?? 0) ^ 0x10, Math.floor(content.length / 2));
      await refuse(content, /damaged/);
    });
    it('a row changed and packed again', async () => {
      const plain = gunzipSync(await readFile(file));
      const at = plain.indexOf('test.noted');
      plain.write('test.NOTED', at);
      await refuse(gzipSync(plain), /tables\/kernel_ledger_entry: SHA-256/);
    });
    it('without its manifest, or something else altogether', async () => {
      await refuse(gzipSync(TAR_END), /manifest\.json: missing/);
      await refuse(Buffer.from('no archive at all'), /damaged/);
    });
    it('with a path that would leave the folder', async () => {
      const evil = { ...manifest, files: [{ name: 'files/../../evil', size: 0, sha256: manifest.files[0]?.sha256 }] };
      const text = Buffer.from(JSON.stringify(evil));
      await refuse(
        gzipSync(Buffer.concat([tarHeader('manifest.json', text.length, new Date()), text, tarPadding(text.length), TAR_END])),
        /manifest\.json/,
      );
    });
    it('with a file that no manifest lists', async () => {
      const plain = gunzipSync(await readFile(file));
      const extra = Buffer.concat([tarHeader('files/extra', 0, new Date()), plain]);
      await refuse(gzipSync(extra), /files\/extra: not listed/);
    });
  });
});

const words = { en: 'Market stalls', zh: '市场摊位' };
const DESCRIPTION = {
  key: 'stalls',
  title: words,
  description: words,
  theme: 'GOVE',
  keywords: [],
  department: 'data-administration',
  updateFrequency: 'IRREG',
  licence: 'INTERNAL',
  legalBasis: words,
  shareClass: 'restricted' as const,
  openClass: 'restricted' as const,
  retentionDays: null,
  rules: [],
};
