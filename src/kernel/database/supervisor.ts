import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import type { DomainError } from '../core/index.ts';
import { findBinaries } from './binaries.ts';
import { databaseErrors } from './errors.ts';
import { isAlive, lockFolder } from './lock.ts';
import { choosePrivilege, handOver, type Privilege } from './privilege.ts';

/** A PostgreSQL server that we started, and where it listens. */
export interface EmbeddedServer {
  /** Connection string over the Unix socket. */
  readonly dsn: string;
  readonly pid: number;
  /** Stops it cleanly; everything confirmed is on disk. */
  stop(): Promise<void>;
  /** Resolves with the exit code if the server ends by itself. */
  readonly exited: Promise<number | null>;
}

export interface EmbeddedOptions {
  /** Folder for everything, such as `./var`. */
  readonly folder: string;
  /** Tests give up durability for speed. */
  readonly throwaway?: boolean;
  /** False runs root's server without user namespaces, as on machines that forbid them. */
  readonly namespaces?: boolean;
  readonly onStep?: (step: 'initialise' | 'recover' | 'start') => void;
}

const START_TIMEOUT_MS = 60_000;

/**
 * Starts the bundled PostgreSQL over the data in `folder`, creating the cluster on first use and recovering after a crash.
 * @throws database.folderInUse, database.newerPostgres, database.diskFull, database.notStarted
 */
export async function startEmbedded({ folder, throwaway = false, namespaces = true, onStep }: EmbeddedOptions): Promise<EmbeddedServer> {
  await mkdir(folder, { recursive: true });
  const lock = await lockFolder(folder);
  try {
    const binaries = await findBinaries();
    const privilege = await choosePrivilege(binaries, folder, namespaces);
    const data = path.join(folder, 'postgres');
    if (!existsSync(path.join(data, 'PG_VERSION'))) {
      onStep?.('initialise');
      await initialise(privilege, data);
    }
    await refuseNewer(data);
    await stopOrphan(data, () => onStep?.('recover'));
    await handOver(privilege, data);
    onStep?.('start');
    const server = await start(privilege, data, await socketFolder(folder, privilege), throwaway);
    return { ...server, stop: () => server.stop().then(() => lock.release()) };
  } catch (error) {
    await lock.release();
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? databaseErrors.diskFull({ folder }) : error;
  }
}

/**
 * The server that another process of ours runs over the same folder, for commands beside a running platform; null when there is none.
 */
export async function findRunning(folder: string): Promise<{ dsn: string } | null> {
  const lines = (await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, sockets] = [Number(lines[0]), lines[4]];
  if (!pid || !isAlive(pid) || !sockets) return null;
  const dsn = dsnOver(sockets);
  const client = new Client({ connectionString: dsn, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  const answers = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => undefined);
  return answers ? { dsn } : null;
}

/** Builds the cluster aside and moves it into place, so that an interrupted start leaves nothing half made. */
async function initialise(privilege: Privilege, data: string): Promise<void> {
  const draft = `${data}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await handOver(privilege, draft);
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', draft, '-U', 'maplebridge', '--auth=trust', '--data-checksums', '--no-instructions', ...locale];
  const child = privilege.run(privilege.binaries.initdb, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  const words = collect(child);
  const code = await exitOf(child);
  if (code !== 0) throw startFailure(words(), draft);
  await rename(draft, data);
}

async function refuseNewer(data: string): Promise<void> {
  const found = Number((await readFile(path.join(data, 'PG_VERSION'), 'utf8')).trim());
  if (found > OUR_MAJOR) throw databaseErrors.newerPostgres({ folder: data, found, ours: OUR_MAJOR });
}

/** Major version of the bundled PostgreSQL. */
const OUR_MAJOR = 18;

/** After `kill -9` of our process its server may live on; it is stopped here before a new one starts over the same files. */
async function stopOrphan(data: string, onFound: () => void): Promise<void> {
  const pid = Number((await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid || !isAlive(pid)) return;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!command.includes(data)) return; // the number now belongs to somebody else
  onFound();
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid) && waited < 20_000; waited += 50) await sleep(50);
  if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
  while (isAlive(pid)) await sleep(50);
}

/** Unix socket paths end at about 100 bytes, so a deep data folder gets a short one of its own in the temporary folder. */
async function socketFolder(folder: string, privilege: Privilege): Promise<string> {
  const near = path.resolve(folder, 'socket');
  const short = path.join(tmpdir(), `maplebridge-${createHash('sha256').update(near).digest('hex').slice(0, 12)}`);
  const chosen = near.length < 80 ? near : short;
  await mkdir(chosen, { recursive: true, mode: 0o700 });
  await chmod(chosen, 0o700);
  await handOver(privilege, chosen);
  return chosen;
}

const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '128MB',
  wal_compression: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
};
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

async function start(privilege: Privilege, data: string, sockets: string, throwaway: boolean): Promise<EmbeddedServer> {
  await rm(path.join(data, 'postmaster.pid'), { force: true }); // no live server owns it: see stopOrphan
  const settings = Object.entries({ ...SETTINGS, ...(throwaway ? FAST : {}), unix_socket_directories: sockets });
  const args = ['-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const child = privilege.run(privilege.binaries.postgres, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // a Ctrl-C in the terminal is for us; we then stop the server in order
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  });
  const words = collect(child);
  const exited = exitOf(child);
  const dsn = dsnOver(sockets);
  await untilReady(dsn, child, () => startFailure(words(), data));
  return { dsn, pid: child.pid ?? 0, exited, stop: () => stop(child, exited) };
}

const dsnOver = (sockets: string) => `postgresql://maplebridge@/postgres?host=${encodeURIComponent(sockets)}`;

async function untilReady(dsn: string, child: ChildProcess, failure: () => Error): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let pause = 15; ; pause = Math.min(pause * 1.5, 250)) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) throw failure();
    const client = new Client({ connectionString: dsn, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(pause);
    }
  }
}

async function stop(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT'); // fast shutdown: ends sessions, writes a checkpoint
  const patience = setTimeout(() => child.kill('SIGQUIT'), 20_000);
  await exited;
  clearTimeout(patience);
}

/** Keeps the last words of a program, for the message if it fails. */
function collect(child: ChildProcess): () => string {
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2_000)));
  return () => words.trim();
}

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', (code) => resolve(code));
  });

function startFailure(log: string, folder: string): DomainError {
  return /No space left on device/i.test(log) ? databaseErrors.diskFull({ folder }) : databaseErrors.notStarted({ log });
}
