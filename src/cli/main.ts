import { DomainError } from '#kernel';

import { say, UsageError } from './say.ts';

interface Command {
  readonly usage: string;
  readonly en: string;
  readonly zh: string;
  run(args: readonly string[]): Promise<void>;
}

/** Each command is loaded only when it is asked for, so that a mistake in one cannot break another. */
const commands: Record<string, Command> = {
  start: {
    usage: 'start',
    en: 'start the platform',
    zh: '启动平台',
    run: async () => (await import('./start.ts')).start(),
  },
  migrate: {
    usage: 'migrate',
    en: 'bring the database up to date and stop',
    zh: '升级数据库结构后退出',
    run: async () => (await import('./migrate.ts')).migrate(),
  },
  import: {
    usage: 'import FILE… --dataset NAME',
    en: 'load files into a dataset',
    zh: '将文件入库到数据集',
    run: async (args) => (await import('./import.ts')).importFiles(args),
  },
  invite: {
    usage: 'invite NAME --account A --role R',
    en: 'make a sign-in for somebody, such as the first administrator',
    zh: '为某人开通账号，例如首位管理员',
    run: async (args) => (await import('./invite.ts')).inviteSomebody(args),
  },
  backup: {
    usage: 'backup FILE [--with-secrets]',
    en: 'write the district into one file',
    zh: '将本区数据备份为一个文件',
    run: async (args) => (await import('./backup.ts')).backup(args),
  },
  restore: {
    usage: 'restore FILE',
    en: 'bring a backup back into an empty place',
    zh: '将备份恢复到空的位置',
    run: async (args) => (await import('./restore.ts')).restore(args),
  },
  'verify-ledger': {
    usage: 'verify-ledger [FILE|URL] [--full] [--key K]',
    en: 'check the ledger here, or an exported one',
    zh: '校验本机账本或导出的账本',
    run: async (args) => (await import('./verify-ledger.ts')).verifyLedgerHere(args),
  },
  rebuild: {
    usage: 'rebuild MODULE',
    en: 'make a module’s projections again from its log',
    zh: '由流水重建某模块的派生数据',
    run: async (args) => (await import('./rebuild.ts')).rebuild(args),
  },
  doctor: {
    usage: 'doctor',
    en: 'look for what may go wrong, with advice',
    zh: '检查运行环境并给出建议',
    run: async () => (await import('./doctor.ts')).doctor(),
  },
  accept: {
    usage: 'accept SUITE --data FOLDER',
    en: 'check the product on test data',
    zh: '用测试数据验收',
    run: async (args) => (await import('./suites.ts')).runSuite('test/acceptance/run.ts', args),
  },
  bench: {
    usage: 'bench SUITE',
    en: 'measure, beside a comparison',
    zh: '性能测量及对比',
    run: async (args) => (await import('./suites.ts')).runSuite('bench/run.ts', args),
  },
};

/** Runs one command of the command line; explains failures in both languages and ends with status 1. */
export async function main([name = 'help', ...args]: readonly string[]): Promise<void> {
  const command = commands[name];
  if (!command) return help(name);
  try {
    await command.run(args);
  } catch (error) {
    say(...explain(error));
    process.exitCode = 1;
  }
}

function help(asked: string): void {
  say('Maplebridge: npx maplebridge <command>', 'Maplebridge：npx maplebridge <命令>');
  for (const { usage, en, zh } of Object.values(commands)) process.stderr.write(`  ${usage.padEnd(46)} ${en} · ${zh}\n`);
  if (asked !== 'help') process.exitCode = 1;
}

function explain(error: unknown): [string, string] {
  if (error instanceof UsageError) return [error.message, error.zh];
  if (error instanceof DomainError) return [error.text.en, error.text.zh];
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return [
      'This port is taken by another program. Choose another with PORT, for example: PORT=8090 npm start',
      '该端口已被其他程序占用。请用 PORT 另选端口，例如：PORT=8090 npm start',
    ];
  }
  if (code === 'EACCES' && message.includes('listen'))
    return ['This port needs more rights; choose one above 1023 with PORT.', '该端口需要更高权限；请用 PORT 选择大于 1023 的端口。'];
  if (code === 'ENOSPC') return ['There is no space left on the disk.', '磁盘空间不足。'];
  return [stack ?? String(error), '出现意外错误，详情如上。'];
}
