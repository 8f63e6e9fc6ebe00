import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';

import { Client } from 'pg';

import { findRunning, startEmbedded } from './index.ts';
import { isAlive } from './lock.ts';
import { can, runScript } from './test-support.ts';

const HERE = new URL('./index.ts', import.meta.url).href;
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux' ? false : 'needs /proc, which only Linux has';

/** A process that starts a server over the folder, says its number and goes on. */
const starter = (folder: string) => `
  const { startEmbedded } = await import(${JSON.stringify(HERE)});
  const server = await startEmbedded({ folder: ${JSON.stringify(folder)}, onStep: (step) => console.log('step', step) });
  console.log('pid', server.pid, 'ready');
  process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
  setInterval(() => {}, 1000);`;

async function query<Row extends object>(dsn: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: dsn });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the bundled database', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'mbdb-'));
  await chmod(root, 0o755);
  after(() => rm(root, { recursive: true, force: true }));
  const made = path.join(root, 'made');
  let number = 0;
  const newFolder = () => path.join(root, `f${number++}`);
  /** A cluster made once and copied, because making one takes seconds. */
  const copyOfMade = async () => {
    const folder = newFolder();
    await cp(made, folder, { recursive: true });
    return folder;
  };

  it('starts on an empty folder, keeps what was written, and starts again without recovery', async () => {
    const steps: string[] = [];
    const first = await startEmbedded({ folder: made, onStep: (step) => steps.push(step) });
    await query(first.dsn, 'create table t (n int)');
    await query(first.dsn, 'insert into t values (7)');
    assert.deepEqual(await query(first.dsn, 'show data_checksums'), [{ data_checksums: 'on' }]);
    await first.stop();
    assert.equal(isAlive(first.pid), false);
    const again = await startEmbedded({ folder: made, onStep: (step) => steps.push(step) });
    assert.deepEqual(await query(again.dsn, 'select n from t'), [{ n: 7 }]);
    await again.stop();
    assert.deepEqual(steps, ['initialise', 'start', 'start']);
    assert.equal((await readdir(made)).includes('maplebridge.pid'), false);
  });
  it('in use by another process says so with its number; commands beside it find it', async () => {
    const folder = await copyOfMade();
    const holder = runScript(starter(folder));
    await holder.until('ready');
    await assert.rejects(startEmbedded({ folder }), (error: { code: string; details: { pid: number } }) => {
      assert.deepEqual([error.code, error.details.pid], ['database.folderInUse', holder.pid]);
      return true;
    });
    const beside = await findRunning(folder);
    assert.deepEqual(await query(beside?.dsn ?? '', 'select n from t'), [{ n: 7 }]);
    holder.kill('SIGTERM');
    assert.equal((await holder.ended).code, 0);
    assert.equal(await findRunning(folder), null);
  });
  it('whose owner was killed is taken over: the server left behind is stopped and nothing confirmed is lost', {
    skip: onLinux,
  }, async () => {
    const folder = await copyOfMade();
    const holder = runScript(starter(folder));
    await holder.until('ready');
    const beside = await findRunning(folder);
    await query(beside?.dsn ?? '', 'insert into t values (8)');
    const orphan = Number((await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    holder.kill('SIGKILL');
    await holder.ended;
    assert.ok(isAlive(orphan), 'the server lives on without its owner');
    const steps: string[] = [];
    const server = await startEmbedded({ folder, onStep: (step) => steps.push(step) });
    assert.ok(steps.includes('recover'));
    assert.equal(isAlive(orphan), false);
    assert.deepEqual(await query(server.dsn, 'select n from t order by n'), [{ n: 7 }, { n: 8 }]);
    await server.stop();
  });
  it('that was killed itself recovers', async () => {
    const folder = await copyOfMade();
    const server = await startEmbedded({ folder });
    await query(server.dsn, 'insert into t values (9)');
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    await server.stop();
    const again = await startEmbedded({ folder });
    assert.deepEqual(await query(again.dsn, 'select n from t order by n'), [{ n: 7 }, { n: 9 }]);
    await again.stop();
  });
  it('is not kept out by a lock whose process is gone, or whose number somebody else has now', { skip: onLinux }, async () => {
    const folder = await copyOfMade();
    const gone = spawnSync('true').pid;
    for (const lock of [JSON.stringify({ pid: gone, started: '1' }), JSON.stringify({ pid: 1, started: '0' }), 'half wri', '']) {
      await writeFile(path.join(folder, 'maplebridge.pid'), lock);
      await (await startEmbedded({ folder })).stop();
    }
  });
  it('stops an initialisation that broke off from being taken for a database', async () => {
    const folder = newFolder();
    await mkdir(path.join(folder, 'postgres.new'), { recursive: true });
    await writeFile(path.join(folder, 'postgres.new', 'PG_VERSION'), '18');
    await (await startEmbedded({ folder, throwaway: true })).stop();
    assert.equal((await readdir(folder)).includes('postgres.new'), false);
  });
  it('made by a newer PostgreSQL is refused, in words, and left alone', async () => {
    const folder = await copyOfMade();
    await writeFile(path.join(folder, 'postgres', 'PG_VERSION'), '19\n');
    await assert.rejects(startEmbedded({ folder }), { code: 'database.newerPostgres' });
    assert.equal((await readdir(folder)).includes('maplebridge.pid'), false, 'the folder is free again');
  });
  it('works in a folder whose path is longer than a socket allows, and with blanks and Chinese in it', async () => {
    const folder = path.join(root, '很长 的 路径', 'd'.repeat(110));
    const server = await startEmbedded({ folder, throwaway: true });
    assert.deepEqual(await query(server.dsn, 'select 1 as n'), [{ n: 1 }]);
    assert.ok(await findRunning(folder));
    await server.stop();
  });
  it('runs for an ordinary user', {
    skip: isRoot && can('setpriv', '--version') ? false : 'needs root and setpriv to become somebody else',
  }, async () => {
    const folder = newFolder();
    await mkdir(folder);
    await chown(folder, NOBODY, NOBODY);
    const user = runScript(starter(folder), { uid: NOBODY });
    await user.until('ready');
    assert.equal((await stat(path.join(folder, 'postgres'))).uid, NOBODY);
    user.kill('SIGTERM');
    assert.equal((await user.ended).code, 0);
  });
  const rootOnly = isRoot ? false : 'needs root';
  it('runs for root as somebody else in a user namespace', {
    skip: rootOnly || (can('unshare', '--user', 'true') ? false : 'this machine forbids user namespaces'),
  }, async () => {
    const folder = await copyOfMade();
    const server = await startEmbedded({ folder });
    const map = await readFile(`/proc/${server.pid}/uid_map`, 'utf8');
    assert.match(map.trim(), new RegExp(`^${NOBODY}\\s+0\\s+1$`));
    await server.stop();
  });
  it('runs for root without user namespaces, as an unprivileged user with the programs beside the data', { skip: rootOnly }, async () => {
    const folder = newFolder();
    const server = await startEmbedded({ folder, namespaces: false });
    assert.equal((await stat(`/proc/${server.pid}`)).uid, NOBODY);
    assert.deepEqual(await query(server.dsn, 'select 1 as n'), [{ n: 1 }]);
    await server.stop();
    const again = await startEmbedded({ folder, namespaces: false });
    await again.stop();
    const inNamespace = await startEmbedded({ folder });
    assert.deepEqual(await query(inNamespace.dsn, 'select 1 as n'), [{ n: 1 }]);
    await inNamespace.stop();
  });

  const noMount =
    isRoot && can('unshare', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt') ? false : 'needs the right to mount a small disk';
  it('on a full disk says so, and starts again when there is room', { skip: noMount }, async () => {
    const disk = newFolder();
    await mkdir(disk);
    assert.ok(can('mount', '-t', 'tmpfs', '-o', 'size=24m', 'none', disk));
    try {
      await assert.rejects(startEmbedded({ folder: path.join(disk, 'data'), throwaway: true }), { code: 'database.diskFull' });
      assert.ok(can('mount', '-o', 'remount,size=300m', disk));
      const server = await startEmbedded({ folder: path.join(disk, 'data'), throwaway: true });
      await server.stop();
    } finally {
      can('umount', disk);
    }
  });
});
