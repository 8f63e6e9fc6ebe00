// Runs a program of this project on the pinned Node, under any Node >= 18 and with nothing installed yet:
//   node scripts/run.mjs bin/maplebridge.mjs start
// Installs what package-lock.json names when that has not been done, or not completely, then starts the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = 18;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const lock = path.join(root, '.install-lock');

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  say(
    `This Node is ${process.version}; Maplebridge starts under Node ${OLDEST} or newer. Get one from your system's packages.`,
    `当前 Node 为 ${process.version}；Maplebridge 需要 Node ${OLDEST} 或更高版本。请从系统软件源安装。`,
  );
  process.exit(1);
}

if (!isInstalled()) install();
const [program, ...args] = process.argv.slice(2);
if (!program) process.exit(0);
start(pinnedNode(), [path.resolve(root, program), ...args]);

/** npm writes its own list of what it installed as its last step, so a list that holds every package we name means a whole installation. */
function isInstalled() {
  try {
    const has = JSON.parse(readFileSync(path.join(modules, '.package-lock.json'), 'utf8')).packages;
    const wants = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
    return Object.entries(wants).every(([name, { version, optional }]) => name === '' || optional || has[name]?.version === version);
  } catch {
    return false;
  }
}

/** Two starts at once on a fresh clone: one installs, the other waits for it. */
function install() {
  while (!takeLock()) spawnSync(process.execPath, ['-e', 'setTimeout(() => {}, 500)']);
  try {
    if (isInstalled()) return;
    say('Installing (once) …', '正在安装（仅首次）……');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const options = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    const done = spawnSync(npm, options, { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, NODE_ENV: '' } });
    if (done.status !== 0) {
      say(
        done.error
          ? `npm could not be started: ${done.error.message}`
          : 'The installation did not finish. Check the network and the disk, then start again.',
        done.error ? `无法启动 npm：${done.error.message}` : '安装未完成。请检查网络与磁盘后重新启动。',
      );
      process.exit(1);
    }
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock() {
  try {
    mkdirSync(lock);
    writeFileSync(path.join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isStale()) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

/** The lock of an interrupted installation names a process that is gone. */
function isStale() {
  try {
    process.kill(Number(readFileSync(path.join(lock, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    if (error.code === 'EPERM') return false;
    if (error.code === 'ENOENT') return Date.now() - statSync(lock).mtimeMs > 10_000;
    return true;
  }
}

/** The Node that package-lock.json pins for this platform; else this one, when it is new enough. */
function pinnedNode() {
  const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  for (const name of names) {
    const file = path.join(modules, name, 'bin', 'node');
    if (!existsSync(file)) continue;
    chmodSync(file, 0o755);
    return file;
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  say(
    `There is no pinned Node for ${process.platform}-${process.arch}: install Node 24 and start again.`,
    `没有适用于 ${process.platform}-${process.arch} 的内置 Node：请安装 Node 24 后重新启动。`,
  );
  process.exit(1);
}

function start(node, argv) {
  const child = spawn(node, argv, {
    stdio: 'inherit',
    cwd: process.cwd(),
    // glibc keeps an arena of memory a thread; two are enough and give hundreds of megabytes back
    env: { MALLOC_ARENA_MAX: '2', ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
  });
  // The terminal sends Ctrl-C to both of us; other signals are handed on, and we end as the program ends.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  if (process.stdin.isTTY) process.on('SIGHUP', () => child.kill('SIGTERM')); // under nohup we stay
  child.on('exit', (code, signal) => (signal ? process.exit(1) : process.exit(code ?? 1)));
}

function say(en, zh) {
  process.stderr.write(`${en}\n${zh}\n`);
}
