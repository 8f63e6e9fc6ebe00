import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

import { testServer } from '../testing/server.ts';
import { migrateDistrict, openDatabase, pendingMigrations, schemaOf } from './index.ts';
import { runScript } from './test-support.ts';

describe('migrations', async () => {
  const server = await testServer();
  const database = await openDatabase(server.dsn, { max: 4 });
  const root = await mkdtemp(path.join(tmpdir(), 'mbmig-'));
  const districts: string[] = [];
  after(async () => {
    for (const district of districts) await database.pool.query(`drop schema if exists ${schemaOf(district)} cascade`);
    await database.close();
    await server.stop();
    await rm(root, { recursive: true, force: true });
  });
  const newDistrict = () => {
    const district = `mig_${randomBytes(5).toString('hex')}`;
    districts.push(district);
    return district;
  };
  const source = async (files: Record<string, string>) => {
    const folder = await mkdtemp(path.join(root, 'm-'));
    for (const [name, script] of Object.entries(files)) await writeFile(path.join(folder, name), script);
    return { name: 'things', migrations: pathToFileURL(`${folder}/`) };
  };
  const FIRST = { '0001_create_things.sql': 'create table thing (n int);\ninsert into thing values (1);\n' };
  const SECOND = { ...FIRST, '0002_fill_things.sql': 'insert into thing values (2);\n' };
  const rowsOf = async (district: string) => (await database.pool.query(`select n from ${schemaOf(district)}.thing order by n`)).rows;

  it('are applied once each, in order, and only what is new the next time', async () => {
    const district = newDistrict();
    assert.equal(await pendingMigrations(database.pool, district, [await source(FIRST)]), null);
    assert.deepEqual(await migrateDistrict(database.pool, district, [await source(FIRST)]), ['things/0001_create_things']);
    const both = [await source(SECOND)];
    assert.deepEqual(await pendingMigrations(database.pool, district, both), ['things/0002_fill_things']);
    assert.deepEqual(await migrateDistrict(database.pool, district, both), ['things/0002_fill_things']);
    assert.deepEqual(await migrateDistrict(database.pool, district, both), []);
    assert.deepEqual(await rowsOf(district), [{ n: 1 }, { n: 2 }]);
  });
  it('can stop where a backup stood', async () => {
    const [district, both] = [newDistrict(), [await source(SECOND)]];
    const { rows } = await (async () => {
      const other = newDistrict();
      await migrateDistrict(database.pool, other, [await source(FIRST)]);
      return database.pool.query(`select id, checksum from ${schemaOf(other)}.kernel_migration`);
    })();
    assert.deepEqual(await migrateDistrict(database.pool, district, both, rows), ['things/0001_create_things']);
    assert.deepEqual(await rowsOf(district), [{ n: 1 }]);
  });
  it('of a newer version, or changed after they were applied, stop the start in words', async () => {
    const district = newDistrict();
    await migrateDistrict(database.pool, district, [await source(SECOND)]);
    await assert.rejects(migrateDistrict(database.pool, district, [await source(FIRST)]), { code: 'database.newerSchema' });
    const changed = { ...SECOND, '0002_fill_things.sql': 'insert into thing values (3);\n' };
    await assert.rejects(migrateDistrict(database.pool, district, [await source(changed)]), { code: 'database.changedMigration' });
    assert.deepEqual(await rowsOf(district), [{ n: 1 }, { n: 2 }]);
  });
  it('that fail leave nothing of themselves, keep those before, and can be mended', async () => {
    const district = newDistrict();
    const broken = { ...FIRST, '0002_fill_things.sql': 'insert into thing values (2);\ninsert into nowhere values (1);\n' };
    await assert.rejects(migrateDistrict(database.pool, district, [await source(broken)]), /things\/0002_fill_things/);
    assert.deepEqual(await rowsOf(district), [{ n: 1 }]);
    await migrateDistrict(database.pool, district, [await source(SECOND)]);
    assert.deepEqual(await rowsOf(district), [{ n: 1 }, { n: 2 }]);
  });
  it('are applied once by five processes that start at once on a fresh database', async () => {
    const district = newDistrict();
    const { migrations } = await source(SECOND);
    const script = `
      const { openDatabase, migrateDistrict } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
      const database = await openDatabase(${JSON.stringify(server.dsn)}, { max: 2 });
      const done = await migrateDistrict(database.pool, ${JSON.stringify(district)}, [{ name: 'things', migrations: new URL(${JSON.stringify(migrations.href)}) }]);
      console.log('applied', done.length);
      await database.close();`;
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => runScript(script).ended));
    assert.deepEqual(
      outcomes.map(({ code }) => code),
      [0, 0, 0, 0, 0],
      outcomes.map(({ text }) => text).join(),
    );
    assert.deepEqual(outcomes.map(({ text }) => text.trim()).sort(), ['applied 0', 'applied 0', 'applied 0', 'applied 0', 'applied 2']);
    assert.deepEqual(await rowsOf(district), [{ n: 1 }, { n: 2 }]);
  });
});

describe('a database elsewhere', () => {
  it('that cannot be reached, or refuses, is named in words within seconds and without the password', async () => {
    const silent = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    for (const dsn of ['postgresql://u:geheim@127.0.0.1:1/x', `postgresql://u:geheim@127.0.0.1:${port}/x`]) {
      await assert.rejects(openDatabase(dsn), (error: { code: string; text: { en: string; zh: string } }) => {
        assert.equal(error.code, 'database.unreachable');
        assert.doesNotMatch(JSON.stringify(error), /geheim/);
        return /DATABASE_URL/.test(error.text.zh);
      });
    }
    silent.close();
  });
});
