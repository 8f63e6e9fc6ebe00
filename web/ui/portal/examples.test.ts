import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import type { PortalFrame } from '../../../src/kernel/http/page.ts';
import { testFrame } from '../testing/frame.ts';
import { accessibilityFaults, type Fault, openBrowser, overflowOf } from '../testing/index.ts';
import { builtPortal, showDocument } from '../testing/portal.ts';

const names = globSync('*.tsx', { cwd: new URL('./examples/', import.meta.url) }).map((file) => file.replace('.tsx', ''));
const title = { en: 'Components', zh: '组件示例' };

/** Together they cover both languages, both themes, elder mode, and the widths of a phone, a small phone and a desk. */
const readers: readonly { who: string; width: number; frame: Partial<PortalFrame> }[] = [
  { who: 'at a desk, in English', width: 1440, frame: { language: 'en' } },
  { who: 'on a phone, in Chinese, at night', width: 390, frame: { language: 'zh', theme: 'dark' } },
  { who: 'on a small phone, in elder mode', width: 320, frame: { language: 'zh', elder: true } },
  { who: 'at a desk, in elder mode and English', width: 1280, frame: { language: 'en', elder: true } },
];

describe('components', async () => {
  const { render } = await builtPortal();
  const browser = await openBrowser();
  after(() => browser.close());
  const found: { who: string; shown: string[]; faults: Fault[]; overflow: number }[] = [];

  before(async () => {
    for (const { who, width, frame } of readers) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await showDocument(page, render({ view: 'portal/examples', title, data: {}, frame: testFrame(frame) }));
      const shown = await page
        .locator('[data-example]')
        .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset['example'] ?? ''));
      found.push({ who, shown, faults: await accessibilityFaults(page), overflow: await overflowOf(page) });
      await page.close();
    }
  });

  test('every component has an example', () => {
    assert.ok(names.length >= 12, `only ${names.length} examples`);
  });

  for (const name of names) {
    test(`${name} can be used by everybody`, () => {
      for (const { who, shown, faults } of found) {
        assert.ok(shown.includes(name), `${name} is not shown ${who}`);
        assert.deepEqual(
          faults.filter(({ example }) => example === name),
          [],
          who,
        );
      }
    });
  }

  test('the frame around them can be used by everybody, and nothing scrolls sideways', () => {
    for (const { who, faults, overflow } of found) {
      assert.deepEqual(
        faults.filter(({ example }) => example === null),
        [],
        who,
      );
      assert.equal(overflow, 0, who);
    }
  });
});
