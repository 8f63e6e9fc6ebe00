import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import type { Page } from 'playwright-core';

import { accessibilityFaults, overflowOf } from '../../ui/testing/index.ts';
import { type Look, openConsole } from '../testing/index.ts';

const EXAMPLES = new URL('../../ui/console/examples/', import.meta.url);
const examples = globSync('*.tsx', { cwd: fileURLToPath(EXAMPLES) }).map((file) => file.replace('.tsx', ''));
const looks: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'zh', theme: 'dark', width: 390 },
  { language: 'zh', theme: 'light', elder: true, width: 1024 },
];

describe('every component', () => {
  let desk: Awaited<ReturnType<typeof openConsole>>;
  const pages: { look: Look; page: Page; faults: string[] }[] = [];

  before(async () => {
    desk = await openConsole();
    for (const look of looks) {
      const { page, faults } = await desk.page(look);
      await desk.signIn(page);
      pages.push({ look, page, faults });
    }
  });
  after(() => desk.close());

  test('stands in an example', () => {
    const door = readFileSync(new URL('../../ui/index.ts', import.meta.url), 'utf8').replaceAll(/^export type .*$/gm, '');
    const components = [...door.matchAll(/(?<=[{,] )[A-Z]\w+(?=,| \})/g)]
      .map(([name]) => name)
      .filter((name) => !door.includes(`type ${name}`));
    assert.ok(components.length > 15, components.join());
    const shown = examples.map((name) => readFileSync(new URL(`${name}.tsx`, EXAMPLES), 'utf8')).join();
    assert.deepEqual(
      components.filter((name) => !shown.includes(`<${name}`)),
      [],
    );
  });

  for (const name of examples) {
    test(`${name} is accessible in both languages, by day and by night, on a phone and in large letters`, async () => {
      for (const { look, page, faults } of pages) {
        await page.goto(`${desk.address}/console/examples/${name}`);
        await page.locator(`[data-example="${name}"] > :nth-child(2)`).first().waitFor({ state: 'attached' });
        const told = JSON.stringify(look);
        assert.deepEqual(await accessibilityFaults(page), [], told);
        assert.equal(await overflowOf(page), 0, `${told} scrolls sideways`);
        assert.deepEqual(faults, [], told);
      }
    });
  }
});
