import { modules } from '../app.ts';
import { restoreBackup } from '../kernel/backup/index.ts';
import { readConfig } from '../kernel/config.ts';
import { openFoundation, placesOf } from '../kernel/platform.ts';
import { say, UsageError } from './say.ts';

const STEPS = {
  check: ['Checking the backup …', '正在校验备份……'],
  tables: ['Restoring tables and files …', '正在恢复数据表和文件……'],
  verify: ['Comparing with the backup …', '正在与备份比对……'],
} as const;

/** Brings a backup back into an empty data folder or database. Prints what was restored as one JSON line. */
export async function restore(args: readonly string[]): Promise<void> {
  const [file] = args;
  if (!file || args.length > 1) throw new UsageError('Say: restore FILE', '用法：restore 文件');
  const config = readConfig();
  const foundation = await openFoundation({ config, modules }, { migrate: false });
  try {
    const { database, modules: all } = foundation;
    const { district } = config;
    const onStep = (step: keyof typeof STEPS) => say(STEPS[step][0], STEPS[step][1]);
    const { tables, files, secrets, ledger, madeAt } = await restoreBackup({
      database,
      district,
      ...placesOf(config),
      modules: all,
      file,
      onStep,
    });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const outcome = { madeAt, tables: tables.length, rows, files: files.length, secrets: secrets.length, ledger };
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
    say('Restored, and equal to the backup. Now start the platform.', '恢复完成，与备份一致。现在可以启动平台。');
  } finally {
    await foundation.close();
  }
}
