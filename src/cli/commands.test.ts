import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { checkDisk, checkMachine, checkNode } from './checks.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

describe('commands', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mbcli-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const run = async (data: string, ...args: string[]) => {
    const env = { ...process.env, MAPLEBRIDGE_DATA: path.join(folder, data), PORT: '0', DATABASE_URL: '', NODE_NO_WARNINGS: '1' };
    const child = spawn(process.execPath, ['bin/maplebridge.mjs', ...args], { cwd: ROOT, env });
    const [out, err] = [[], []] as [string[], string[]];
    child.stdout.on('data', (chunk) => out.push(String(chunk)));
    child.stderr.on('data', (chunk) => err.push(String(chunk)));
    const [status] = await once(child, 'close');
    return { status, out: out.join(''), err: err.join('') };
  };

  it('migrate, back up, refuse, restore and check a district, one after the other', async () => {
    const file = path.join(folder, 'district.mbk');
    assert.equal((await run('here', 'migrate')).status, 0);
    const made = await run('here', 'backup', file);
    assert.equal(made.status, 0, made.err);
    assert.equal(JSON.parse(made.out).ledger.fault, null);
    const again = await run('here', 'backup', file);
    assert.deepEqual([again.status, /已存在/.test(again.err)], [1, true]);
    const over = await run('here', 'restore', file);
    assert.deepEqual([over.status, /已有数据/.test(over.err)], [1, true]);
    const back = await run('there', 'restore', file);
    assert.equal(back.status, 0, back.err);
    assert.equal(JSON.parse(back.out).rows, JSON.parse(made.out).rows);
    const checked = await run('there', 'verify-ledger', '--full');
    assert.deepEqual([checked.status, JSON.parse(checked.out).ok], [0, true]);
    const doctor = await run('there', 'doctor');
    assert.equal(doctor.status, 0, doctor.out);
    for (const check of ['node', 'machine', 'folder', 'disk', 'database', 'clock', 'profile', 'migrations', 'ledger', 'files', 'port'])
      assert.match(doctor.out, new RegExp(`^(ok|warn) +${check} `, 'm'));
  });
  it('called wrongly say how, in both languages, and end with status 1', async () => {
    for (const args of [['backup'], ['restore'], ['restore', 'a', 'b'], ['no-such-command'], ['restore', path.join(folder, 'nothing')]]) {
      const { status, err } = await run('wrong', ...args);
      assert.equal(status, 1, args.join(' '));
      assert.match(err, /[a-z]/);
      assert.match(err, /[\u4e00-\u9fff]/);
      assert.doesNotMatch(err, /\n\s+at /);
    }
  });
  it('are all in the help', async () => {
    const { err } = await run('wrong', 'help');
    for (const name of ['start', 'migrate', 'import', 'accept', 'verify-ledger', 'backup', 'restore', 'doctor', 'bench'])
      assert.match(err, new RegExp(`^ +${name}`, 'm'));
  });
});

describe('the doctor', () => {
  it('advises where something is scarce or old', async () => {
    const GIB = 1024 ** 3;
    assert.deepEqual([checkNode('24.1.0').level, checkNode('18.20.0').level], ['ok', 'fail']);
    assert.deepEqual([checkMachine(8 * GIB).level, checkMachine(GIB).level], ['ok', 'warn']);
    const levels = await Promise.all([50, 3, 0.5].map(async (gib) => (await checkDisk(tmpdir(), gib * GIB)).level));
    assert.deepEqual(levels, ['ok', 'warn', 'fail']);
  });
});

describe('docs/operate', () => {
  const pages = globSync('docs/operate/*.md', { cwd: ROOT });
  it('explains every setting, and none that does not exist', () => {
    const used = [...read('src/kernel/config.ts').matchAll(/env(?:\['|, ')([A-Z_]+)'/g)].map(([, name = '']) => name);
    const told = [...read('docs/operate/settings.md').matchAll(/^\| (`.+?) \|/gm)].flatMap(
      ([, names = '']) => names.match(/[A-Z][A-Z_]+/g) ?? [],
    );
    assert.ok(used.length > 10);
    assert.deepEqual([...new Set(told)].sort(), [...new Set(used)].sort());
  });
  it('names only commands, settings and pages that exist', () => {
    const commands = new Set([...read('src/cli/main.ts').matchAll(/usage: '([a-z-]+)/g)].map(([, name = '']) => name));
    const settings = read('docs/operate/settings.md');
    for (const page of pages) {
      const text = read(page);
      for (const [, name = ''] of text.matchAll(/npx maplebridge ([a-z-]+)/g)) assert.ok(commands.has(name), `${page}: ${name}`);
      for (const [name] of text.matchAll(/MAPLEBRIDGE_[A-Z_]+/g)) assert.ok(settings.includes(`\`${name}\``), `${page}: ${name}`);
      for (const [, link = ''] of text.matchAll(/\]\(([^)#:]+)/g))
        assert.ok(existsSync(path.join(ROOT, 'docs/operate', link)), `${page}: ${link}`);
    }
    assert.ok(pages.length >= 7);
  });
});
