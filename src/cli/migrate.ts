import { modules } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import { openFoundation } from '../kernel/platform.ts';
import { say } from './say.ts';

/** Brings the database up to date. Safe while other processes start; forward only. */
export async function migrate(): Promise<void> {
  const foundation = await openFoundation({ config: readConfig(), modules });
  await foundation.close();
  say('The database is up to date.', '数据库已是最新。');
}
