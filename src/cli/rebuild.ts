import { modules } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import { openFoundation, workOver } from '../kernel/platform.ts';
import { say, UsageError } from './say.ts';

/** Makes the projections of one module again, in one transaction: readers see the old ones until the new ones are whole. */
export async function rebuild([name]: readonly string[]): Promise<void> {
  const known = modules.filter((module) => module.rebuild);
  const module = known.find((one) => one.name === name);
  if (!module?.rebuild) {
    const names = known.map((one) => one.name).join(' | ');
    throw new UsageError(`Name a module that has projections: ${names}`, `请指定有派生数据的模块：${names}`);
  }
  const config = readConfig();
  const foundation = await openFoundation({ config, modules }, { beside: true, migrate: false });
  try {
    const made = await module.rebuild(workOver(foundation, config, new AbortController().signal));
    say(`${made} made again from the log.`, `已由流水重建 ${made} 项。`);
  } finally {
    await foundation.close();
  }
}
