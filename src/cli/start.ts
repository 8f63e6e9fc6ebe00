import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Actor } from '#kernel';

import { modules } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import { type Platform, type StartStep, startPlatform } from '../kernel/platform.ts';
import { say, UsageError } from './say.ts';

const STEPS: Record<StartStep, [string, string]> = {
  database: ['Starting the database …', '正在启动数据库……'],
  recover: ['The last run did not end in order; recovering …', '上次运行未正常结束，正在恢复……'],
  connect: ['Connecting to the database …', '正在连接数据库……'],
  migrate: ['Bringing tables up to date …', '正在更新表结构……'],
  services: ['Starting services …', '正在启动服务……'],
  web: ['Opening the web server …', '正在打开网络服务……'],
};

/** Builds the screens if needed, starts the platform, and stops it in order on Ctrl-C or SIGTERM. */
export async function start(): Promise<void> {
  const config = readConfig();
  const begun = performance.now();
  await buildScreens();
  const starting = startPlatform({ config, modules, onStep: (step) => say(...STEPS[step]) });
  const guests: (() => Promise<void>)[] = [];
  const stopping = stopOnSignal(async () => {
    const platform = await starting;
    for (const leave of guests) await leave();
    await platform.stop();
  });
  const platform = await starting;
  if (config.demo && !stopping.aborted)
    guests.push(await bringToLife(platform).catch((error: unknown) => endWith(error, platform, stopping)));
  if (stopping.aborted) return;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  say(`\nReady after ${seconds} s`, `启动完成，用时 ${seconds} 秒`);
  process.stdout.write(
    `\n  Portal   门户      ${platform.address}/\n  Console  工作台    ${platform.address}/console\n  API      接口      ${platform.address}/api/openapi.json\n\n`,
  );
}

/** In a process of its own: the builder's memory goes with it. */
async function buildScreens(): Promise<void> {
  const script = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 2, 'inherit'] });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new UsageError('The screens could not be built; the lines above say why.', '界面构建失败，原因见上。');
}

/** Loads the made-up district where it is missing, and keeps it alive from outside. @returns how to end that */
async function bringToLife(platform: Platform): Promise<() => Promise<void>> {
  const { enliven, fillDemo } = await import('../../demo/index.ts');
  const host = {
    address: platform.local,
    work: (actor: Actor) => platform.work(actor),
    clock: () => new Date(),
    onDataset: (key: string, done: number, total: number) => say(`Demo data ${done}/${total}: ${key}`, `演示数据 ${done}/${total}：${key}`),
    onError: (actor: string, error: unknown) => process.stderr.write(`demo ${actor}: ${String(error)}\n`),
  };
  await fillDemo(host);
  const simulator = enliven(host);
  return () => simulator.stop();
}

/** Whatever breaks because we stop is not a fault of its own: then whoever stops us ends the process. */
async function endWith(error: unknown, platform: Platform, stopping: AbortSignal): Promise<() => Promise<void>> {
  if (stopping.aborted) return async () => undefined;
  await platform.stop();
  throw error;
}

/**
 * Hears the wish to stop from the first moment, so that no database server outlives a start that was broken off.
 * A second signal ends at once, for those who cannot wait. @returns aborted as soon as somebody wishes so
 */
function stopOnSignal(stop: () => Promise<void>): AbortSignal {
  const wish = new AbortController();
  const end = async () => {
    if (wish.signal.aborted) process.exit(1);
    wish.abort();
    say('Stopping …', '正在停止……');
    await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    process.exit(0);
  };
  const signals = process.stdin.isTTY ? (['SIGINT', 'SIGTERM', 'SIGHUP'] as const) : (['SIGINT', 'SIGTERM'] as const); // under nohup we stay
  for (const signal of signals) process.on(signal, () => void end());
  return wish.signal;
}
