import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { databaseErrors } from './errors.ts';

/**
 * Takes the data folder for this process. A lock left by a process that is gone is taken over.
 * @throws database.folderInUse when another live process holds it
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const file = path.join(folder, 'maplebridge.pid');
  for (;;) {
    if (await claim(file)) return { release: () => rm(file, { force: true }) };
    const holder = await readHolder(file);
    if (holder !== null && holder.pid !== process.pid && isSame(holder)) throw databaseErrors.folderInUse({ folder, pid: holder.pid });
    await rm(file, { force: true });
  }
}

/** True when a process of that number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Holder {
  readonly pid: number;
  /** The start of the holding process in clock ticks since boot, so that a reused process number is not mistaken for the holder. */
  readonly started: string;
}

async function claim(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify({ pid: process.pid, started: startOf(await statOf(process.pid)) }));
    await handle.sync();
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw databaseErrors.diskFull({ folder: path.dirname(file) });
    throw error;
  }
}

async function readHolder(file: string): Promise<(Holder & { now: string }) | null> {
  try {
    const { pid, started } = JSON.parse(await readFile(file, 'utf8')) as Holder;
    return { pid, started, now: startOf(await statOf(pid)) };
  } catch {
    return null;
  }
}

function isSame({ pid, started, now }: Holder & { now: string }): boolean {
  return isAlive(pid) && started === now;
}

const statOf = (pid: number) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');

/** Field 22 of /proc/<pid>/stat; the command name in field 2 may hold spaces, so count from its closing bracket. Empty off Linux. */
function startOf(stat: string): string {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
