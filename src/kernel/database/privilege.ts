import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { chown, cp, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import type { Binaries } from './binaries.ts';

const ROOT = 0;
const NOBODY = 65534;

/** How PostgreSQL programs are run here: PostgreSQL refuses to run as root, so root needs a way around. */
export interface Privilege {
  readonly kind: 'plain' | 'user-namespace' | 'other-user';
  readonly binaries: Binaries;
  run(program: string, args: readonly string[], options: SpawnOptions): ReturnType<typeof spawn>;
}

/**
 * Chooses the way to run PostgreSQL: as we are; as root in a user namespace in which we are somebody else; or, where namespaces are
 * not allowed, as an unprivileged user with the programs copied beside the data.
 */
export async function choosePrivilege(binaries: Binaries, dataFolder: string, namespaces: boolean): Promise<Privilege> {
  if (process.getuid?.() !== 0) return { kind: 'plain', binaries, run: (program, args, options) => spawn(program, args, options) };
  if (namespaces && canUnshare()) return { kind: 'user-namespace', binaries, run: runInNamespace };
  const copied = await copyBinaries(binaries, dataFolder);
  return {
    kind: 'other-user',
    binaries: copied,
    run: (program, args, options) => spawn(program, args, { ...options, uid: NOBODY, gid: NOBODY }),
  };
}

/**
 * Gives a folder and all in it to the user PostgreSQL runs as. As root that is nobody, or root itself seen from within a namespace; a
 * machine may allow namespaces one day and forbid them the next.
 */
export async function handOver({ kind }: Privilege, folder: string): Promise<void> {
  if (kind === 'plain') return;
  const owner = kind === 'other-user' ? NOBODY : ROOT;
  const { uid } = await stat(folder);
  if (uid === owner || (uid !== NOBODY && uid !== ROOT)) return;
  for (const entry of await readdir(folder, { recursive: true })) await chown(path.join(folder, entry), owner, owner);
  await chown(folder, owner, owner);
}

const MAP = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

function canUnshare(): boolean {
  return spawnSync('unshare', [...MAP, 'true'], { stdio: 'ignore' }).status === 0;
}

function runInNamespace(program: string, args: readonly string[], options: SpawnOptions): ReturnType<typeof spawn> {
  return spawn('unshare', [...MAP, program, ...args], options); // unshare execs the program, so the process id is PostgreSQL's own
}

/** The installation may lie where nobody else can read (such as a home folder), so the programs go beside the data. */
async function copyBinaries({ root }: Binaries, dataFolder: string): Promise<Binaries> {
  const copy = path.join(dataFolder, 'postgres-programs');
  await mkdir(copy, { recursive: true, mode: 0o755 });
  await cp(root, copy, { recursive: true, force: false, verbatimSymlinks: true });
  const bin = (name: string) => path.join(copy, 'bin', name);
  return { root: copy, initdb: bin('initdb'), postgres: bin('postgres') };
}
