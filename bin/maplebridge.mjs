#!/usr/bin/env node
// The command line of Maplebridge. Runs on the pinned Node: under another one it starts itself again through scripts/run.mjs.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

if (Number(process.versions.node.split('.')[0]) < 24) {
  const run = fileURLToPath(new URL('../scripts/run.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [run, fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
const { main } = await import('../src/cli/main.ts');
await main(process.argv.slice(2));
