import path from 'node:path';
import { parseArgs } from 'node:util';

import { modules } from '../app.ts';
import { makeBackup } from '../kernel/backup/index.ts';
import { readConfig } from '../kernel/config.ts';
import { openFoundation, placesOf } from '../kernel/platform.ts';
import { say, UsageError } from './say.ts';

const STEPS = {
  ledger: ['Auditing the ledger …', '正在审计存证账本……'],
  tables: ['Copying tables …', '正在备份数据表……'],
  files: ['Copying files …', '正在备份文件……'],
} as const;

/** Writes the district into one file, beside a running platform or without one. Prints what it holds as one JSON line. */
export async function backup(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { 'with-secrets': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new UsageError('Say: backup FILE [--with-secrets]', '用法：backup 文件 [--with-secrets]');
  const config = readConfig();
  const foundation = await openFoundation({ config, modules }, { beside: true, migrate: false });
  try {
    const { database } = foundation;
    const { district } = config;
    const withSecrets = values['with-secrets'];
    const onStep = (step: keyof typeof STEPS) => say(STEPS[step][0], STEPS[step][1]);
    const { bytes, manifest } = await makeBackup({ database, district, ...placesOf(config), file, withSecrets, onStep });
    const { tables, files, secrets, ledger } = manifest;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const outcome = { file: path.resolve(file), bytes, tables: tables.length, rows, files: files.length, secrets: secrets.length, ledger };
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
    if (ledger.fault) {
      say(`The backup is whole, but the ledger in it has a fault: ${ledger.fault}`, `备份完整，但其中的账本存在异常：${ledger.fault}`);
      process.exitCode = 2;
    }
  } finally {
    await foundation.close();
  }
}
