import { access, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';

import type { ReadProfile } from '#kernel';

import { modules } from '../app.ts';
import { type Config, readConfig } from '../kernel/config.ts';
import { DomainError } from '../kernel/core/index.ts';
import { inDistrict, pendingMigrations } from '../kernel/database/index.ts';
import { findOrphans } from '../kernel/files/index.ts';
import { checkHead } from '../kernel/ledger/index.ts';
import { type Foundation, openFoundation, placesOf } from '../kernel/platform.ts';
import { checkClock, checkDatabase, checkDisk, checkMachine, checkNode, type Finding, finding } from './checks.ts';

/** Looks at everything that has to be in order and prints a line for each, with advice. Ends with status 1 when something fails. */
export async function doctor(): Promise<void> {
  let worst = 0;
  for await (const one of findings()) {
    if (one.level === 'fail') worst = 1;
    process.stdout.write(`${one.level.padEnd(4)} ${one.check.padEnd(11)} ${one.text.en}\n${' '.repeat(17)}${one.text.zh}\n`);
  }
  process.exitCode = worst;
}

async function* findings(): AsyncGenerator<Finding> {
  yield checkNode();
  yield checkMachine();
  const config = readConfig();
  yield await safely('folder', () => checkFolder(config));
  yield await safely('disk', () => checkDisk(config.dataFolder));
  yield* await withDatabase(config);
  yield await safely('port', () => checkPort(config));
}

async function withDatabase(config: Config): Promise<Finding[]> {
  const foundation = await openFoundation({ config, modules }, { beside: true, migrate: false }).catch((error: unknown) =>
    broken('database', error),
  );
  if ('check' in foundation) return [foundation];
  try {
    const { database, profile } = foundation;
    const found = await checkDatabase(database.pool);
    found.push(await safely('clock', () => checkClock(database.pool)));
    found.push(await safely('profile', () => checkProfile(foundation, profile)));
    const migrations = await safely('migrations', () => checkMigrations(foundation, config));
    found.push(migrations);
    if (migrations.level !== 'ok') return found;
    found.push(await safely('ledger', () => checkLedger(foundation, config)));
    found.push(await safely('files', () => checkFiles(foundation, config)));
    return found;
  } finally {
    await foundation.close();
  }
}

async function checkFolder({ dataFolder }: Config): Promise<Finding> {
  await mkdir(dataFolder, { recursive: true });
  await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  return finding('folder', 'ok', `Data folder ${dataFolder}`, `数据目录 ${dataFolder}`);
}

async function checkMigrations({ database, modules: all }: Foundation, { district }: Config): Promise<Finding> {
  const pending = await pendingMigrations(database.pool, district, all);
  if (pending === null)
    return finding('migrations', 'warn', 'The district is not there yet; start makes it.', '本区数据尚未创建；启动时会自动创建。');
  return pending.length === 0
    ? finding('migrations', 'ok', 'All tables are up to date', '数据表结构已是最新')
    : finding(
        'migrations',
        'warn',
        `${pending.length} migrations wait; the next start applies them. Make a backup first.`,
        `有 ${pending.length} 个迁移待执行，下次启动时会自动执行。请先备份。`,
      );
}

async function checkProfile({ modules: all }: Foundation, profile: ReadProfile): Promise<Finding> {
  const files = all.flatMap(({ profiles }) => profiles);
  for (const file of files) profile(file);
  const [fault] = all.flatMap(({ faults }) => faults?.(profile) ?? []);
  if (fault) return { check: 'profile', level: 'fail', text: fault };
  return finding('profile', 'ok', `${files.length} profile files read`, `已读取 ${files.length} 个配置文件`);
}

async function checkLedger({ database }: Foundation, { district }: Config): Promise<Finding> {
  const { size, fault } = await inDistrict(database.db, district, checkHead);
  if (fault) return { check: 'ledger', level: 'fail', text: fault };
  return finding('ledger', 'ok', `The signed head over ${size} entries holds`, `对 ${size} 条记录的签名校验点有效`);
}

async function checkFiles({ database }: Foundation, config: Config): Promise<Finding> {
  const { missing, strays } = await inDistrict(database.db, config.district, (tx) => findOrphans(tx, placesOf(config).storage));
  if (missing.length > 0)
    return finding(
      'files',
      'fail',
      `${missing.length} attachments are recorded but gone from the disk, first ${missing[0]}. Restore them from a backup.`,
      `有 ${missing.length} 个附件已登记但磁盘上缺失，首个为 ${missing[0]}。请从备份恢复。`,
    );
  return strays.length > 0
    ? finding(
        'files',
        'warn',
        `${strays.length} files belong to no record; the nightly clean-up removes them.`,
        `有 ${strays.length} 个文件不属于任何记录；夜间清理任务会删除。`,
      )
    : finding('files', 'ok', 'Every attachment is on the disk', '所有附件均在磁盘上');
}

/** A port that answers as ours is fine: the platform runs. */
async function checkPort({ port, host }: Config): Promise<Finding> {
  if (await isFree(port, host)) return finding('port', 'ok', `Port ${port} is free`, `端口 ${port} 可用`);
  const health = await fetch(`http://localhost:${port}/health/live`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  if (health?.ok) return finding('port', 'ok', `A platform answers at port ${port}`, `平台正在端口 ${port} 上运行`);
  return finding(
    'port',
    'fail',
    `Port ${port} is taken by another program. Choose another with PORT.`,
    `端口 ${port} 已被其他程序占用。请用 PORT 另选端口。`,
  );
}

function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

async function safely(check: string, run: () => Promise<Finding>): Promise<Finding> {
  return run().catch((error: unknown) => broken(check, error));
}

function broken(check: string, error: unknown): Finding {
  if (error instanceof DomainError) return { check, level: 'fail', text: error.text };
  const { message } = error as Error;
  return finding(check, 'fail', message, `出现错误：${message}`);
}
