import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';

import type pg from 'pg';

import type { Bilingual } from '#kernel';

/** How serious a finding is: fine, worth a look, or something that does not work. */
export type Level = 'ok' | 'warn' | 'fail';

/** One line of the doctor's report. */
export interface Finding {
  readonly check: string;
  readonly level: Level;
  readonly text: Bilingual;
}

const GIB = 1024 ** 3;
const NEEDED_NODE = 24;
const LITTLE_MEMORY_GIB = 2;
/** Less free disk is dangerous, or soon will be. */
const NO_DISK_GIB = 1;
const LITTLE_DISK_GIB = 5;
const MOST_CLOCK_SECONDS = 2;

/** Makes a finding. */
export function finding(check: string, level: Level, en: string, zh: string): Finding {
  return { check, level, text: { en, zh } };
}

/** Whether this Node is the one we are made for. */
export function checkNode(version: string = process.versions.node): Finding {
  return Number(version.split('.')[0]) >= NEEDED_NODE
    ? finding('node', 'ok', `Node ${version}`, `Node ${version}`)
    : finding(
        'node',
        'fail',
        `Node ${version} is too old; start through "npm start", which brings Node ${NEEDED_NODE}.`,
        `Node ${version} 版本过低；请用 “npm start” 启动，会自动使用 Node ${NEEDED_NODE}。`,
      );
}

/** Whether the machine is large enough for a district. @param bytes main memory */
export function checkMachine(bytes: number = totalmem(), cores: number = availableParallelism()): Finding {
  const gib = (bytes / GIB).toFixed(1);
  return bytes >= LITTLE_MEMORY_GIB * GIB
    ? finding('machine', 'ok', `${gib} GiB memory, ${cores} cores`, `内存 ${gib} GiB，${cores} 核`)
    : finding(
        'machine',
        'warn',
        `Only ${gib} GiB memory: large files are loaded slowly. ${LITTLE_MEMORY_GIB} GiB or more is better.`,
        `内存仅 ${gib} GiB，导入大文件会较慢；建议 ${LITTLE_MEMORY_GIB} GiB 以上。`,
      );
}

/** Whether there is room for data to come. @param freeBytes when known already */
export async function checkDisk(folder: string, freeBytes?: number): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = freeBytes ?? bavail * bsize;
  const gib = (free / GIB).toFixed(1);
  if (free >= LITTLE_DISK_GIB * GIB) return finding('disk', 'ok', `${gib} GiB free at ${folder}`, `${folder} 可用空间 ${gib} GiB`);
  return finding(
    'disk',
    free < NO_DISK_GIB * GIB ? 'fail' : 'warn',
    `Only ${gib} GiB free at ${folder}. Free some space, or move the data folder (MAPLEBRIDGE_DATA).`,
    `${folder} 仅剩 ${gib} GiB 可用空间。请清理磁盘，或迁移数据目录（MAPLEBRIDGE_DATA）。`,
  );
}

/** Version and the settings of the server that decide whether confirmed work survives. */
export async function checkDatabase(pool: pg.Pool): Promise<Finding[]> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('server_version', 'fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'server_encoding')",
  );
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  const risky = ['fsync', 'full_page_writes', 'synchronous_commit'].filter((name) => settings.get(name) === 'off');
  const found = [finding('database', 'ok', `PostgreSQL ${settings.get('server_version')}`, `PostgreSQL ${settings.get('server_version')}`)];
  if (risky.length > 0)
    found.push(
      finding(
        'durability',
        'fail',
        `${risky.join(', ')} is off: confirmed work is lost in a power cut. Switch it on in the server's settings.`,
        `${risky.join('、')} 已关闭：断电会丢失已确认的数据。请在数据库设置中开启。`,
      ),
    );
  if (settings.get('data_checksums') === 'off')
    found.push(
      finding('checksums', 'warn', 'Data checksums are off: a failing disk stays unnoticed.', '数据校验和未启用：磁盘损坏将难以发现。'),
    );
  if (settings.get('server_encoding') !== 'UTF8')
    found.push(
      finding('encoding', 'fail', 'The database is not UTF8; make one that is.', '数据库编码不是 UTF8；请新建 UTF8 编码的数据库。'),
    );
  return found;
}

/** Whether our clock and the database's agree: deadlines are counted by one and checked by the other. */
export async function checkClock(pool: pg.Pool): Promise<Finding> {
  const before = Date.now();
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
  const after = Date.now();
  const theirs = rows[0]?.now.getTime() ?? 0;
  const seconds = Math.max(0, before - theirs, theirs - after) / 1000;
  return seconds <= MOST_CLOCK_SECONDS
    ? finding('clock', 'ok', 'This machine and the database tell the same time', '本机与数据库时间一致')
    : finding(
        'clock',
        'warn',
        `The clocks of this machine and the database differ by ${seconds.toFixed(0)} s. Switch on time synchronisation (NTP).`,
        `本机与数据库时间相差 ${seconds.toFixed(0)} 秒。请启用时间同步（NTP）。`,
      );
}
