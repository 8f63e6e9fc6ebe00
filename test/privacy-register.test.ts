import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { it } from 'node:test';

import { modules } from '../src/app.ts';
import { withKernel } from '../src/kernel/manifests.ts';
import { dataProtectionRegister, registerMarkdown } from '../src/kernel/policy/index.ts';

const REGISTER = new URL('../docs/privacy/register.md', import.meta.url);

if (process.argv.includes('--write')) await writeFile(REGISTER, registerMarkdown(withKernel(modules)));

it('docs/privacy/register.md says what the manifests say; `node scripts/run.mjs test/privacy-register.test.ts --write` writes it anew', async () => {
  assert.equal(await readFile(REGISTER, 'utf8'), registerMarkdown(withKernel(modules)));
});

it('every table with personal data says why it is kept and for how long', () => {
  const entries = dataProtectionRegister(withKernel(modules));
  assert.ok(entries.length >= 5);
  for (const { table, purpose, retentionDays } of entries) {
    assert.ok(purpose, table);
    assert.ok(retentionDays === 'forever' || retentionDays > 0, table);
  }
});
