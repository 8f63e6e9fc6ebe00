// Prints the figures of one suite as JSON lines: npm run bench -- <suite> [options]
// Every figure stands beside a comparison measured in the same run: { suite, figure, value, unit, comparison, ratio, target, met }.
import { globSync } from 'node:fs';
import path from 'node:path';

interface Suite {
  run(options: readonly string[]): AsyncIterable<object> | Promise<readonly object[]>;
}

const suites = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => path.basename(file, '.ts'))
  .filter((name) => name !== 'run');
const [suite = '', ...options] = process.argv.slice(2);
if (!suites.includes(suite)) {
  process.stderr.write(`npm run bench -- <${suites.join(' | ')}>\n`);
  process.exit(1);
}
const { run } = (await import(new URL(`${suite}.ts`, import.meta.url).href)) as Suite;
for await (const figure of (await run(options)) as AsyncIterable<object>) process.stdout.write(`${JSON.stringify({ suite, ...figure })}\n`);
process.exit(0);
