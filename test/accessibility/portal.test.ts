// Every page of the portal: usable by everybody, light, and talking to nobody else. Further looks are in the long test.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assetContent, builtPortal, gzipped } from '../../web/ui/testing/portal.ts';
import { openPortal } from './portal.ts';

const KB = 1000;

let portal: Awaited<ReturnType<typeof openPortal>>;

before(async () => {
  portal = await openPortal();
});
after(() => portal?.close());

describe('every page of the portal', () => {
  test('is accessible in English at a desk', async () => {
    assert.deepEqual(await portal.faults({ language: 'en', width: 1440 }), []);
  });

  test('is accessible in elder mode, in Chinese, at night, on a small phone', async () => {
    assert.deepEqual(await portal.faults({ language: 'zh', elder: true, theme: 'dark', width: 320 }), []);
  });

  test('fits a phone in English, with scripts switched off', async () => {
    assert.deepEqual(await portal.misfits({ language: 'en', width: 390, scripts: false }), []);
  });

  test('weighs at most 30 kB, its style 20 kB and its script 12 kB, compressed', async () => {
    const { context, close } = await portal.visits.openAs('resident');
    for (const path of portal.pages) {
      for (const language of ['en', 'zh']) {
        const separator = path.includes('?') ? '&' : '?';
        const answer = await context.request.get(`${portal.address}${path}${separator}lang=${language}`);
        const bytes = gzipped(await answer.body());
        assert.ok(bytes <= 30 * KB, `${path} in ${language}: ${bytes} bytes`);
      }
    }
    await close();
    const { assets } = await builtPortal();
    for (const [ending, most] of [
      ['.css', 20 * KB],
      ['.js', 12 * KB],
    ] as const) {
      const bytes = assets.filter((name) => name.endsWith(ending)).reduce((sum, name) => sum + gzipped(assetContent(name)), 0);
      assert.ok(bytes > 0 && bytes <= most, `${ending}: ${bytes} bytes`);
    }
  });
});
