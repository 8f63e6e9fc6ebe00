import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startEmbedded } from '../database/index.ts';

/**
 * A PostgreSQL for the tests of this process: the one the test runner started for all of them (MAPLEBRIDGE_TEST_DSN), else one of its
 * own in a temporary folder, which goes away with `stop`.
 * @param durable commits reach the disk, for measuring
 */
export async function testServer(durable = false): Promise<{ dsn: string; stop(): Promise<void> }> {
  // biome-ignore lint/style/noProcessEnv: the test runner hands its server over this way
  const shared = process.env['MAPLEBRIDGE_TEST_DSN'];
  if (shared && !durable) return { dsn: shared, stop: async () => undefined };
  const folder = await mkdtemp(path.join(tmpdir(), 'mbt-'));
  const server = await startEmbedded({ folder, throwaway: !durable });
  return {
    dsn: server.dsn,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
