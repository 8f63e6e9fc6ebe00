// Runs the tests: types, style and architecture are among them. `--long` runs the long ones instead, `--check` only types and style.
// Other words are file patterns: npm test -- src/kernel/http
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';

process.chdir(fileURLToPath(new URL('../', import.meta.url)));
const words = process.argv.slice(2);
const flags = new Set(words.filter((word) => word.startsWith('--')));
const wanted = words.filter((word) => !word.startsWith('--'));

if (flags.has('--check') || flags.has('--style')) process.exit(check());

await build((line) => process.stderr.write(`${line}\n`));
const chromium = findChromium();
const files = globSync(['src/**/*.test.ts', 'web/**/*.test.ts', 'demo/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'])
  .filter((file) => file.endsWith('.long.test.ts') === flags.has('--long'))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort();
if (files.length === 0) {
  process.stderr.write(`no test matches ${wanted.join(' ')}\n`);
  process.exit(1);
}

const { startEmbedded } = await import('../src/kernel/database/index.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'mbt-'));
const server = await startEmbedded({ folder, throwaway: true });
const env = { ...process.env, MAPLEBRIDGE_TEST_DSN: server.dsn, CHROMIUM: chromium, NODE_NO_WARNINGS: '1' };
const args = ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files];
const child = spawn(process.execPath, args, { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
const code = await new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
await server.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(code);

function check() {
  const tsc = spawnSync(process.execPath, ['node_modules/typescript-native/bin/tsc', '--noEmit'], { stdio: 'inherit' });
  const write = flags.has('--style') ? ['--write'] : [];
  const biome = spawnSync(existsSync('node_modules/.bin/biome') ? 'node_modules/.bin/biome' : 'biome', ['check', ...write], {
    stdio: 'inherit',
  });
  return tsc.status || biome.status || 0;
}
