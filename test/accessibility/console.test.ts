// Every screen of the console: usable by everybody and light. Further looks are in the long test.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { gzipped } from '../../web/ui/testing/portal.ts';
import { openScreens } from './console.ts';

const FIRST_LOAD_BYTES = 250_000;

let screens: Awaited<ReturnType<typeof openScreens>>;

before(async () => {
  screens = await openScreens();
});
after(() => screens?.close());

describe('every screen of the console', () => {
  test('is accessible in English at a desk', async () => {
    assert.deepEqual(await screens.faults({ language: 'en', width: 1440 }), []);
  });

  test('is accessible in larger text, in Chinese, at night, on a phone', async () => {
    assert.deepEqual(await screens.faults({ language: 'zh', elder: true, theme: 'dark', width: 390 }), []);
  });

  test('needs at most 250 kB for the first visit, compressed, by what the browser really fetches', async () => {
    const { page, context, go, close } = await screens.visits.openAs('auditor');
    const fetched = new Set<string>();
    page.on('request', (request) => {
      if (/\/console(\/|$)/.test(new URL(request.url()).pathname)) fetched.add(request.url());
    });
    await go('/console');
    await page.locator('#main h1').waitFor();
    const files = await Promise.all([...fetched].map(async (url) => (await context.request.get(url)).body()));
    const total = files.reduce((sum, file) => sum + gzipped(file), 0);
    assert.ok(total > 20_000 && total <= FIRST_LOAD_BYTES, `${total} bytes`);
    await close();
  });
});
