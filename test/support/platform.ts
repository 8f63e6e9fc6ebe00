import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { AnyModule } from '#kernel';

import { fillDemo } from '../../demo/index.ts';
import { modules } from '../../src/app.ts';
import { readConfig } from '../../src/kernel/config.ts';
import { type Platform, startPlatform } from '../../src/kernel/platform.ts';

/** A platform as `npm start` runs it, for one test file. */
export interface TestPlatform {
  readonly address: string;
  readonly platform: Platform;
  close(): Promise<void>;
}

interface PlatformChoice {
  /** Keys of the demo datasets to load; none unless said. */
  readonly datasets?: readonly string[];
  /** Modules beside the product's, such as one with a job that lasts. */
  readonly beside?: readonly AnyModule[];
}

/** Starts the whole platform in demo mode on an empty folder and any free port. Takes about five seconds, so once a file. */
export async function openPlatform({ datasets = [], beside = [] }: PlatformChoice = {}): Promise<TestPlatform> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mbp-'));
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', MAPLEBRIDGE_DATA: folder, MAPLEBRIDGE_RATE: '0' });
  const platform = await startPlatform({ config, modules: [...modules, ...beside] });
  const close = async () => {
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    if (datasets.length > 0) await fill(platform, datasets);
  } catch (error) {
    await close();
    throw error;
  }
  return { address: platform.local, platform, close };
}

function fill(platform: Platform, only: readonly string[]): Promise<void> {
  const { local: address } = platform;
  const onError = (who: string, error: unknown) => process.stderr.write(`demo ${who}: ${String(error)}\n`);
  return fillDemo({ address, only, work: (actor) => platform.work(actor), clock: () => new Date(), onError });
}
