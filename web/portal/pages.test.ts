import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { openTestDistrict, person } from '#kernel/testing';
import { accessibilityFaults, openBrowser, overflowOf } from '../ui/testing/index.ts';
import { assetContent, builtPortal, gzipped, showDocument } from '../ui/testing/portal.ts';

const PAGES = ['/', '/search', '/search?q=data', '/search?q=xyzzy', '/my-data', '/privacy', '/about', '/accessibility', '/nowhere'];
const KB = 1000;

describe('portal pages', async () => {
  const { assets } = await builtPortal();
  const reader = person({ id: 'wang' });
  let town: Awaited<ReturnType<typeof openTestDistrict>>;
  let browser: Browser;

  before(async () => {
    const contact = { phone: '12345', hours: { en: 'day and night', zh: '24 小时' } };
    const signedAt = new Date('2026-11-23T01:58:00Z');
    town = await openTestDistrict({ http: { demo: true, contact, ledgerState: async () => ({ size: 18_294, signedAt }) } });
    const purpose = { code: 'voice:answer', text: { en: 'To answer a report', zh: '答复诉求' } } as const;
    await town.act(
      (context) => context.recordRead({ subjectId: 'wang', record: 'a/1', fields: ['name'], purpose }),
      person({ department: 'health' }),
    );
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await town.close();
  });

  const read = async (path: string, cookie = '') => (await town.as(reader)('GET', path, undefined, { accept: 'text/html', cookie })).text;

  test('a page weighs at most 30 kB, its style 20 kB and its script 12 kB, compressed', async () => {
    for (const path of [...PAGES, '/examples']) {
      for (const language of ['en', 'zh']) {
        const bytes = gzipped(await read(path, `mb_language=${language}`));
        assert.ok(bytes > 500 && bytes <= 30 * KB, `${path} ${language}: ${bytes} bytes`);
      }
    }
    const weigh = (ending: string) =>
      assets.filter((name) => name.endsWith(ending)).reduce((sum, name) => sum + gzipped(assetContent(name)), 0);
    assert.ok(weigh('.css') > 0 && weigh('.css') <= 20 * KB, `style: ${weigh('.css')} bytes`);
    assert.ok(weigh('.js') > 0 && weigh('.js') <= 12 * KB, `script: ${weigh('.js')} bytes`);
  });

  test('pages carry no inline script, style or handler, and load nothing from elsewhere', async () => {
    for (const path of [...PAGES, '/examples']) {
      const html = await read(path);
      assert.doesNotMatch(html, /\sstyle=|<style|\son[a-z]+="|javascript:/i, path);
      assert.doesNotMatch(html, /<script(?![^>]* src="\/assets\/)/, path);
      assert.doesNotMatch(html, /(?:src|action)="(?:https?:)?\/\//, path);
    }
  });

  for (const [who, width, cookie] of [
    ['in English at a desk', 1440, 'mb_language=en'],
    ['in Chinese on a phone at night', 390, 'mb_language=zh; mb_theme=dark'],
    ['in elder mode on a small phone', 320, 'mb_language=zh; mb_elder=on'],
  ] as const) {
    test(`everybody can use every page ${who}`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      for (const path of PAGES) {
        await showDocument(page, await read(path, cookie));
        assert.deepEqual(await accessibilityFaults(page), [], path);
        assert.equal(await overflowOf(page), 0, `${path} scrolls sideways`);
      }
      await page.close();
    });
  }

  test('without scripts, the menu opens, the search is asked and every choice is a link', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    await showDocument(page, await read('/about', 'mb_language=en'));
    await page.locator('details.menu > summary').click();
    assert.ok(await page.locator('details.menu').getByRole('link', { name: 'Home' }).isVisible());
    const links = await page
      .locator('a[href^="/preferences?"]')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href') ?? ''));
    for (const choice of ['elder=on', 'language=zh', 'theme=dark']) {
      assert.ok(
        links.some((href) => href.includes(choice) && href.includes('back=%2Fabout')),
        choice,
      );
    }
    await context.close();
  });

  test('by keyboard, the first stop skips to the content, and the next ones are seen', async () => {
    const page = await browser.newPage();
    await showDocument(page, await read('/about', 'mb_language=en'));
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineWidth);
    assert.equal(outline, '3px');
    await page.close();
  });

  test('targets are 44 pixels, and 60 in elder mode', async () => {
    for (const [cookie, size] of [
      ['mb_language=en', 44],
      ['mb_language=en; mb_elder=on', 60],
    ] as const) {
      const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
      await showDocument(page, await read('/about', cookie));
      const heights = await page
        .locator('.tools > a:visible, .menu > summary, .btn:visible')
        .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().height));
      assert.ok(heights.length >= 3);
      for (const height of heights) assert.ok(height >= size, `${height} px`);
      await page.close();
    }
  });
});
