// Writes docs/privacy/register.md from the manifests.
import { writeFile } from 'node:fs/promises';

import { modules } from '../src/app.ts';
import { withKernel } from '../src/kernel/manifests.ts';
import { registerMarkdown } from '../src/kernel/policy/index.ts';

await writeFile(new URL('../docs/privacy/register.md', import.meta.url), registerMarkdown(withKernel(modules)));
