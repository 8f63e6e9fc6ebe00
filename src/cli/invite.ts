import { parseArgs } from 'node:util';

import { modules } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import { invite, ownContext } from '../kernel/identity/index.ts';
import { openFoundation, workOver } from '../kernel/platform.ts';
import { say, UsageError } from './say.ts';

const OPTIONS = {
  account: { type: 'string' },
  role: { type: 'string', multiple: true },
  department: { type: 'string' },
} as const;

/**
 * Makes an account and prints the link under which its owner sets the password, once. Whoever can run this holds the data anyway, so it
 * is how the first administrator comes in: `invite "Li Xiao" --account li.xiao --role people-admin`.
 */
export async function inviteSomebody(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [name] = positionals;
  if (!name || !values.account || !values.role) {
    throw new UsageError(
      'Say: invite NAME --account ACCOUNT --role ROLE [--department KEY]',
      '用法：invite 姓名 --account 账号 --role 角色 [--department 部门]',
    );
  }
  const { account, role, department = null } = values;
  const config = readConfig();
  const foundation = await openFoundation({ config, modules }, { beside: true });
  try {
    const work = workOver(foundation, config, new AbortController().signal);
    const { path, expiresAt } = await work.transaction((context) =>
      invite(ownContext(context), { name, account, department, roles: role }),
    );
    process.stdout.write(`${config.publicUrl ?? `http://localhost:${config.port}`}${path}\n`);
    const until = expiresAt.toISOString();
    say(`Give this link to ${name}; it works once, until ${until}.`, `请将此链接交给${name}；仅可使用一次，有效期至 ${until}。`);
  } finally {
    await foundation.close();
  }
}
