// Runs one acceptance suite on test data: npm run -s accept -- <suite> --data <folder>
// One line a check; the last line is `N passed, N failed`. Ends with status 1 when a check failed.
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

interface Suite {
  run(about: { data: string; check: (name: string, ok: boolean, note?: string) => void }): Promise<void>;
}

const { values, positionals } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true });
const suites = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => path.basename(file, '.ts'))
  .filter((name) => name !== 'run');
const [suite = ''] = positionals;
if (!suites.includes(suite) || !values.data || !existsSync(values.data)) {
  process.stderr.write(`npm run -s accept -- <${suites.join(' | ')}> --data <folder>\n`);
  process.exit(1);
}

let passed = 0;
let failed = 0;
const check = (name: string, ok: boolean, note?: string) => {
  if (ok) passed += 1;
  else failed += 1;
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name}${note === undefined ? '' : ` (${note})`}\n`);
};
const { run } = (await import(new URL(`${suite}.ts`, import.meta.url).href)) as Suite;
try {
  await run({ data: path.resolve(values.data), check });
} catch (error) {
  check('the suite ran to its end', false, error instanceof Error ? (error.stack ?? error.message) : String(error));
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
