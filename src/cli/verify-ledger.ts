import { parseArgs } from 'node:util';

import { modules } from '../app.ts';
import { type Config, readConfig } from '../kernel/config.ts';
import { inDistrict } from '../kernel/database/index.ts';
import { checkHead, type Transact, verifyLedger } from '../kernel/ledger/index.ts';
import { openFoundation } from '../kernel/platform.ts';
import { say } from './say.ts';
import { runSuite } from './suites.ts';

const OPTIONS = { full: { type: 'boolean', default: false }, key: { type: 'string', multiple: true } } as const;

/**
 * Checks the ledger of this installation, beside a running platform or without one: the signed head and the tree that leads to it, or
 * with `--full` every entry. A FILE or URL is an exported ledger, checked by the stand-alone verifier. Ends with status 1 on a fault.
 */
export async function verifyLedgerHere(args: readonly string[]): Promise<void> {
  if (args.some((word, at) => !word.startsWith('-') && args[at - 1] !== '--key')) {
    return runSuite(
      'scripts/verify-ledger.mjs',
      args.filter((word) => word !== '--full'),
    );
  }
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const config = readConfig();
  const foundation = await openFoundation({ config, modules }, { beside: true, migrate: false });
  try {
    const transact: Transact = (work) => inDistrict(foundation.database.db, config.district, work);
    await (values.full ? full(transact, values.key) : quick(transact, config));
  } finally {
    await foundation.close();
  }
}

async function quick(transact: Transact, { district }: Config): Promise<void> {
  const { size, root, fault } = await transact(checkHead);
  process.stdout.write(`${JSON.stringify({ district, checked: 'head', ok: fault === null, size, root })}\n`);
  if (fault) return complain(fault.en, fault.zh);
  say(
    `The signed head over ${size} entries holds. --full checks every entry.`,
    `对 ${size} 条记录的签名校验点有效。加 --full 可逐条校验。`,
  );
}

async function full(transact: Transact, keys: string[] | undefined): Promise<void> {
  const onProgress = (done: number, total: number) => process.stderr.isTTY && process.stderr.write(`\r\u001b[K${done}/${total}`);
  const { fault, ...report } = await verifyLedger(transact, { ...(keys && { keys }), onProgress });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(`${JSON.stringify({ checked: 'all', ...report, fault: fault && { ...fault, text: undefined } })}\n`);
  if (fault) return complain(fault.text.en, fault.text.zh);
  say(
    `All ${report.size} entries and ${report.checkpoints} checkpoints hold.`,
    `全部 ${report.size} 条记录和 ${report.checkpoints} 个校验点均有效。`,
  );
}

function complain(en: string, zh: string): void {
  say(en, zh);
  process.exitCode = 1;
}
